"""Small real programs for tests of what starts, watches and stops processes."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from services.cli.processes import Program

# Writes its signal to its log, then ends as a well-behaved server does.
SERVER = """
import signal, sys
def stop(number, frame):
    print("stopping on", signal.Signals(number).name, flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGINT, stop)
print("up", flush=True)
while True:
    signal.pause()
"""

# Does not stop when it is asked to.
STUBBORN = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
while True:
    signal.pause()
"""


def python(name: str, text: str, log: Path | None = None, given: str = "") -> Program:
    """Return a program of that text."""
    command = (sys.executable, "-c", text)
    return Program(name, command, dict(os.environ), log, given=given)


def says(log: Path, text: str) -> Callable[[], str]:
    """Return a probe that is content when the log has the text."""
    return lambda: "" if log.exists() and text in log.read_text() else f"no {text!r} yet"


def wait_for(condition: Callable[[], object], seconds: float = 10) -> None:
    """Return when the condition holds; fail when it does not in time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)


def runs(pid: int) -> bool:
    """Return whether the process exists and has not ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}
