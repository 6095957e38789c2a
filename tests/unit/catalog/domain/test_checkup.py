from datetime import UTC, date, datetime

from services.catalog.domain.checkup import Finding, Level, check_up
from services.catalog.domain.records import Release, ReleaseFacts

TODAY = date(2026, 5, 1)


def release(kind: str, edition: str, first: date) -> Release:
    facts = ReleaseFacts("", kind, edition, first, None, "Invented")
    return Release(1, facts, "file", "0" * 64, 1, datetime(2026, 1, 1, tzinfo=UTC))


def found(*releases: Release) -> list[Finding]:
    return list(check_up(releases, TODAY))


def loaded(*releases: Release) -> list[tuple[Level, str]]:
    return [(one.level, one.sentence) for one in found(*releases) if one.level is not Level.MISSING]


def test_an_edition_is_compared_with_the_calendar_of_its_publisher() -> None:
    old = (
        "mue-dme: 2026 Q1, in force from 2026-01-01, is out of date: one in force from "
        "2026-04-01 should exist."
    )
    assert loaded(
        release("mue-dme", "2026 Q1", date(2026, 1, 1)),
        release("hcpcs", "2026 April", date(2026, 4, 1)),
        release("hcpcs", "2026 July", date(2026, 7, 1)),
        release("gem-icd-10-cm", "2018", date(2017, 10, 1)),
    ) == [
        (Level.WELL, "gem-icd-10-cm: 2018, in force from 2017-10-01."),
        (Level.WELL, "hcpcs: 2026 April, in force from 2026-04-01."),
        (Level.WRONG, old),
    ]


def test_an_export_may_be_some_weeks_old() -> None:
    assert loaded(release("coverage-lcd", "2026-04-10", date(2026, 4, 10)))[0][0] is Level.WELL
    ((level, sentence),) = loaded(release("coverage-lcd", "2026-02-01", date(2026, 2, 1)))
    assert level is Level.WRONG
    assert sentence.endswith("is out of date: an export of 2026-03-27 or later should exist.")


def test_the_list_of_a_package_is_out_of_date_until_its_file_is_imported() -> None:
    packaged = release("icd-10-pcs-codes", "FY 2024", date(2023, 10, 1))
    assert loaded(packaged)[0][0] is Level.WRONG
    newer = release("icd-10-pcs-order", "2026 April", date(2026, 4, 1))
    assert [level for level, _ in loaded(packaged, newer)] == [Level.WELL]


def test_what_a_page_lacks_is_named_by_its_part() -> None:
    missing = {one.about: one for one in found(release("gpci", "2026", date(2026, 1, 1)))}
    assert missing["fees by locality"] == Finding(
        Level.MISSING,
        "fees by locality",
        "For fees by locality these are not loaded: physician-fee-schedule, zip-localities, "
        "locality-counties, anesthesia-conversion-factors, opps-caps.",
    )


def test_an_empty_catalog_is_wrong() -> None:
    assert loaded() == [
        (Level.WRONG, "Nothing is loaded: `codebook fetch` or `codebook import FILE…`.")
    ]
