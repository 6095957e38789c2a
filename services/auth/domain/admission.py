"""The one question auth answers: may this reader be shown one more unit, and what is left then."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.auth.domain.guest import Guest, GuestTokens
from services.auth.domain.meter import Ask, Decision, Meter, Verdict
from services.auth.domain.network import network_of
from services.auth.domain.plan import MeterName, Plans
from services.auth.domain.window import WindowKind, window_at
from services.auth.errors import UnitInvalidError
from services.runtime.clock import Clock

LONGEST_UNIT = 200
# What was recorded outlives its window by this much, for clocks that differ or are set back.
_KEPT_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Visit:
    """What a reader comes with: a token (or none), an address, and the unit they want."""

    guest_token: str
    client_address: str
    meter: MeterName
    unit: str
    peek: bool = False


@dataclass(frozen=True)
class Admittance:
    """The answer. `new_guest_token` is empty when the reader's own is good."""

    decision: Decision
    plan: str
    limit: int
    remaining: int
    registration_bonus: int
    resets_at: datetime
    new_guest_token: str


class Admission:
    """Session, plan and meter in one step."""

    def __init__(
        self, meter: Meter, tokens: GuestTokens, plans: Plans, window: WindowKind, clock: Clock
    ) -> None:
        self._meter = meter
        self._tokens = tokens
        self._plans = plans
        self._window = window
        self._clock = clock

    def admit(self, visit: Visit) -> Admittance:
        """Return whether the unit may be shown and how many are left after it.

        Raises UnitInvalidError, AddressInvalidError and MeterUnavailableError; nothing is
        recorded then.
        """
        _demand_unit(visit.unit)
        now = self._clock.now()
        guest, new_token = self._recognise(visit, now)
        ask = self._ask(visit, guest, now)
        verdict = self._meter.admit(ask)
        return Admittance(
            decision=verdict.decision,
            plan=ask.plan.name,
            limit=ask.limit,
            remaining=_remaining(ask, verdict),
            registration_bonus=self._plans.registration_bonus[visit.meter],
            resets_at=ask.window.ends,
            new_guest_token=new_token,
        )

    def _recognise(self, visit: Visit, now: datetime) -> tuple[Guest, str]:
        """Return the guest and, when it is a new one, the token to hand out."""
        network = network_of(visit.client_address)
        known = self._tokens.read(visit.guest_token, now)
        if known is not None:
            return known, ""
        guest = self._tokens.new_guest(network, now)
        return guest, self._tokens.write(guest)

    def _ask(self, visit: Visit, guest: Guest, now: datetime) -> Ask:
        window = window_at(self._window, now)
        return Ask(
            meter=visit.meter,
            unit=visit.unit,
            guest=guest,
            plan=self._plans.guest,
            network_limit=self._plans.network[visit.meter],
            window=window,
            keep=window.ends - now + _KEPT_AFTER,
            peek=visit.peek,
        )


def _demand_unit(unit: str) -> None:
    if not unit.strip():
        raise UnitInvalidError("It is empty.")
    if len(unit) > LONGEST_UNIT:
        raise UnitInvalidError(f"It has more than {LONGEST_UNIT} characters.")


def _remaining(ask: Ask, verdict: Verdict) -> int:
    """Return what is left to the guest, never more than what is left to the network."""
    own = ask.limit - verdict.used
    network = ask.network_limit - verdict.network_used
    return max(0, min(own, network))
