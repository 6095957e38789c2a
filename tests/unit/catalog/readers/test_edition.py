from datetime import date

import pytest

from services.catalog.readers.edition import fiscal_year
from services.catalog.readers.table import Claim

END = date(2026, 9, 30)


def test_a_fiscal_year_begins_in_october_of_the_year_before() -> None:
    assert fiscal_year("k", "2026", "f.xml") == Claim("k", "2026", date(2025, 10, 1), END)


@pytest.mark.parametrize("name", ["x-April-1-2026.xml", "zip/april_1_2026.txt", "April 1 2026"])
def test_an_april_update_is_told_by_its_name(name: str) -> None:
    assert fiscal_year("k", "2026", name) == Claim("k", "2026 April", date(2026, 4, 1), END)


def test_an_april_of_another_year_is_not_that_of_the_file() -> None:
    assert fiscal_year("k", "2026", "April-1-2025.xml").edition == "2026"


@pytest.mark.parametrize("version", ["", "26", "1999", "2026a", "٢٠٢٦"])
def test_without_a_year_there_are_no_dates(version: str) -> None:
    assert fiscal_year("k", version, "April-1-2026.xml") == Claim("k", version)
