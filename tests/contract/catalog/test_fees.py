"""Limits, fees and what caps them, as of a day, on both databases."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Engine

from services.catalog.domain.facts.fees import fee_caps, fees
from services.catalog.domain.facts.kinds import Setting
from services.catalog.domain.facts.limits import unit_limits
from services.catalog.store import SqlSnapshots
from tests.support.published import cap, limit, publish, relative_value

Q1, Q2, Q3 = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)


def test_a_limit_is_that_of_the_edition_in_force(engine: Engine, snapshots: SqlSnapshots) -> None:
    publish(engine, "mue-practitioner", Q1, limit("A0000", 3), limit("B0000", 9))
    publish(engine, "mue-practitioner", Q2, limit("A0000", 3), limit("B0000", 8))
    publish(engine, "mue-dme", Q3, limit("A0000", 0, "3"))
    shown = {}
    for code in ("A0000", "B0000"):
        for day in (date(2025, 12, 31), Q1, Q2, Q3):
            with snapshots.snapshot() as snapshot:
                shown[code, day] = [
                    (one.setting, one.limit.record.units, one.limit.valid_from)
                    for one in unit_limits(snapshot.tables, code, day)
                ]
    assert shown == {
        ("A0000", date(2025, 12, 31)): [],
        ("A0000", Q1): [(Setting.PRACTITIONER, 3, Q1)],
        ("A0000", Q2): [(Setting.PRACTITIONER, 3, Q1)],
        ("A0000", Q3): [(Setting.PRACTITIONER, 3, Q1), (Setting.DME_SUPPLIER, 0, Q3)],
        ("B0000", date(2025, 12, 31)): [],
        ("B0000", Q1): [(Setting.PRACTITIONER, 9, Q1)],
        ("B0000", Q2): [(Setting.PRACTITIONER, 8, Q2)],
        ("B0000", Q3): [(Setting.PRACTITIONER, 8, Q2)],
    }
    with snapshots.snapshot() as snapshot:
        (one,) = unit_limits(snapshot.tables, "A0000", Q2)
    # The limit is older, and the edition in force says it all the same.
    assert one.limit.release.facts.edition == f"Edition {Q2}"


def test_each_file_of_an_edition_says_its_own_fees(engine: Engine, snapshots: SqlSnapshots) -> None:
    for part, factor in (("QPP", "33.5675"), ("nonQPP", "33.4009")):
        lines = [
            relative_value("A0000", modifier, conversion_factor=Decimal(factor))
            for modifier in ("", "26")
        ]
        publish(engine, "physician-fee-schedule", Q1, *lines, edition=f"2026 January {part}")
    with snapshots.snapshot() as snapshot:
        found = fees(snapshot.tables, "A0000", Q2)
    assert [
        (held.record.modifier, held.part, str(held.record.conversion_factor)) for held in found
    ] == [
        ("", "QPP", "33.5675"),
        ("", "nonQPP", "33.4009"),
        ("26", "QPP", "33.5675"),
        ("26", "nonQPP", "33.4009"),
    ]
    assert {held.release.facts.edition for held in found} == {
        "2026 January QPP",
        "2026 January nonQPP",
    }


def test_caps_are_the_lowest_and_highest_over_the_localities(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    caps = [
        cap("A0000", "05", "10.00", "90.00"),
        cap("A0000", "06", "9.99", "100.00"),
        cap("A0000", "05", "1.00", "1.00", "TC"),
    ]
    publish(engine, "opps-caps", Q1, *caps)
    with snapshots.snapshot() as snapshot:
        whole, technical = fee_caps(snapshot.tables, "A0000", Q1)
    assert (whole.modifier, whole.locality_count, technical.modifier) == ("", 2, "TC")
    assert whole.facility == (Decimal("9.99"), Decimal("10.00"))
    assert whole.nonfacility == (Decimal(90), Decimal(100))


def test_a_snapshot_sees_what_has_been_imported_since_the_last(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    seen = []
    for day in (Q2, Q1, Q3):
        publish(engine, "mue-dme", day, limit("A0000"))
        with snapshots.snapshot() as snapshot:
            first = snapshot.tables.releases("mue-dme")
            # What comes in meanwhile is of the next snapshot.
            if day == Q3:
                publish(engine, "mue-dme", date(2026, 10, 1), limit("A0000", 2))
            seen.append([one.facts.effective_from for one in first])
            assert snapshot.tables.releases("mue-dme") == first
    assert seen == [[Q2], [Q1, Q2], [Q1, Q2, Q3]]
    with snapshots.snapshot() as snapshot:
        assert len(snapshot.tables.releases("mue-dme")) == 4
