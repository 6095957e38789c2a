import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.cli import leftovers
from services.cli.leftovers import end_leftovers
from services.cli.logs import all_logs, log_of
from tests.support.programs import SERVER, STUBBORN, says, wait_for


@contextmanager
def left_behind(text: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process that nobody looks after, and yield it once it runs."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen([sys.executable, "-c", text], stdout=output)
    try:
        wait_for(lambda: not says(log, "up")())
        yield process
    finally:
        process.kill()
        process.wait()


def test_one_that_writes_to_a_log_is_asked_to_stop(tmp_path: Path) -> None:
    log = log_of(tmp_path, "catalog")
    with left_behind(SERVER, log) as process:
        assert end_leftovers(all_logs(tmp_path)) == [f"catalog ({process.pid})"]

        assert process.wait(10) == 0


def test_one_that_writes_to_the_log_before_is_found(tmp_path: Path) -> None:
    log = log_of(tmp_path, "redis-server")
    with left_behind(SERVER, log) as process:
        log.rename(f"{log}.1")

        assert end_leftovers(all_logs(tmp_path)) == [f"redis-server.log ({process.pid})"]


def test_one_that_does_not_stop_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = ((signal.SIGTERM, 0.2), (signal.SIGKILL, 1.0))
    monkeypatch.setattr(leftovers, "_ATTEMPTS", attempts)
    log = log_of(tmp_path, "catalog")
    with left_behind(STUBBORN, log) as process:
        end_leftovers(all_logs(tmp_path))

        assert process.wait(10) == -signal.SIGKILL


def test_others_are_left_alone(tmp_path: Path) -> None:
    """One that writes elsewhere, were it the output of `codebook up` in the folder of logs."""
    logs = all_logs(tmp_path)
    with left_behind(SERVER, tmp_path / "log" / "up.log") as process:
        assert end_leftovers(logs) == []

        assert process.poll() is None
