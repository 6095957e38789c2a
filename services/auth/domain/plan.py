"""What can be counted, and how much of it each plan allows in which window."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.auth.domain.window import WindowKind

GUEST = "guest"
REGISTERED = "registered"


class MeterName(StrEnum):
    """A thing that is counted."""

    PAGE_VIEW = "page_view"
    ASSISTANT_QUESTION = "assistant_question"
    CONSULT_EMAIL = "consult_email"
    API_CALL = "api_call"


@dataclass(frozen=True)
class Allowance:
    """How many distinct units a window holds."""

    units: int
    window: WindowKind


@dataclass(frozen=True)
class Plan:
    """A named allowance for every meter; `title` is what people call it."""

    name: str
    title: str
    allowances: Mapping[MeterName, Allowance]


@dataclass(frozen=True)
class Plans:
    """Every plan there is, `guest` and `registered` among them.

    `network` is what all guests of one network may use together.
    """

    named: Mapping[str, Plan]
    network: Mapping[MeterName, int]

    @property
    def guest(self) -> Plan:
        """Return the plan of who is not signed in."""
        return self.named[GUEST]

    def of(self, name: str) -> Plan:
        """Return the plan of that name; `registered` when the operator has taken it away."""
        return self.named.get(name, self.named[REGISTERED])

    def registration_bonus(self, meter: MeterName) -> int:
        """Return how many units more than a guest a registered reader has."""
        registered = self.named[REGISTERED].allowances[meter]
        return max(0, registered.units - self.guest.allowances[meter].units)
