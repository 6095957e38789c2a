"""Time as a dependency, so that a test can move it."""

import time
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Where a process gets the time from."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds from an arbitrary start that never go back."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds from an arbitrary start that never go back."""
        return time.monotonic()


def today(clock: Clock) -> date:
    """Return the date of service that "now" means: the day in UTC."""
    return clock.now().date()
