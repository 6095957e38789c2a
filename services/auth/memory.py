"""The counters in this process's memory: for tests, and as the plainest statement of the rules."""

import threading
from datetime import datetime

from services.auth.domain.meter import Ask, Decision, Verdict
from services.runtime.clock import Clock

_Key = tuple[str, ...]


class MemoryMeter:
    """A Meter that no other process shares and that forgets when it ends."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._units: dict[_Key, set[str]] = {}
        self._kept_until: dict[_Key, datetime] = {}

    def admit(self, ask: Ask) -> Verdict:
        """Decide and record in one step; see Meter."""
        window = (ask.guest.home, ask.meter, ask.window.name)
        with self._lock:
            self._forget()
            own = self._units.get((*window, ask.guest.id), set())
            network = self._units.get(window, set())
            decision = _decide(ask, own, network)
            if decision is Decision.ADMITTED_NEW:
                own, network = own | {ask.unit}, network | {ask.unit}
                self._record((*window, ask.guest.id), own, ask)
                self._record(window, network, ask)
        return Verdict(decision, len(own), len(network))

    def _record(self, key: _Key, units: set[str], ask: Ask) -> None:
        self._units[key] = units
        self._kept_until[key] = self._clock.now() + ask.keep

    def _forget(self) -> None:
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
