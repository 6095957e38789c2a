from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from services.catalog.readers.anesthesia import FORMATS, KIND, AnesthesiaFactor
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

CSV, TEXT = FORMATS
KEY = "contractor, locality"
FILE = (
    "Contractor,Locality,Locality Name,National Anes CF of 20.3178\r\n"
    "10112 ,00 ,ALABAMA,19.31 \r\n02102 ,01 ,ALASKA*,27.86 \r\n,,,\r\n"
)
FIXED = (
    f"10112       00   {'ALABAMA':<56}1931\r\n02102       01   {'ALASKA*':<56}2786\r\n"
    "*Alaska has a floor\r\n\x1a"
)


def test_every_field_is_read() -> None:
    national = Decimal("20.3178")
    assert [record.value for record in records(CSV, FILE)] == [
        AnesthesiaFactor("10112", "00", "ALABAMA", "", Decimal("19.31"), national),
        AnesthesiaFactor("02102", "01", "ALASKA", "*", Decimal("27.86"), national),
    ]


def test_the_text_gives_the_same_factors_without_the_national_one() -> None:
    assert [record.value for record in records(TEXT, FIXED)] == [
        record.value._replace(national_factor=None) for record in records(CSV, FILE)
    ]


def test_the_name_tells_the_year() -> None:
    year = Claim(KIND, "2025", date(2025, 1, 1), date(2025, 12, 31))
    assert CSV.recognise(member(FILE, "ANES2025.csv")) == year
    assert TEXT.recognise(member(FIXED, "ANES2025.txt")) == year
    assert CSV.recognise(member(FILE)) == Claim(KIND, "")
    assert CSV.recognise(member(FIXED)) is None
    assert TEXT.recognise(member(FILE)) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        (FILE[: FILE.index("10112")], "", ""),
        (FILE.replace("National Anes CF of", "CF"), "line 1", ""),
        (FILE.replace("10112 ", "1011 "), "line 2", "MAC"),
        (FILE.replace(",00 ", ",0 "), "line 2", "locality"),
        (FILE.replace("ALABAMA", "*"), "line 2", "locality name"),
        (FILE.replace("19.31", "1931"), "line 2", "conversion factor"),
        (FILE.replace("19.31 ", "19.31,"), "line 2", ""),
        (FILE.replace("02102 ,01", "10112 ,00"), "line 3", KEY),
        (FILE[:-1], "line 4", ""),
    ],
)
def test_a_fault_of_the_csv_is_named(content: str, where: str, column: str) -> None:
    error = fault(CSV, content)
    assert (error.where, error.column) == (where, column)


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        ("\x1a", "", ""),
        (FIXED[:-1], "", ""),
        (FIXED.replace("1931", "193"), "line 1", ""),
        (FIXED.replace("02102       01", "10112       00"), "line 2", KEY),
        (FIXED.replace("*Alaska", "Alaska"), "line 3", ""),
        (FIXED + "\r\n" + FIXED, "line 5", ""),
    ],
)
def test_a_fault_of_the_text_is_named(content: str, where: str, column: str) -> None:
    error = fault(TEXT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE.encode()))
def test_any_damage_to_the_csv_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(CSV)(content)


@given(damaged(FIXED.encode()))
def test_any_damage_to_the_text_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(TEXT)(content)
