import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from services.cli.errors import DiedError, NotReadyError, StepFailedError, StopAskedError
from services.cli.supervisor import Supervisor
from tests.support.programs import SERVER, STUBBORN, python, says


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "demo.jsonl"


def after(seconds: float, number: signal.Signals) -> threading.Timer:
    """Send this process a signal, later."""
    timer = threading.Timer(seconds, os.kill, (os.getpid(), number))
    timer.start()
    return timer


def test_leaving_stops_in_reverse_order(tmp_path: Path) -> None:
    order = tmp_path / "order"
    text = SERVER.replace("sys.exit(0)", "open({order!r}, 'a').write({name!r} + ' '); sys.exit(0)")
    with Supervisor() as supervisor:
        for name in ("redis", "catalog", "gateway"):
            log = tmp_path / name
            supervisor.start(python(name, text.format(order=str(order), name=name), log))
            supervisor.wait_until_ready({name: says(log, "up")}, 10)

    assert order.read_text() == "gateway catalog redis "


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_watch(log: Path, number: signal.Signals) -> None:
    with Supervisor() as supervisor:
        supervisor.start(python("demo", SERVER, log))
        supervisor.wait_until_ready({"demo": says(log, "up")}, 10)
        os.kill(os.getpid(), number)
        with pytest.raises(StopAskedError):
            supervisor.watch()

    assert log.read_text() == "up\nstopping on SIGTERM\n"


def test_a_signal_ends_a_step_at_once(log: Path) -> None:
    started = time.monotonic()
    with Supervisor() as supervisor:
        after(0.3, signal.SIGTERM)
        with pytest.raises(StopAskedError):
            supervisor.run(python("load", "import time; time.sleep(60)", log))

    assert time.monotonic() - started < 10


def test_a_signal_ends_waiting_for_readiness(log: Path) -> None:
    with Supervisor() as supervisor:
        supervisor.start(python("demo", SERVER, log))
        after(0.2, signal.SIGINT)
        with pytest.raises(StopAskedError):
            supervisor.wait_until_ready({"demo": lambda: "never"}, 60)


def test_one_that_dies_ends_the_watch_with_its_last_words(log: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    with Supervisor() as supervisor:
        supervisor.start(python("other", SERVER, other))
        supervisor.wait_until_ready({"other": says(other, "up")}, 10)
        supervisor.start(python("demo", "print('no memory'); exit(3)", log))
        with pytest.raises(DiedError) as caught:
            supervisor.watch()

    assert str(caught.value) == (
        f"demo ended by itself (exit code 3). The last lines of {log}:\n  no memory"
    )
    assert "stopping on SIGTERM" in other.read_text()


def test_one_that_dies_while_a_step_runs_is_seen_at_once(log: Path) -> None:
    dying = "import os, time; time.sleep(0.3); os.kill(os.getpid(), 9)"
    with Supervisor() as supervisor:
        supervisor.start(python("demo", dying, log))
        with pytest.raises(DiedError, match=r"^demo ended by itself \(killed by SIGKILL\)"):
            supervisor.run(python("load", "import time; time.sleep(60)"))


def test_one_that_dies_before_it_is_ready_is_seen_at_once(log: Path) -> None:
    with Supervisor() as supervisor:
        supervisor.start(python("demo", "exit(1)", log))
        with pytest.raises(DiedError):
            supervisor.wait_until_ready({"demo": lambda: "not yet"}, 60)


def test_what_happens_while_one_is_stopped_is_not_forgotten(log: Path, tmp_path: Path) -> None:
    slow = SERVER.replace("sys.exit(0)", "__import__('time').sleep(0.5); sys.exit(0)")
    dying = "import time; print('up', flush=True); time.sleep(0.2); exit(3)"
    with Supervisor() as supervisor:
        supervisor.start(python("meilisearch", slow, log))
        supervisor.wait_until_ready({"meilisearch": says(log, "up")}, 10)
        other = tmp_path / "catalog.jsonl"
        supervisor.start(python("catalog", dying, other))
        supervisor.wait_until_ready({"catalog": says(other, "up")}, 10)
        supervisor.stop("meilisearch")
        with pytest.raises(DiedError, match="catalog ended by itself"):
            supervisor.watch()


def test_a_step_that_succeeds_lets_the_next_one_run(log: Path) -> None:
    with Supervisor() as supervisor:
        supervisor.run(python("migrate", "print('done')", log))
        supervisor.run(python("load", "print('done too')", log))

    assert log.read_text() == "done too\n"


def test_a_step_that_fails_is_named(log: Path) -> None:
    with pytest.raises(StepFailedError) as caught, Supervisor() as supervisor:
        supervisor.run(python("catalog load", "exit('disk full')", log))

    assert str(caught.value) == (
        f"catalog load failed (exit code 1). The last lines of {log}:\n  disk full"
    )


def test_one_that_does_not_become_ready_says_what_it_lacks(log: Path) -> None:
    lacks = {"search": lambda: "not well: meilisearch"}
    with Supervisor() as supervisor:
        supervisor.start(python("search", SERVER, log))
        supervisor.wait_until_ready({"search": says(log, "up")}, 10)
        with pytest.raises(NotReadyError) as caught:
            supervisor.wait_until_ready(lacks, 0.1)

    assert str(caught.value) == (
        f"search is not ready after 0.1 s: not well: meilisearch. The last lines of {log}:\n  up"
    )


def test_one_that_does_not_stop_is_killed_after_its_grace(log: Path) -> None:
    started = time.monotonic()
    with Supervisor(grace_seconds=0.5) as supervisor:
        supervisor.start(python("demo", STUBBORN, log))
        supervisor.wait_until_ready({"demo": says(log, "up")}, 10)

    assert time.monotonic() - started < 5


def stop_stubborn(log: Path, grace_seconds: float, later: Callable[[], object]) -> float:
    """Ask to stop what does not, do something, and return the seconds until it was over."""
    with Supervisor(grace_seconds) as supervisor:
        supervisor.start(python("demo", STUBBORN, log))
        supervisor.wait_until_ready({"demo": says(log, "up")}, 10)
        os.kill(os.getpid(), signal.SIGINT)
        started = time.monotonic()
        later()
        with pytest.raises(StopAskedError):
            supervisor.watch()
    return time.monotonic() - started


def test_a_second_request_hastens(log: Path) -> None:
    assert stop_stubborn(log, 10, lambda: after(1.2, signal.SIGINT)) < 5


def test_one_request_that_arrives_twice_does_not(log: Path) -> None:
    assert stop_stubborn(log, 0.8, lambda: after(0.2, signal.SIGTERM)) >= 0.8


def test_signals_are_given_back() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGCHLD)]

    with Supervisor():
        pass

    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGCHLD)] == before
