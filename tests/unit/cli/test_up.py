"""What surrounds a running stack, with small programs in place of the real ones."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.cli import up as command
from services.cli.errors import AlreadyRunningError, DiedError
from services.cli.logs import log_of
from services.cli.running import claim, find_running
from services.cli.settings import UpSettings
from services.cli.steps import Start, Step
from services.cli.up import up
from tests.support.programs import SERVER, python, says, wait_for
from tests.support.terminal import RecordingTerminal

ADDRESS = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class StandIn:
    """What `up` asks of a plan."""

    programs: Sequence[Step]
    address: str = ADDRESS

    def steps(self) -> Iterator[Step]:
        return iter(self.programs)

    def access(self, service: str) -> dict[str, str]:
        return {"ASKED_FOR": service}


@pytest.fixture
def settings(tmp_path: Path) -> UpSettings:
    return UpSettings(codebook_var_dir=tmp_path / "var", codebook_ready_seconds=10)


def server(var: Path, name: str, text: str = SERVER) -> Start:
    log = log_of(var, name)
    return Start(python(name, text, log), says(log, "up"))


def stand_in(monkeypatch: pytest.MonkeyPatch, *steps: Step) -> None:
    monkeypatch.setattr(command, "make_plan", lambda *_: StandIn(steps))


def stop_when_up(line: str) -> None:
    if ADDRESS in line:
        os.kill(os.getpid(), signal.SIGTERM)


def test_it_says_the_address_and_stops_when_it_is_asked_to(
    monkeypatch: pytest.MonkeyPatch, settings: UpSettings
) -> None:
    var = settings.codebook_var_dir
    stand_in(monkeypatch, server(var, "redis-server"), server(var, "gateway"))
    terminal = RecordingTerminal(stop_when_up)

    up(settings, {}, terminal)

    assert terminal.lines == [
        f"Codebook is at {ADDRESS} (logs in {var / 'log'}; Ctrl-C stops it).",
        "Codebook has stopped.",
    ]
    assert "stopping on SIGTERM" in log_of(var, "gateway").read_text()
    assert "stopping on SIGTERM" in log_of(var, "redis-server").read_text()


def test_while_it_is_up_others_can_join(
    monkeypatch: pytest.MonkeyPatch, settings: UpSettings
) -> None:
    var, seen = settings.codebook_var_dir, []

    def look(line: str) -> None:
        if ADDRESS in line:
            seen.append(find_running(var))
            os.kill(os.getpid(), signal.SIGTERM)

    stand_in(monkeypatch, server(var, "gateway"))
    up(settings, {}, RecordingTerminal(look))

    assert [(it.pid, it.address, it.environment) for it in seen] == [
        (os.getpid(), ADDRESS, {"ASKED_FOR": "search"})
    ]


def test_a_second_one_is_refused_before_it_touches_anything(settings: UpSettings) -> None:
    with claim(settings.codebook_var_dir), pytest.raises(AlreadyRunningError):
        up(settings, {}, RecordingTerminal())

    assert [path.name for path in settings.codebook_var_dir.iterdir()] == ["up.lock"]


def test_it_ends_what_an_earlier_one_left(
    monkeypatch: pytest.MonkeyPatch, settings: UpSettings
) -> None:
    var = settings.codebook_var_dir
    log = log_of(var, "meilisearch")
    log.parent.mkdir(parents=True)
    with log.open("w") as output:
        orphan = subprocess.Popen([sys.executable, "-c", SERVER], stdout=output)
    wait_for(lambda: not says(log, "up")())
    stand_in(monkeypatch, server(var, "gateway"))
    terminal = RecordingTerminal(stop_when_up)

    up(settings, {}, terminal)

    assert orphan.wait(10) == 0
    assert terminal.lines[0] == (
        f"Ended meilisearch ({orphan.pid}), which an earlier start had left running."
    )


def test_one_that_dies_stops_everything(
    monkeypatch: pytest.MonkeyPatch, settings: UpSettings
) -> None:
    var = settings.codebook_var_dir
    dying = "import time; print('up', flush=True); time.sleep(0.2); exit(3)"
    stand_in(monkeypatch, server(var, "catalog"), server(var, "gateway", dying))
    terminal = RecordingTerminal()

    with pytest.raises(DiedError, match=r"^gateway ended by itself \(exit code 3\)"):
        up(settings, {}, terminal)

    assert "stopping on SIGTERM" in log_of(var, "catalog").read_text()
    assert "Codebook has stopped." not in terminal.lines
