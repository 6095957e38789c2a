from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.locality_counties import FORMAT, KIND, LocalityCounties
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

FILE = (
    "COUNTIES INCLUDED IN 2025 LOCALITIES. (ALPHABETICALLY),,,,\r\n,,,,\r\n"
    "Medicare Adminstrative Contractor,Locality Number,State ,Fee Schedule Area ,Counties\r\n"
    ",,,,\r\n2102,1,ALASKA ,STATEWIDE ,ALL COUNTIES \r\n,,,,\r\n"
    "1182,18,CALIFORNIA,LOS ANGELES,LOS ANGELES /ORANGE\r\n1112,5,,SAN FRANCISCO,MARIN\r\n"
    " , , , , \r\n5302,99,MISSOURI,REST OF STATE* ,ALL OTHER\r\n"
    "5302,99,,REST OF STATE*,ALL OTHER\r\n"
    ",,,,\r\n*  Payment locality is serviced by two carriers.,,,,\r\n"
)


def test_every_field_is_read() -> None:
    rest = LocalityCounties("05302", "99", "MISSOURI", "REST OF STATE*", "ALL OTHER")
    assert [record.value for record in records(FORMAT, FILE)] == [
        LocalityCounties("02102", "01", "ALASKA", "STATEWIDE", "ALL COUNTIES"),
        LocalityCounties("01182", "18", "CALIFORNIA", "LOS ANGELES", "LOS ANGELES /ORANGE"),
        LocalityCounties("01112", "05", "CALIFORNIA", "SAN FRANCISCO", "MARIN"),
        rest,
        rest,
    ]


def test_the_title_tells_the_year() -> None:
    year = Claim(KIND, "2025", date(2025, 1, 1), date(2025, 12, 31))
    assert FORMAT.recognise(member(FILE)) == year
    assert FORMAT.recognise(member(FILE[10:])) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        (FILE[: FILE.index("2102")], "", ""),
        (FILE[: FILE.index("*  P")], "", ""),
        (FILE.replace("Counties\r", "Parishes\r"), "line 3", ""),
        (FILE.replace("2102,1", "A102,1"), "line 5", "MAC"),
        (FILE.replace("2102,1", "2102,100"), "line 5", "locality"),
        (FILE.replace("ALASKA ", ""), "line 5", "state"),
        (FILE.replace("STATEWIDE ", ""), "line 5", "fee schedule area"),
        (FILE.replace("ALL COUNTIES ", ""), "line 5", "counties"),
        (FILE.replace("2102,1,", "2102,1;"), "line 5", ""),
        (FILE.replace("1112,5", "1182,18"), "line 8", "MAC, locality"),
        (FILE + "2102,2,ALASKA,STATEWIDE,ALL\r\n", "line 14", ""),
        (FILE[:-1], "line 13", ""),
    ],
)
def test_a_fault_is_named(content: str, where: str, column: str) -> None:
    error = fault(FORMAT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
