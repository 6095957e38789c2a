from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from services.catalog.readers.gpci import FORMATS, KIND, Gpci
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

CSV, TEXT = FORMATS
YEAR = Claim(KIND, "2025", date(2025, 1, 1), date(2025, 12, 31))
TITLE = (
    "ADDENDUM E. FINAL CY 2025 GEOGRAPHIC PRACTICE COST INDICES (GPCIs) BY STATE AND MEDICARE "
    "LOCALITY"
)
KEY = "MAC, locality"
HEADER = (
    "Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,"
    "2025 PW GPCI (with 1.0 Floor),2025 PE GPCI,2025 MP GPCI"
)
FILE = (
    f"{TITLE},,,,,,\r\n,,,,,,\r\n{HEADER}\r\n"
    "10112,AL,00,ALABAMA,1,0.869,0.575\r\n02102,AK,01,ALASKA**,1.5,1.081,0.592\r\n"
    '"MAC Assignments as of November 22, 2023",,,,,,\r\n,,,,,,\r\n*Work GPCI reflects,,,,,,\r\n'
)
FIXED = (
    f"{TITLE}\r\n\r\nMedicare Admi State  Locality\r\n"
    f"10112           AL      00   {'ALABAMA':<91} 1.000       0.869       0.575\r\n"
    f"02102           AK      01   {'ALASKA**':<91} 1.500       1.081       0.592\r\n"
    "*Work GPCI reflects\r\n"
)


def test_every_field_is_read() -> None:
    assert [record.value for record in records(CSV, FILE)] == [
        Gpci(
            *("10112", "AL", "00", "ALABAMA", "", Decimal(1), None),
            *(Decimal("0.869"), Decimal("0.575")),
        ),
        Gpci(
            *("02102", "AK", "01", "ALASKA", "**", Decimal("1.5"), None),
            *(Decimal("1.081"), Decimal("0.592")),
        ),
    ]


def test_the_text_gives_the_same_indices() -> None:
    assert [one.value for one in records(TEXT, FIXED)] == [one.value for one in records(CSV, FILE)]


def test_the_title_tells_the_year() -> None:
    assert CSV.recognise(member(FILE)) == YEAR
    assert TEXT.recognise(member(FIXED)) == YEAR
    assert CSV.recognise(member(FIXED)) is None
    assert TEXT.recognise(member(FILE)) is None


def test_the_work_index_may_stand_with_its_floor_and_without() -> None:
    both = FILE.replace("2025 PW GPCI (with", "2025 PW GPCI (without 1.0 Floor),2025 PW GPCI (with")
    two = both.replace("ALABAMA,1,", "ALABAMA,0.98,1,").replace("**,1.5,", "***,1.4,1.5,")
    first, second = (record.value for record in records(CSV, two))
    assert (first.work_without_floor, first.work_with_floor) == (Decimal("0.98"), Decimal(1))
    assert second.note == "***"


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        (FILE[: FILE.index("10112")], "", ""),
        (FILE[: FILE.index('"MAC')], "", ""),
        (FILE.replace("PE GPCI", "XX GPCI"), "line 3", ""),
        (FILE.replace("10112", "1112"), "line 4", "MAC"),
        (FILE.replace("AL,00", "Al,00"), "line 4", "state"),
        (FILE.replace("AL,00", "AL,0"), "line 4", "locality"),
        (FILE.replace("ALABAMA", ""), "line 4", "locality name"),
        (FILE.replace("0.869", "0,869"), "line 4", ""),
        (FILE.replace("0.869", "x"), "line 4", "practice_expense"),
        (FILE.replace("02102,AK,01", "10112,AL,00"), "line 5", "MAC, locality"),
        (FILE + "10113,AL,00,ALABAMA,1,0.869,0.575\r\n", "line 9", ""),
        (FILE[:-1], "line 8", ""),
    ],
)
def test_a_fault_of_the_csv_is_named(content: str, where: str, column: str) -> None:
    error = fault(CSV, content)
    assert (error.where, error.column) == (where, column)


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        (FIXED.replace("00   ALABAMA", "00 ALABAMA"), "line 4", ""),
        (FIXED.replace("0.869", "0. 69"), "line 4", "practice_expense"),
        (FIXED.replace("02102           AK      01", "10112           AK      00"), "line 5", KEY),
        (FIXED + FIXED.splitlines(keepends=True)[3], "line 7", ""),
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
