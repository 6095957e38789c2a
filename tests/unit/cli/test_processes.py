import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cli.errors import StepFailedError
from services.cli.processes import Process, Program
from tests.support.programs import SERVER, STUBBORN, python, runs, says, wait_for


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log" / "demo.jsonl"


@pytest.fixture
def server(log: Path) -> Iterator[Process]:
    process = Process(python("demo", SERVER, log))
    wait_for(lambda: not says(log, "up")())
    yield process
    process.end()


def test_it_runs_until_it_is_asked_to_stop(server: Process, log: Path) -> None:
    assert not server.ended()

    server.ask_to_stop()
    wait_for(server.ended)

    assert server.end() == 0
    assert log.read_text() == "up\nstopping on SIGTERM\n"


def test_one_that_has_ended_can_be_stopped_and_ended_again(server: Process) -> None:
    server.ask_to_stop()
    wait_for(server.ended)

    server.ask_to_stop()

    assert (server.end(), server.end(), server.ended()) == (0, 0, True)


def test_one_that_does_not_stop_can_be_ended(log: Path) -> None:
    process = Process(python("demo", STUBBORN, log))
    wait_for(lambda: not says(log, "up")())

    process.ask_to_stop()

    assert process.end() == -signal.SIGKILL


def test_what_it_started_and_left_ends_with_it(log: Path) -> None:
    start_another = (
        "import subprocess, sys;"
        "p = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']);"
        "p.returncode = 0; print(p.pid, flush=True)"
    )
    process = Process(python("demo", start_another, log))
    wait_for(process.ended)
    grandchild = int(log.read_text())
    assert runs(grandchild)

    process.end()

    wait_for(lambda: not runs(grandchild))


def test_it_is_in_a_session_of_its_own(server: Process) -> None:
    assert os.getsid(server.pid) == server.pid != os.getsid(0)


@pytest.mark.parametrize("parent_ends_by", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_when_its_parent_does(log: Path, parent_ends_by: signal.Signals) -> None:
    parent = (
        "import os, signal, sys; from pathlib import Path;"
        "from services.cli.processes import Process;"
        "from tests.support.programs import SERVER, python;"
        "Process(python('demo', SERVER, Path(sys.argv[1])));"
        "signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", parent, str(log)]) as running:
        wait_for(lambda: not says(log, "up")())
        running.send_signal(parent_ends_by)

    wait_for(lambda: "stopping on SIGTERM" in log.read_text())


def test_it_gets_its_input_directory_and_environment(tmp_path: Path, log: Path) -> None:
    show = "import os; print(input(), os.getcwd(), os.environ['COLOUR'], len(os.environ))"
    environment = {"COLOUR": "blue", "LC_CTYPE": "C.UTF-8"}
    process = Process(
        Program("demo", (sys.executable, "-c", show), environment, log, tmp_path, "word\n")
    )
    wait_for(process.ended)

    assert process.end() == 0
    assert log.read_text() == f"word {tmp_path} blue 2\n"


def test_one_that_does_not_read_its_input_is_no_trouble(log: Path) -> None:
    process = Process(python("demo", "import sys; sys.exit(4)", log, given="word\n" * 10))
    wait_for(process.ended)

    assert process.end() == 4


def test_without_input_it_does_not_read_the_terminal(log: Path) -> None:
    process = Process(python("demo", "import sys; print(repr(sys.stdin.read()))", log))
    wait_for(process.ended)
    process.end()

    assert log.read_text() == "''\n"


def test_one_that_is_not_there_is_named(log: Path) -> None:
    with pytest.raises(StepFailedError, match=r"^demo cannot be started: .*no-such-program"):
        Process(Program("demo", ("/no-such-program",), {}, log))


def test_each_start_begins_a_log_and_keeps_the_one_before(log: Path) -> None:
    for word in ("first", "second", "third"):
        process = Process(python("demo", f"print({word!r})", log))
        wait_for(process.ended)
        process.end()

    assert log.read_text() == "third\n"
    assert (log.parent / "demo.jsonl.1").read_text() == "second\n"


def test_last_words_are_the_last_lines_of_the_log(log: Path) -> None:
    process = Process(python("demo", "[print('line', n) for n in range(1000)]", log))
    wait_for(process.ended)
    process.end()

    words = process.last_words().splitlines()
    assert words[0] == f" The last lines of {log}:"
    assert words[1:] == [f"  line {n}" for n in range(990, 1000)]


def test_one_that_said_nothing_has_no_last_words(log: Path) -> None:
    silent = Process(python("demo", "", log))
    on_terminal = Process(python("demo", ""))
    for process in (silent, on_terminal):
        wait_for(process.ended)
        process.end()

    assert silent.last_words() == f" Its log, {log}, is empty."
    assert on_terminal.last_words() == ""
