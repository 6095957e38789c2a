"""The physician fee schedule as a section: values, national payment, indicators in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from services.gateway.clients.fact_records import CodeFacts, Fee, FeeCap
from services.gateway.pages.codes.section import Section, distinct

_CENT = Decimal("0.01")
_COMPONENTS = {
    "": "Whole service",
    "26": "Professional component (26)",
    "TC": "Technical component (TC)",
    "53": "Discontinued (53)",
}


@dataclass(frozen=True)
class Line:
    """One line of the schedule with its national payments in dollars, None where there is none."""

    name: str
    fee: Fee
    nonfacility: Decimal | None
    facility: Decimal | None


@dataclass(frozen=True)
class Body:
    """What the section shows; the first line carries the indicators that all of them share."""

    lines: tuple[Line, ...]
    caps: tuple[FeeCap, ...]

    @property
    def has_values(self) -> bool:
        """Whether any line has relative values."""
        return any(line.nonfacility or line.facility for line in self.lines)


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield the section if the schedule has the code."""
    if facts.fees:
        lines = tuple(_line(fee) for fee in facts.fees)
        releases = distinct(
            (*(fee.release for fee in facts.fees), *(cap.release for cap in facts.fee_caps))
        )
        yield Section(
            "fees",
            "Fees",
            "Medicare physician fee schedule: national amounts, before locality.",
            0,
            "codes/fees.html",
            Body(lines, facts.fee_caps),
            releases,
        )


def _line(fee: Fee) -> Line:
    name = _COMPONENTS.get(fee.modifier, fee.modifier)
    if fee.part:
        name = f"{name}, {fee.part}"
    return Line(
        name,
        fee,
        national_payment(fee.nonfacility_total, fee.conversion_factor),
        national_payment(fee.facility_total, fee.conversion_factor),
    )


def national_payment(total: str, conversion_factor: str) -> Decimal | None:
    """Return total relative value times conversion factor in dollars, to the cent; None for 0.

    Source: Medicare Claims Processing Manual, chapter 12, section 20.1; every GPCI is 1 here.
    """
    amount = Decimal(total or 0) * Decimal(conversion_factor or 0)
    return amount.quantize(_CENT, ROUND_HALF_UP) if amount else None
