"""How often something may be tried: counted in steps of time, by whom and for what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True)
class Limit:
    """So many attempts in a stretch of time; `name` keeps the counts of two limits apart."""

    name: str
    attempts: int
    per: timedelta


# Wrong passwords for one account, from browsers that have never signed in to it.
STRANGERS = Limit("strangers", 10, timedelta(minutes=15))
# Wrong passwords for one account from one browser that has signed in to it before.
DEVICE = Limit("device", 10, timedelta(minutes=15))
# Wrong passwords from one network, whatever the account.
NETWORK = Limit("network", 50, timedelta(minutes=15))
# Mails that one address is sent because somebody asked for them.
MAILS = Limit("mails", 4, timedelta(hours=1))
# Links to a new password that one address is sent: a count of its own, so that nobody can use up
# what an owner who is throttled gets back in by.
RESETS = Limit("resets", 4, timedelta(hours=1))
# Forms that send mails, from one network.
ASKING = Limit("asking", 30, timedelta(hours=1))


class Throttle(Protocol):
    """Counts attempts; each method raises MeterUnavailableError."""

    def wait(self, limit: Limit, subject: str, now: datetime) -> float:
        """Return the seconds until another attempt is allowed; 0 when it is now."""
        ...

    def count(self, limit: Limit, subject: str, now: datetime) -> int:
        """Count an attempt and return how many there have been in this stretch of time."""
        ...

    def take_back(self, limit: Limit, subject: str, now: datetime) -> None:
        """Count one attempt less: it was none."""
        ...
