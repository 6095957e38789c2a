"""Starts processes in order, watches them, and stops them in the reverse order."""

import signal
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import NoReturn, Self, TypeAlias

from services.cli.errors import DiedError, NotReadyError, StepFailedError, StopAskedError
from services.cli.processes import Process, Program
from services.cli.signals import Signals

# Says in words what a process still lacks to be ready; empty when it is.
Probe: TypeAlias = Callable[[], str]

_PROBE_PERIOD_SECONDS = 0.05


class Supervisor:
    """The processes of one stack. While it is entered they run; leaving it stops them all.

    Whatever waits here raises StopAskedError when a person or the machine asks to stop, and
    DiedError when a process that should keep running does not.
    """

    def __init__(self, grace_seconds: float = 15) -> None:
        """Each process has `grace_seconds` between SIGTERM and SIGKILL."""
        self._grace = grace_seconds
        self._signals = Signals()
        self._running: list[Process] = []

    def __enter__(self) -> Self:
        self._signals.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._running:
            self._stop(self._running.pop())
        self._signals.__exit__(kind, error, trace)

    def start(self, program: Program) -> None:
        """Start a process that keeps running."""
        self._running.append(Process(program))

    def run(self, program: Program) -> None:
        """Run a step to its end; raises StepFailedError when it does not exit with 0."""
        step = Process(program)
        self._running.append(step)
        while not step.ended():
            self._pause(None, step)
        self._running.remove(step)
        code = step.end()
        if code != 0:
            raise StepFailedError(f"{program.name} failed ({_how(code)}).{step.last_words()}")

    def stop(self, name: str) -> None:
        """Stop the process of that name."""
        for process in [p for p in self._running if p.program.name == name]:
            self._running.remove(process)
            self._stop(process)

    def wait_until_ready(self, probes: Mapping[str, Probe], within_seconds: float) -> None:
        """Return when no probe finds a lack; raises NotReadyError if one still does by then."""
        until = time.monotonic() + within_seconds
        for name, probe in probes.items():
            while lacking := probe():
                if time.monotonic() > until:
                    message = f"{name} is not ready after {within_seconds:g} s: {lacking}."
                    raise NotReadyError(message + self._last_words(name))
                self._pause(_PROBE_PERIOD_SECONDS)

    def watch(self) -> NoReturn:
        """Wait until there is a reason to stop, and raise it."""
        while True:
            self._pause(None)

    def _pause(self, seconds: float | None, step: Process | None = None) -> None:
        # Before as well: stopping one process takes the signals that come meanwhile.
        self._check(step)
        self._signals.wait(seconds)
        self._check(step)

    def _check(self, step: Process | None) -> None:
        if self._signals.stop_asked:
            raise StopAskedError
        for process in self._running:
            if process is not step and process.ended():
                self._running.remove(process)
                how = _how(process.end())
                words = process.last_words()
                raise DiedError(f"{process.program.name} ended by itself ({how}).{words}")

    def _last_words(self, name: str) -> str:
        return "".join(p.last_words() for p in self._running if p.program.name == name)

    def _stop(self, process: Process) -> None:
        process.ask_to_stop()
        until = time.monotonic() + self._grace
        while not (process.ended() or self._signals.hurried):
            left = until - time.monotonic()
            if left <= 0:
                break
            self._signals.wait(left)
        process.end()


def _how(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"
