"""Signals as something to wait for: they wake the main loop instead of interrupting it."""

import os
import select
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import NoReturn, Self

from services.cli.errors import StopAskedError

_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# One request to stop can arrive twice: `timeout` and a terminal signal the whole group, and make
# passes on what it gets. Only what comes later than this is a second request.
_SAME_REQUEST_SECONDS = 1.0


@contextmanager
def stops_interrupt() -> Iterator[None]:
    """While entered, a request to stop raises StopAskedError wherever the program is.

    For as long as nothing runs that must be stopped in order; then `Signals` takes over.
    """
    handlers = {number: signal.signal(number, _raise_stop) for number in _STOPS}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


class Signals:
    """While it is entered, requests to stop are noted, and each signal makes `wait` return.

    Only the main thread of a process can enter it.
    """

    def __init__(self) -> None:
        self._first_stop: float | None = None
        self._hurried = False

    def __enter__(self) -> Self:
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)
        # Python writes the number of each signal that has a handler to the wakeup descriptor.
        watched = (*_STOPS, signal.SIGCHLD)
        self._handlers = {number: signal.signal(number, _leave_to_pipe) for number in watched}
        self._wakeup = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        os.close(self._read)
        os.close(self._write)

    @property
    def stop_asked(self) -> bool:
        """Whether someone asked the command to stop."""
        return self._first_stop is not None

    @property
    def hurried(self) -> bool:
        """Whether they asked again."""
        return self._hurried

    def wait(self, seconds: float | None = None) -> None:
        """Return after that many seconds or at the next signal; None waits for a signal."""
        if not select.select([self._read], [], [], seconds)[0]:
            return
        for number in os.read(self._read, 4096):
            if number in _STOPS:
                self._note_stop(time.monotonic())

    def _note_stop(self, now: float) -> None:
        if self._first_stop is None:
            self._first_stop = now
        elif now - self._first_stop > _SAME_REQUEST_SECONDS:
            self._hurried = True


def _leave_to_pipe(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: the number is in the pipe."""


def _raise_stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise StopAskedError
