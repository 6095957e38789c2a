from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.add_on_codes import FORMATS, KIND, AddOnCode
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records
from tests.support.workbooks import workbook

TEXT, XLSX = FORMATS
BLANK = " " * 7
FILE = (
    f"1X9001{BLANK}X9000{BLANK}2013001{BLANK}\r\n"
    f"2X9002{BLANK}CCCCC{BLANK}2013091{BLANK}Contractor defined\r\n"
    "3X90032019365X900020203662013001202036698000 only\r\n"
)
KEY = "add-on code, primary code, effective, deletion"
HEADER = [
    *("AOC_Edit_Type", "Add-On_Code", "AOC_Del_Dt_Julian", "Primary_Code"),
    *("Primary_Code_Del_Dt_Julian", "AOC_Edit_Eff_Dt_Julian", "AOC_Edit_Del_Dt_Julian"),
    "Special_Instruction_Notes",
]
SHORTER = [name.replace("_Dt_Julian", "DT") for name in HEADER]
ROWS: list[list[object]] = [
    [1, "X9001", None, "X9000", None, 2013001, None, None],
    ["2", "X9002", "", "CCCCC", "", "2013091", "", "Contractor defined"],
    [3, "X9003", 2019365, "X9000", 2020366, 2013001, 2020366, "98000 only"],
]
NOTICE = ["CPT only copyright", *[None] * 7]
CODES = [
    AddOnCode("1", "X9001", None, "X9000", None, date(2013, 1, 1), None, ""),
    AddOnCode("2", "X9002", None, None, None, date(2013, 4, 1), None, "Contractor defined"),
    AddOnCode(
        *("3", "X9003", date(2019, 12, 31), "X9000", date(2020, 12, 31)),
        *(date(2013, 1, 1), date(2020, 12, 31), "98000 only"),
    ),
]


def test_every_field_is_read_from_text_and_xlsx() -> None:
    assert [record.value for record in records(TEXT, FILE)] == CODES
    for header in (HEADER, SHORTER):
        book = workbook([NOTICE, header, *ROWS])
        assert [record.value for record in records(XLSX, book)] == CODES


def test_the_name_tells_the_quarter() -> None:
    second = Claim(KIND, "2026 Q2", date(2026, 4, 1))
    book = workbook([NOTICE, HEADER, *ROWS])
    assert TEXT.recognise(member(FILE, "AOC_V2026Q2-MCR.txt")) == second
    assert XLSX.recognise(member(book, "AOC_V2026Q2-MCR.xlsx")) == second
    assert TEXT.recognise(member(FILE)) == Claim(KIND, "")
    assert TEXT.recognise(member(book)) is None
    assert XLSX.recognise(member(FILE)) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        (FILE.replace("1X9001", "4X9001"), "line 1", ""),
        (FILE.replace("X9001 ", "X901  "), "line 1", ""),
        (FILE.replace("2013091", " 013091"), "line 2", ""),
        (FILE.replace("2019365", "2019366"), "line 3", "add-on code deletion date"),
        (FILE.replace("2013091", "2013000"), "line 2", "edit effective date"),
        (FILE + FILE[:30] + "\r\n", "line 4", ""),
        (FILE + FILE.splitlines(keepends=True)[0], "line 4", KEY),
        (FILE[:-1], "line 3", ""),
    ],
)
def test_a_fault_is_named(content: str, where: str, column: str) -> None:
    error = fault(TEXT, content)
    assert (error.where, error.column) == (where, column)


def test_a_fault_of_the_xlsx_is_named() -> None:
    undated = workbook([NOTICE, HEADER, [*ROWS[0][:5], None, None, None]])
    assert fault(XLSX, undated).column == "edit effective date"
    assert fault(XLSX, workbook([NOTICE, HEADER])).where == ""
    assert fault(XLSX, workbook([NOTICE, HEADER[1:], *ROWS])).where == "row 3"
    assert fault(XLSX, workbook([NOTICE, HEADER, [9, *ROWS[0][1:]]])).column == "edit type"


@given(damaged(FILE.encode()))
def test_any_damage_to_the_text_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(TEXT)(content)


@given(damaged(workbook([NOTICE, HEADER, *ROWS])))
def test_any_damage_to_the_xlsx_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(XLSX)(content)
