"""Sessions and keys as Redis holds them, the port to them, and when a session has ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.auth.domain.bearer import Bearer

# A session's last use is written at most this often.
SEEN_EVERY = timedelta(minutes=1)
# How long Redis holds what SQL holds as well.
COPIED_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Lifetimes:
    """How long a session may rest, and how long it may last at all."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True)
class Session:
    """A session of an account. `label` is what browser it is in, as far as it says."""

    bearer: Bearer
    made: datetime
    seen: datetime
    expires: datetime
    label: str

    def has_ended(self, now: datetime, idle: timedelta) -> bool:
        """Return whether it has rested or lasted too long."""
        return now >= self.expires or now - self.seen >= idle


@dataclass(frozen=True)
class KeyCopy:
    """What must be known of an API key to admit who brings it."""

    bearer: Bearer
    # None means for ever.
    expires: datetime | None
    scopes: Sequence[str]


@dataclass(frozen=True)
class Standing:
    """What must be known of an account to admit its member."""

    plan: str
    role: str


class Sessions(Protocol):
    """Everything that is known of accounts beside the counters.

    Each method raises MeterUnavailableError when Redis cannot be reached.
    """

    def start(self, session: Session, idle: timedelta) -> None:
        """Keep a session until it ends."""
        ...

    def find(self, bearer: Bearer) -> Session | None:
        """Return the session; None when there is none."""
        ...

    def touch(self, session: Session, now: datetime, idle: timedelta) -> None:
        """Note that the session was used."""
        ...

    def of_account(self, account: str) -> Sequence[Session]:
        """Return every session of the account."""
        ...

    def end(self, account: str, digest: str) -> None:
        """End a session, or forget a key."""
        ...

    def end_all(self, account: str, keep: str = "", key_digests: Sequence[str] = ()) -> None:
        """End every session but the one with the digest `keep`; forget the keys with these."""
        ...

    def copy_key(self, key: KeyCopy, now: datetime) -> None:
        """Hold a key for a while."""
        ...

    def put_standing(self, account: str, standing: Standing) -> None:
        """Hold an account's plan and role for a while."""
        ...

    def drop_standing(self, account: str) -> None:
        """Forget an account's plan and role."""
        ...

    def recent(self, account: str) -> Sequence[tuple[str, datetime]]:
        """Return the units of the code pages last seen, newest first, with the time."""
        ...

    def forget_recent(self, account: str) -> None:
        """Forget what was seen."""
        ...

    def forget(self, account: str, windows: Sequence[str], digests: Sequence[str]) -> None:
        """Forget the account: sessions, these keys, counts of these windows, and the rest."""
        ...
