"""The port to the counters: what is asked of them in one atomic step, and what they answer."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

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
        return self.plan.allowances[self.meter]


@dataclass(frozen=True)
class Verdict:
    """The decision, and how many distinct units are recorded after it."""

    decision: Decision
    used: int
    network_used: int


class Meter(Protocol):
    """Counts distinct units by guest and by home within a window."""

    def admit(self, ask: Ask) -> Verdict:
        """Decide and, when the unit is new and there is room for it, record it; all in one step.

        A unit that the guest has used is admitted whatever the limits. Within the home a unit is
        counted once, whoever uses it. Raises MeterUnavailableError when nothing can be counted.
        """
        ...
