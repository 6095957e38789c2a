"""Counters and sessions in this process's memory: for tests, and as the plainest statement."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from services.auth.domain.bearer import Bearer
from services.auth.domain.meter import (
    ADMITTED,
    Ask,
    Carried,
    Decision,
    MemberAsk,
    MemberVerdict,
    Recognition,
    Verdict,
)
from services.auth.domain.plan import MeterName
from services.auth.domain.session import SEEN_EVERY, KeyCopy, Session, Standing
from services.auth.domain.window import Window
from services.runtime.clock import Clock

_Key = tuple[str, ...]


class MemoryMeter:
    """A Meter and the Sessions that no other process shares and that forget when it ends."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._units: dict[_Key, set[str]] = {}
        self._kept_until: dict[_Key, datetime] = {}
        self._sessions: dict[Bearer, Session] = {}
        self._keys: dict[Bearer, KeyCopy] = {}
        self._standings: dict[str, Standing] = {}
        self._seen: dict[str, dict[str, datetime]] = {}

    def admit(self, ask: Ask) -> Verdict:
        """Decide and record in one step; see Meter."""
        window = (ask.guest.home, ask.meter, ask.window.name)
        with self._lock:
            self._forget_old()
            own = self._units.get((*window, ask.guest.id), set())
            network = self._units.get(window, set())
            decision = _decide(ask, own, network)
            if decision is Decision.ADMITTED_NEW:
                own, network = own | {ask.unit}, network | {ask.unit}
                self._record((*window, ask.guest.id), own, ask.keep)
                self._record(window, network, ask.keep)
        return Verdict(decision, len(own), len(network))

    def admit_member(self, ask: MemberAsk) -> MemberVerdict:
        """Recognise, decide and record in one step; see Meter."""
        account = ask.bearer.account
        with self._lock:
            self._forget_old()
            scopes = self._recognise(ask)
            if scopes is None:
                return MemberVerdict(Recognition.UNKNOWN)
            standing = self._standings.get(account)
            if standing is None:
                return MemberVerdict(Recognition.STALE)
            offer = ask.offers.get(standing.plan, next(iter(ask.offers.values())))
            key = ("account", account, ask.meter, offer.window.name)
            own = self._units.get(key, set())
            decision = _decide_alone(ask, offer.limit, own)
            if decision is Decision.ADMITTED_NEW:
                own = own | {ask.unit}
                self._record(key, own, offer.window.keep(ask.now))
            if decision in ADMITTED and not ask.peek and ask.meter is MeterName.PAGE_VIEW:
                self._seen.setdefault(account, {})[ask.unit] = ask.now
        known = Recognition.KNOWN
        return MemberVerdict(known, decision, len(own), standing.plan, standing.role, scopes)

    def carry_over(self, carried: Sequence[Carried]) -> None:
        """Count a guest's units as the account's; see Meter."""
        with self._lock:
            for one in carried:
                window = (one.guest.home, one.meter, one.guest_window.name, one.guest.id)
                units = self._units.get(window, set())
                key = ("account", one.account, one.meter, one.window.name)
                if units:
                    self._record(key, self._units.get(key, set()) | units, one.keep)

    def used(self, account: str, windows: Mapping[MeterName, Window]) -> Mapping[MeterName, int]:
        """Return how many units are recorded; see Meter."""
        return {
            meter: len(self._units.get(("account", account, meter, window.name), set()))
            for meter, window in windows.items()
        }

    def start(self, session: Session, idle: timedelta) -> None:
        """Keep a session until it ends."""
        del idle
        self._sessions[session.bearer] = session

    def find(self, bearer: Bearer) -> Session | None:
        """Return the session; None when there is none."""
        return self._sessions.get(bearer)

    def touch(self, session: Session, now: datetime, idle: timedelta) -> None:
        """Note that the session was used, if that was not noted just now."""
        del idle
        if now - session.seen >= SEEN_EVERY:
            self._sessions[session.bearer] = replace(session, seen=now)

    def of_account(self, account: str) -> Sequence[Session]:
        """Return every session of the account, last used first."""
        own = [one for one in self._sessions.values() if one.bearer.account == account]
        return sorted(own, key=lambda session: session.seen, reverse=True)

    def end(self, account: str, digest: str) -> None:
        """End a session, or forget a key."""
        for kind in (True, False):
            self._sessions.pop(Bearer(account, digest, kind), None)
            self._keys.pop(Bearer(account, digest, kind), None)

    def end_all(self, account: str, keep: str = "", key_digests: Sequence[str] = ()) -> None:
        """End every session but the one with the digest `keep`; forget the keys with these."""
        for digest in key_digests:
            self.end(account, digest)
        for session in self.of_account(account):
            if session.bearer.digest != keep:
                del self._sessions[session.bearer]

    def copy_key(self, key: KeyCopy, now: datetime) -> None:
        """Hold a key."""
        del now
        self._keys[key.bearer] = key

    def put_standing(self, account: str, standing: Standing) -> None:
        """Hold an account's plan and role."""
        self._standings[account] = standing

    def drop_standing(self, account: str) -> None:
        """Forget an account's plan and role."""
        self._standings.pop(account, None)

    def recent(self, account: str) -> Sequence[tuple[str, datetime]]:
        """Return the units of the code pages last seen, newest first, with the time."""
        by_time = sorted(self._seen.get(account, {}).items(), key=lambda one: (one[1], one[0]))
        return by_time[::-1]

    def forget_recent(self, account: str) -> None:
        """Forget what was seen."""
        self._seen.pop(account, None)

    def forget(self, account: str, windows: Sequence[str], digests: Sequence[str]) -> None:
        """Forget everything of the account, counts of these windows included."""
        self.end_all(account)
        for digest in digests:
            self.end(account, digest)
        self._standings.pop(account, None)
        self.forget_recent(account)
        for key in [key for key in self._units if key[:2] == ("account", account)]:
            if key[3] in windows:
                del self._units[key], self._kept_until[key]

    def _recognise(self, ask: MemberAsk) -> Sequence[str] | None:
        """Return the scopes of who asks, none of a session; None when nobody is known so."""
        if ask.bearer.is_key:
            key = self._keys.get(ask.bearer)
            ended = key is None or (key.expires is not None and ask.now >= key.expires)
            return None if key is None or ended else tuple(key.scopes)
        session = self._sessions.get(ask.bearer)
        if session is None or session.has_ended(ask.now, ask.idle):
            return None
        self.touch(session, ask.now, ask.idle)
        return ()

    def _record(self, key: _Key, units: set[str], keep: timedelta) -> None:
        self._units[key] = units
        self._kept_until[key] = self._clock.now() + keep

    def _forget_old(self) -> None:
        now = self._clock.now()
        for key in [key for key, until in self._kept_until.items() if until <= now]:
            del self._units[key], self._kept_until[key]


def _decide(ask: Ask, own: set[str], network: set[str]) -> Decision:
    if ask.unit in own:
        return Decision.ADMITTED_BEFORE
    if ask.peek:
        return Decision.NOT_RECORDED
    if len(own) >= ask.limit:
        return Decision.REFUSED_ALLOWANCE
    if ask.unit not in network and len(network) >= ask.network_limit:
        return Decision.REFUSED_NETWORK
    return Decision.ADMITTED_NEW


def _decide_alone(ask: MemberAsk, limit: int, own: set[str]) -> Decision:
    if ask.unit in own:
        return Decision.ADMITTED_BEFORE
    if ask.peek:
        return Decision.NOT_RECORDED
    return Decision.ADMITTED_NEW if len(own) < limit else Decision.REFUSED_ALLOWANCE
