"""Every published amount of the fee schedule files, worked out again to the cent."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from services.catalog.domain.fees.answer import NATIONAL, Place
from services.catalog.domain.fees.money import cents
from services.catalog.domain.fees.schedule import Site, base_steps, cap_amount, parts
from services.catalog.readers import anesthesia, gpci, opps_caps, pprrvu_csv
from services.catalog.readers.anesthesia import AnesthesiaFactor
from services.catalog.readers.gpci import Gpci
from services.catalog.readers.opps_caps import OppsCap
from services.catalog.readers.pprrvu import RelativeValue
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files

Key = tuple[str, str]


@pytest.fixture(scope="module")
def schedule() -> Mapping[Key, RelativeValue]:
    records = pprrvu_csv.FORMAT.read(on_disk(official("rvu/PPRRVU2025_Oct.csv")))
    return {(one.value.hcpcs, one.value.modifier): one.value for one in records}


@pytest.fixture(scope="module")
def indices() -> list[Gpci]:
    return [one.value for one in gpci.FORMATS[0].read(on_disk(official("rvu/GPCI2025.csv")))]


def place(index: Gpci) -> Place:
    work = index.work_with_floor
    assert work is not None
    return Place("", "", "", "", work, index.practice_expense, index.malpractice)


def test_every_total_is_the_sum_of_its_parts(schedule: Mapping[Key, RelativeValue]) -> None:
    wrong = [
        row
        for row in schedule.values()
        for site, total in (
            (Site.NONFACILITY, row.nonfacility_total),
            (Site.FACILITY, row.facility_total),
        )
        if parts(row, site).at(NATIONAL, Decimal(1)) != total
    ]
    assert (len(schedule), wrong) == (19_090, [])


def test_every_capped_amount_of_every_locality(
    schedule: Mapping[Key, RelativeValue], indices: list[Gpci]
) -> None:
    # The file has six localities of California under the number of another contractor.
    places = {(one.mac, one.locality): place(one) for one in indices}
    in_california = {one.locality: place(one) for one in indices if one.state == "CA"}
    count = 0
    for record in opps_caps.FORMAT.read(on_disk(official("rvu/OPPSCAP_Oct.csv"))):
        cap: OppsCap = record.value
        row = schedule[cap.hcpcs, cap.modifier]
        professional = schedule.get((cap.hcpcs, "26"))
        where = places.get((cap.mac, cap.locality)) or in_california[cap.locality]
        inside = cap_amount(row, professional, where, Site.FACILITY)
        outside = cap_amount(row, professional, where, Site.NONFACILITY)
        assert (inside, outside) == (cap.facility_price, cap.nonfacility_price), cap
        count += 1
    assert count == 16_100


def test_the_cap_is_taken_where_the_file_says(schedule: Mapping[Key, RelativeValue]) -> None:
    """The published caps of priced codes are those of the codes that the cap lowers, no others."""
    published = {
        (cap.hcpcs, cap.modifier)
        for one in opps_caps.FORMAT.read(on_disk(official("rvu/OPPSCAP_Oct.csv")))
        for cap in [one.value]
        if cap.status == "A"
    }
    lowered = {
        key
        for key, row in schedule.items()
        if row.status == "A" and len(base_steps(row, NATIONAL, Site.NONFACILITY)) > 1
    }
    assert lowered == published
    assert len(lowered) == 58


def test_every_locality_has_its_anesthesia_factor(indices: list[Gpci]) -> None:
    """The national factor is split into work, practice expense and malpractice, as the fees are.

    CMS does not print the three shares with the file; these are what its 109 factors agree on.
    """
    records = anesthesia.FORMATS[0].read(on_disk(official("rvu/ANES2025.csv")))
    factors: list[AnesthesiaFactor] = [one.value for one in records]
    by_place = {(one.mac, one.locality): place(one) for one in indices}
    assert len(factors) == len(by_place) == 109
    shares = Decimal("0.769"), Decimal("0.166"), Decimal("0.065")
    assert sum(shares) == 1
    for factor in factors:
        assert factor.national_factor == Decimal("20.3178")
        where = by_place[factor.mac, factor.locality]
        mixed = sum(
            share * index
            for share, index in zip(
                shares, (where.work, where.practice_expense, where.malpractice), strict=True
            )
        )
        assert cents(mixed * factor.national_factor) == factor.conversion_factor
