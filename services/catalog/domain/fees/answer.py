"""What a fee is answered with: amounts, and how each came about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from services.catalog.domain.records import Release
from services.catalog.readers.pprrvu import RelativeValue


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the working; `amount` is in dollars, to the cent, after the step."""

    label: str
    working: str
    amount: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """What is paid in one setting; `dollars` None where the schedule gives no amount, and why."""

    dollars: Decimal | None
    steps: Sequence[Step] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A payment locality with its cost indices; national has indices of 1."""

    mac: str
    locality: str
    state: str
    name: str
    work: Decimal
    practice_expense: Decimal
    malpractice: Decimal

    @property
    def number(self) -> str:
        """Seven digits; empty for national."""
        return f"{self.mac}{self.locality}"


_ONE = Decimal(1)
NATIONAL = Place("", "", "", "National", _ONE, _ONE, _ONE)


@dataclass(frozen=True, slots=True)
class FeeAnswer:
    """What is paid outside a facility and in one, and all that went into it.

    `row` is the schedule's line of the code; None of an anesthesia code that has none.
    """

    place: Place
    nonfacility: Amount
    facility: Amount
    row: RelativeValue | None = None
    remarks: Sequence[str] = ()
    releases: Sequence[Release] = field(default=())
