from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.cc_lists import FORMATS, Complication
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

MCC, CC = FORMATS
FILE = (
    "TABLE 6I - COMPLETE MCC LIST\r\nDiagnosis Code\tDescription\r\nA02.1\tSalmonella sepsis\r\n"
    "T79.0XXA\tAir embolism, initial encounter\r\n\r\n\tNotes:\r\n"
)
FILE_CC = FILE.replace("6I", "6J").replace("MCC", "CC")


def test_every_field_is_read() -> None:
    assert [record.value for record in records(MCC, FILE)] == [
        Complication("A02.1", "MCC", "Salmonella sepsis"),
        Complication("T79.0XXA", "MCC", "Air embolism, initial encounter"),
    ]
    assert [record.value.level for record in records(CC, FILE_CC)] == ["CC", "CC"]


def test_the_title_tells_which_list_and_the_name_the_year() -> None:
    name = "FY2026_Table6I.txt"
    year = date(2025, 10, 1), date(2026, 9, 30)
    assert MCC.recognise(member(FILE, name)) == Claim("mcc-list", "FY 2026", *year)
    assert CC.recognise(member(FILE_CC)) == Claim("cc-list", "")
    assert CC.recognise(member(FILE)) is None
    assert MCC.recognise(member(FILE_CC)) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        (FILE[: FILE.index("A02")], "", ""),
        (FILE_CC, "line 1", ""),
        (FILE.replace("Diagnosis Code", "Code"), "line 2", ""),
        (FILE.replace("A02.1", "A02,1"), "line 3", "diagnosis code"),
        (FILE.replace("Salmonella sepsis", ""), "line 3", "Description"),
        (FILE.replace("1\tSal", "1 Sal"), "line 3", ""),
        (FILE.replace("T79.0XXA", "A02.1"), "line 4", "Diagnosis Code"),
        (FILE + "U07.1\tCOVID-19\r\n", "line 7", ""),
        (FILE[:-1], "line 6", ""),
    ],
)
def test_a_fault_is_named(content: str, where: str, column: str) -> None:
    error = fault(MCC, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(MCC)(content)
