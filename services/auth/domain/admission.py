"""The one question auth answers: may this reader be shown one more unit, and what is left then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.auth.domain.bearer import Bearer, read_token
from services.auth.domain.guest import Guest, GuestTokens
from services.auth.domain.meter import (
    Ask,
    Decision,
    MemberAsk,
    MemberVerdict,
    Meter,
    Offer,
    Recognition,
    Verdict,
)
from services.auth.domain.network import network_of
from services.auth.domain.plan import REGISTERED, MeterName, Plans
from services.auth.domain.window import window_at
from services.auth.errors import KeyInvalidError, UnitInvalidError
from services.runtime.clock import Clock

LONGEST_UNIT = 200


@dataclass(frozen=True)
class Visit:
    """What a reader comes with, and the unit they want.

    That is a session's token or an API key, or else a guest's token, and always an address.
    """

    guest_token: str
    client_address: str
    meter: MeterName
    unit: str
    peek: bool = False
    session_token: str = ""
    api_key: str = ""


@dataclass(frozen=True)
class Admittance:
    """The answer. `new_guest_token` is empty when the reader's own is good, or they are a member.

    `role` is empty for a guest, `scopes` for everyone but who brings a key.
    """

    decision: Decision
    plan: str
    limit: int
    remaining: int
    registration_bonus: int
    resets_at: datetime
    new_guest_token: str
    role: str = ""
    scopes: Sequence[str] = ()
    # Whole seconds until the window ends.
    seconds_left: int = 0


class Copies(Protocol):
    """Brings what SQL knows beside the counters, where a step of the meter finds it."""

    def copy_account(self, account: str) -> bool:
        """Copy plan and role; return whether there is such an account, and it is not disabled."""
        ...

    def copy_key(self, bearer: Bearer, now: datetime) -> bool:
        """Copy an API key; return whether there is such a one, and it has not expired."""
        ...


class Admission:
    """Session, plan and meter in one step."""

    def __init__(  # noqa: PLR0913 - one for each thing it brings together
        self,
        meter: Meter,
        tokens: GuestTokens,
        plans: Plans,
        clock: Clock,
        *,
        copies: Copies,
        idle: timedelta,
    ) -> None:
        self._meter = meter
        self._tokens = tokens
        self._plans = plans
        self._clock = clock
        self._copies = copies
        self._idle = idle

    def admit(self, visit: Visit) -> Admittance:
        """Return whether the unit may be shown and how many are left after it.

        A session that has ended makes a guest of its reader; a key that is not good is an error.
        Raises UnitInvalidError, AddressInvalidError, KeyInvalidError and MeterUnavailableError;
        nothing is recorded then.
        """
        _demand_unit(visit.unit)
        now = self._clock.now()
        bearer = read_token(visit.api_key or visit.session_token)
        if bearer is not None and bearer.is_key == bool(visit.api_key):
            answer = self._as_member(visit, bearer, now)
            if answer is not None:
                return answer
        if visit.api_key:
            raise KeyInvalidError
        return self._as_guest(visit, now)

    def _as_guest(self, visit: Visit, now: datetime) -> Admittance:
        guest, new_token = self._recognise(visit, now)
        ask = self._ask(visit, guest, now)
        verdict = self._meter.admit(ask)
        return Admittance(
            decision=verdict.decision,
            plan=ask.plan.name,
            limit=ask.limit,
            remaining=_remaining(ask, verdict),
            registration_bonus=self._plans.registration_bonus(visit.meter),
            resets_at=ask.window.ends,
            seconds_left=int((ask.window.ends - now).total_seconds()),
            new_guest_token=new_token,
        )

    def _as_member(self, visit: Visit, bearer: Bearer, now: datetime) -> Admittance | None:
        """Return the answer to a member; None when the token is no longer good."""
        ask = MemberAsk(
            meter=visit.meter,
            unit=visit.unit,
            bearer=bearer,
            offers=self._offers(visit.meter, now),
            now=now,
            idle=self._idle,
            peek=visit.peek,
        )
        verdict = self._verdict(ask)
        if verdict.recognition is not Recognition.KNOWN:
            return None
        offer = ask.offers.get(verdict.plan, ask.offers[REGISTERED])
        return Admittance(
            decision=verdict.decision,
            plan=self._plans.of(verdict.plan).name,
            limit=offer.limit,
            remaining=max(0, offer.limit - verdict.used),
            registration_bonus=0,
            resets_at=offer.window.ends,
            seconds_left=int((offer.window.ends - now).total_seconds()),
            new_guest_token="",
            role=verdict.role,
            scopes=verdict.scopes,
        )

    def _verdict(self, ask: MemberAsk) -> MemberVerdict:
        """Ask the meter; when it lacks a copy that SQL can give, bring it and ask again."""
        bearer, verdict = ask.bearer, self._meter.admit_member(ask)
        if verdict.recognition is Recognition.UNKNOWN and bearer.is_key:
            if not self._copies.copy_key(bearer, ask.now):
                return verdict
            verdict = self._meter.admit_member(ask)
        if verdict.recognition is Recognition.STALE and self._copies.copy_account(bearer.account):
            return self._meter.admit_member(ask)
        return verdict

    def _offers(self, meter: MeterName, now: datetime) -> dict[str, Offer]:
        """Return what each plan allows, `registered` first: it stands in for one that is gone."""
        offers = {}
        for name in (REGISTERED, *self._plans.named):
            allowance = self._plans.named[name].allowances[meter]
            offers[name] = Offer(allowance.units, window_at(allowance.window, now))
        return offers

    def _recognise(self, visit: Visit, now: datetime) -> tuple[Guest, str]:
        """Return the guest and, when it is a new one, the token to hand out."""
        network = network_of(visit.client_address)
        known = self._tokens.read(visit.guest_token, now)
        if known is not None:
            return known, ""
        guest = self._tokens.new_guest(network, now)
        return guest, self._tokens.write(guest)

    def _ask(self, visit: Visit, guest: Guest, now: datetime) -> Ask:
        plan = self._plans.guest
        window = window_at(plan.allowances[visit.meter].window, now)
        return Ask(
            meter=visit.meter,
            unit=visit.unit,
            guest=guest,
            plan=plan,
            network_limit=self._plans.network[visit.meter],
            window=window,
            keep=window.keep(now),
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
