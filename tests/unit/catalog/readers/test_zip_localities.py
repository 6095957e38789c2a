from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.table import Claim
from services.catalog.readers.zip_localities import FORMAT, KIND, ZipLocality
from tests.support.members import damaged, fault, member, reads_or_faults, records

FIRST = "AK995010210201 Z9   0 A" + " " * 52 + "20254\r\n"
SECOND = "WY834140360221BZ1R  1 A" + " " * 52 + "20254\r\n"
FILE = FIRST + SECOND


def test_every_field_is_read() -> None:
    assert [record.value for record in records(FORMAT, FILE)] == [
        ZipLocality("AK", "99501", "02102", "01", "", "Z9", "", False, "A", 2025, 4),
        ZipLocality("WY", "83414", "03602", "21", "B", "Z1", "R", True, "A", 2025, 4),
    ]


def test_each_record_tells_the_quarter() -> None:
    assert FORMAT.recognise(member(FILE)) == Claim(KIND, "2025 Q4", date(2025, 10, 1))
    assert FORMAT.recognise(member("Zip5 Record Layout\r\n\r\n")) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        (FIRST + SECOND[1:], "line 2", ""),
        (FIRST + SECOND.replace("WY", "wy"), "line 2", ""),
        (FIRST + SECOND.replace("21B", "21X"), "line 2", ""),
        (FIRST + SECOND.replace("20254", "20255"), "line 2", ""),
        (FIRST + SECOND.replace("20254", "20253"), "line 2", "Year/Quarter"),
        (FIRST + FIRST, "line 2", "ZIP code"),
        (FILE + "\r\n", "line 3", ""),
        (FILE[:-1], "line 2", ""),
    ],
)
def test_a_fault_is_named(content: str, where: str, column: str) -> None:
    error = fault(FORMAT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
