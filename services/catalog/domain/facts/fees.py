"""The physician fee schedule's lines of a code, what caps them, and outpatient payment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from services.catalog.domain.facts.published import Held, Published
from services.catalog.domain.records import Release
from services.catalog.readers.opps_addendum_b import OppsPayment
from services.catalog.readers.opps_caps import OppsCap
from services.catalog.readers.pprrvu import RelativeValue


@dataclass(frozen=True, slots=True)
class FeeCap:
    """The capped fees, in dollars, of one modifier over all localities: lowest and highest."""

    modifier: str
    locality_count: int
    facility: tuple[Decimal, Decimal]
    nonfacility: tuple[Decimal, Decimal]
    release: Release


def fees(published: Published, code: str, day: date) -> Sequence[Held[RelativeValue]]:
    """Return the lines of the fee schedule, by modifier and file."""
    return published.find("relative_value", day, hcpcs=code)


def fee_caps(published: Published, code: str, day: date) -> Iterator[FeeCap]:
    """Yield the caps of each modifier that has any."""
    caps: Sequence[Held[OppsCap]] = published.find("opps_cap", day, hcpcs=code)
    for modifier, group in groupby(caps, lambda cap: cap.record.modifier):
        localities = list(group)
        inside = [cap.record.facility_price for cap in localities]
        outside = [cap.record.nonfacility_price for cap in localities]
        yield FeeCap(
            modifier,
            len(localities),
            (min(inside), max(inside)),
            (min(outside), max(outside)),
            localities[0].release,
        )


def outpatient_payment(published: Published, code: str, day: date) -> Held[OppsPayment] | None:
    """Return what an outpatient hospital is paid; None where the addendum has nothing."""
    return next(iter(published.find("opps_payment", day, hcpcs=code)), None)
