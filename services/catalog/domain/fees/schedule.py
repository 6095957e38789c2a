"""The amount of one line of the fee schedule: values, place, conversion factor, outpatient cap."""
# ruff: noqa: RUF001 - the working has multiplication signs

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from services.catalog.domain.fees.answer import Place, Step
from services.catalog.domain.fees.money import cents, dollars
from services.catalog.readers.pprrvu import RelativeValue

_FORMULA = "42 CFR 414.20: (work × GPCI + practice expense × GPCI + malpractice × GPCI) × CF"
_CAP = "Social Security Act, section 1848(b)(4): imaging is capped at the outpatient amount"


class Site(Enum):
    """Outside a facility, or in one."""

    NONFACILITY = "nonfacility"
    FACILITY = "facility"


@dataclass(frozen=True, slots=True)
class Parts:
    """The three relative values that are multiplied."""

    work: Decimal
    practice_expense: Decimal
    malpractice: Decimal

    def at(self, place: Place, factor: Decimal) -> Decimal:
        """Return dollars, not rounded."""
        return factor * (
            self.work * place.work
            + self.practice_expense * place.practice_expense
            + self.malpractice * place.malpractice
        )

    def working(self, place: Place, factor: Decimal) -> str:
        """Return the multiplication as it is written."""
        return (
            f"({self.work:.2f} × {place.work:.3f}"
            f" + {self.practice_expense:.2f} × {place.practice_expense:.3f}"
            f" + {self.malpractice:.2f} × {place.malpractice:.3f}) × {factor:.4f}"
        )


def parts(row: RelativeValue, site: Site) -> Parts:
    """Return the relative values of a line in one setting."""
    inside = site is Site.FACILITY
    expense = row.facility_practice_expense if inside else row.nonfacility_practice_expense
    return Parts(row.work, expense, row.malpractice)


def capped_parts(
    row: RelativeValue, professional: RelativeValue | None, site: Site
) -> Parts | None:
    """Return the values that the outpatient amount is made of; None where there is no cap.

    The technical part is capped, so the work stays as it is. A line of both parts that contractors
    price has no work of its own: it has that of its professional line.
    """
    inside = site is Site.FACILITY
    expense = (
        row.opps_facility_practice_expense if inside else row.opps_nonfacility_practice_expense
    )
    if not expense and not row.opps_malpractice:
        return None
    own = professional if row.status == "C" and not row.modifier and professional else row
    return Parts(own.work, expense, row.opps_malpractice)


def schedule_amount(row: RelativeValue, place: Place, site: Site) -> Decimal:
    """Return the amount before any cap, to the cent."""
    return cents(parts(row, site).at(place, row.conversion_factor))


def cap_amount(
    row: RelativeValue, professional: RelativeValue | None, place: Place, site: Site
) -> Decimal | None:
    """Return the outpatient cap, to the cent, as the OPPSCAP file publishes it."""
    capped = capped_parts(row, professional, site)
    return None if capped is None else cents(capped.at(place, row.conversion_factor))


def base_steps(row: RelativeValue, place: Place, site: Site) -> list[Step]:
    """Return the steps to the fee schedule amount, the cap among them where it is lower."""
    own = parts(row, site)
    amount = schedule_amount(row, place, site)
    working = own.working(place, row.conversion_factor)
    steps = [Step("Fee schedule amount", working, amount, _FORMULA)]
    cap = cap_amount(row, None, place, site)
    capped = capped_parts(row, None, site)
    if cap is not None and capped is not None and cap < amount:
        label = f"Capped at the outpatient amount, {dollars(cap)}"
        steps.append(Step(label, capped.working(place, row.conversion_factor), cap, _CAP))
    return steps
