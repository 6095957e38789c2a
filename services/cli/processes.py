"""One process of the stack: started so that it cannot outlive this one, logged to its own file."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from services.cli.errors import StepFailedError
from services.cli.logs import previous

_PR_SET_PDEATHSIG = 1
_TAIL_LINES = 10
_TAIL_BYTES = 4_000


@dataclass(frozen=True)
class Program:
    """What to run. `log` None means that it speaks to the terminal; `given` is its input."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    log: Path | None = None
    directory: Path | None = None
    given: str = field(default="", repr=False)


class Process:
    """A started program, in a session of its own, so that a Ctrl-C reaches us and not it."""

    def __init__(self, program: Program) -> None:
        """Start it; raises StepFailedError when the machine cannot."""
        self.program = program
        try:
            self._popen = _start(program)
        except OSError as error:
            raise StepFailedError(f"{program.name} cannot be started: {error}.") from error
        self.pid = self._popen.pid

    def ended(self) -> bool:
        """Return whether it no longer runs. Its id stays taken until `end`."""
        look = os.WEXITED | os.WNOHANG | os.WNOWAIT
        reaped = self._popen.returncode is not None
        return reaped or os.waitid(os.P_PID, self.pid, look) is not None

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the process alone: it stops its own children in its own order."""
        if not self.ended():
            self._popen.terminate()

    def end(self) -> int:
        """Kill what is left of it and of what it started; return its exit code, as Popen does."""
        if self._popen.returncode is None:
            os.killpg(self.pid, signal.SIGKILL)
        return self._popen.wait()

    def last_words(self) -> str:
        """Return the last lines of its log, below a line that says where the rest is."""
        log = self.program.log
        if log is None:
            return ""
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES))
            lines = file.read().decode(errors="replace").splitlines()[-_TAIL_LINES:]
        if not lines:
            return f" Its log, {log}, is empty."
        return "\n".join([f" The last lines of {log}:", *(f"  {line}" for line in lines)])


def die_with(parent: int) -> Callable[[], None]:
    """Return what a child does before its program: ask for SIGTERM when `parent` is gone.

    Even a parent that is killed outright leaves nothing running then. Linux only; elsewhere the
    child does nothing.
    """
    if sys.platform != "linux":
        return lambda: None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:  # it went before we could ask
            os._exit(1)

    return ask


def _start(program: Program) -> subprocess.Popen[bytes]:
    log = None if program.log is None else _new_log(program.log)
    try:
        popen = subprocess.Popen(  # noqa: S603 - our own commands
            program.command,
            stdin=subprocess.PIPE if program.given else subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=program.environment,
            cwd=program.directory,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),  # noqa: PLW1509 - it touches no lock
        )
    finally:
        if log is not None:
            os.close(log)
    if popen.stdin is not None:
        with suppress(BrokenPipeError), popen.stdin as sink:  # that it ended is seen later
            sink.write(program.given.encode())
    return popen


def _new_log(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.replace(previous(path))
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
