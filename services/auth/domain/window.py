"""The window in which units are counted: a calendar month or a day, in UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

# What was recorded outlives its window by this much, for clocks that differ or are set back.
_KEPT_AFTER = timedelta(days=1)


class WindowKind(StrEnum):
    """How long a window is."""

    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True)
class Window:
    """One window: its name, which sorts by time, and the first moment after it."""

    name: str
    ends: datetime

    def keep(self, now: datetime) -> timedelta:
        """Return how long from now what is recorded in the window is kept."""
        return self.ends - now + _KEPT_AFTER


def window_at(kind: WindowKind, moment: datetime) -> Window:
    """Return the window that an aware moment lies in."""
    return _window_on(kind, moment.astimezone(UTC).date())


@lru_cache(maxsize=64)  # asked for several times in each call, and nearly always today's
def _window_on(kind: WindowKind, day: date) -> Window:
    midnight = datetime.combine(day, time(), UTC)
    if kind is WindowKind.DAY:
        return Window(f"{midnight:%Y-%m-%d}", midnight + timedelta(days=1))
    # The 1st and 31 days later is always in the next month.
    next_month = midnight.replace(day=1) + timedelta(days=31)
    return Window(f"{midnight:%Y-%m}", next_month.replace(day=1))
