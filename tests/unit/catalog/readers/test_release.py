from datetime import date

import pytest

from services.catalog.readers import release
from services.catalog.readers.table import Claim

END = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("text", "edition", "first"),
    [
        ("2025 National File October Release", "2025 October", date(2025, 10, 1)),
        ("PPRRVU2026_Jan_nonQPP.csv", "2026 January", date(2026, 1, 1)),
        ("rvu25d_0.zip/OPPSCAP_Oct.csv", "2025 October", date(2025, 10, 1)),
        ("RVU26A/OPPSCAP.csv", "2026 January", date(2026, 1, 1)),
        ("addendum_b_2026-04.csv", "2026 April", date(2026, 4, 1)),
        ("decoded 2026 mayor", "2026", None),
        ("version 12026", "", None),
    ],
)
def test_a_release_is_named_by_month(text: str, edition: str, first: date | None) -> None:
    assert release.month_of_year("kind", text) == Claim("kind", edition, first)


def test_a_year_runs_from_january_or_from_october() -> None:
    whole = Claim("kind", "2025", date(2025, 1, 1), date(2025, 12, 31))
    assert release.calendar_year("kind", "GPCI2025.csv") == whole
    assert release.calendar_year("kind", "GPCI.csv") == Claim("kind", "")
    fiscal = Claim("kind", "FY 2026", date(2025, 10, 1), date(2026, 9, 30))
    assert release.fiscal_year("kind", "FY2026_Table6I.txt") == fiscal
    assert release.fiscal_year("kind", "Table6I-2026.txt") == Claim("kind", "")


def test_a_quarter_is_named_by_its_first_day() -> None:
    assert release.quarter("kind", date(2026, 7, 1)) == Claim("kind", "2026 Q3", date(2026, 7, 1))
    assert release.quarter("kind", None) == Claim("kind", "")


def test_an_edition_of_icd_begins_in_october_of_the_year_before() -> None:
    assert release.icd_edition("k", "2026", "f.xml") == Claim("k", "2026", date(2025, 10, 1), END)


@pytest.mark.parametrize("name", ["x-April-1-2026.xml", "zip/april_1_2026.txt", "April 1 2026"])
def test_an_april_update_is_told_by_its_name(name: str) -> None:
    assert release.icd_edition("k", "2026", name) == Claim("k", "2026 April", date(2026, 4, 1), END)


def test_an_april_of_another_year_is_not_that_of_the_file() -> None:
    assert release.icd_edition("k", "2026", "April-1-2025.xml").edition == "2026"


@pytest.mark.parametrize("version", ["", "26", "1999", "2026a", "٢٠٢٦"])
def test_without_its_year_there_are_no_dates(version: str) -> None:
    assert release.icd_edition("k", version, "April-1-2026.xml") == Claim("k", version)
