"""The port to the counters: what is asked of them in one atomic step, and what they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from services.auth.domain.bearer import Bearer
from services.auth.domain.guest import Guest
from services.auth.domain.plan import MeterName, Plan
from services.auth.domain.window import Window


class Decision(StrEnum):
    """What a meter says of one unit."""

    ADMITTED_BEFORE = "admitted_before"
    ADMITTED_NEW = "admitted_new"
    REFUSED_ALLOWANCE = "refused_allowance"
    REFUSED_NETWORK = "refused_network"
    NOT_RECORDED = "not_recorded"


ADMITTED = {Decision.ADMITTED_BEFORE, Decision.ADMITTED_NEW}


@dataclass(frozen=True)
class Ask:
    """One unit of one meter, asked for by a guest."""

    meter: MeterName
    unit: str
    guest: Guest
    plan: Plan
    # How many distinct units all guests of one home may use together.
    network_limit: int
    window: Window
    # How long from now what is recorded is kept.
    keep: timedelta
    # Only look; record nothing.
    peek: bool = False

    @property
    def limit(self) -> int:
        """Return how many distinct units the guest may use."""
        return self.plan.allowances[self.meter].units


@dataclass(frozen=True)
class Verdict:
    """The decision, and how many distinct units are recorded after it."""

    decision: Decision
    used: int
    network_used: int


@dataclass(frozen=True)
class Offer:
    """What one plan allows of the meter that is asked for."""

    limit: int
    window: Window


@dataclass(frozen=True)
class MemberAsk:
    """One unit of one meter, asked for by who brings a session or a key.

    Which of the offers counts is decided where the account's plan is known: beside the counters.
    """

    meter: MeterName
    unit: str
    bearer: Bearer
    offers: Mapping[str, Offer]
    now: datetime
    # How long a session may rest; a key may for ever.
    idle: timedelta
    peek: bool = False


class Recognition(StrEnum):
    """Whether who asks is known."""

    KNOWN = "known"
    # No such session or key, or none any more.
    UNKNOWN = "unknown"
    # A good session or key, of an account whose plan is not beside the counters.
    STALE = "stale"


@dataclass(frozen=True)
class MemberVerdict:
    """Who asked, and, when that is known, the decision. `scopes` are those of a key."""

    recognition: Recognition
    decision: Decision = Decision.NOT_RECORDED
    used: int = 0
    plan: str = ""
    role: str = ""
    scopes: Sequence[str] = ()


@dataclass(frozen=True)
class Carried:
    """What a guest has used of a meter, to be counted as an account's as well."""

    meter: MeterName
    guest: Guest
    guest_window: Window
    account: str
    window: Window
    keep: timedelta


class Meter(Protocol):
    """Counts distinct units by subject within a window; guests' also by home."""

    def admit(self, ask: Ask) -> Verdict:
        """Decide and, when the unit is new and there is room for it, record it; all in one step.

        A unit that the guest has used is admitted whatever the limits. Within the home a unit is
        counted once, whoever uses it. Raises MeterUnavailableError when nothing can be counted.
        """
        ...

    def admit_member(self, ask: MemberAsk) -> MemberVerdict:
        """Recognise the member, find the plan, decide and record; all in one step.

        An admitted page view is also remembered as seen. A session is given its idle time anew.
        Raises MeterUnavailableError when nothing can be counted.
        """
        ...

    def carry_over(self, carried: Sequence[Carried]) -> None:
        """Count a guest's units as the account's, each once, whatever its limit.

        Nothing is taken from the guest, so doing it again changes nothing. Raises
        MeterUnavailableError.
        """
        ...

    def used(self, account: str, windows: Mapping[MeterName, Window]) -> Mapping[MeterName, int]:
        """Return how many units the account has used of each meter in these windows.

        Raises MeterUnavailableError.
        """
        ...
