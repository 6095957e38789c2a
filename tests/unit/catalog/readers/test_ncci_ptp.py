from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers import ncci_ptp
from services.catalog.readers.ncci_ptp import FORMATS, HOSPITAL, PRACTITIONER, PtpEdit, rest_of
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

FORM, HOSPITAL_FORM = FORMATS
HEAD = (
    "CPT only copyright\t\t\t\t\t\t\r\nColumn1/Column2 Edits\t\t\t\t\t\t\r\n"
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n"
    "\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n"
    "\t\t\t\t*=no data\t1=allowed\t\r\n\t\t\t\t\t9=not applicable\t\r\n"
)
ROWS = (
    "X9001\tX9002\t*\t20220101\t20231231\t1\tInvented reason\r\n"
    "X9001\tX9002\t\t20240401\t*\t0\tInvented reason\r\n"
    "X9001\tX9003\t\t20220101\t20220101\t9\tOther reason\r\n"
    "X9004\tX9002\t\t20220101\t*\t1\tInvented reason\r\n"
)
FILE = HEAD + ROWS


def test_every_field_is_read_in_rows_and_in_batches() -> None:
    first, last = date(2022, 1, 1), date(2023, 12, 31)
    edits = [
        PtpEdit("X9001", "X9002", True, first, last, "1", "Invented reason"),
        PtpEdit("X9001", "X9002", False, date(2024, 4, 1), None, "0", "Invented reason"),
        PtpEdit("X9001", "X9003", False, first, first, "9", "Other reason"),
        PtpEdit("X9004", "X9002", False, first, None, "1", "Invented reason"),
    ]
    found = records(FORM, FILE)
    assert [record.value for record in found] == edits
    assert [record.where for record in found] == ["line 7", "line 8", "line 9", "line 10"]
    assert FORM.batches is not None
    rows = [row for batch in FORM.batches(member(FILE)) for row in batch]
    assert [PtpEdit(one, two, *rest_of(rest)) for one, two, rest in rows] == edits


def test_only_the_name_tells_practitioners_from_hospitals_and_the_quarter() -> None:
    practitioner, hospital = member(FILE, "ccipra-v322r0-f1.txt"), member(FILE, "ccioph-v313r0.txt")
    third = Claim(PRACTITIONER, "2026 Q3", date(2026, 7, 1))
    assert FORM.recognise(practitioner) == third
    assert FORM.recognise(hospital) is None
    assert HOSPITAL_FORM.recognise(hospital) == Claim(HOSPITAL, "2025 Q4", date(2025, 10, 1))
    assert HOSPITAL_FORM.recognise(practitioner) is None
    assert FORM.recognise(member(FILE, "ccipra.txt")) == Claim(PRACTITIONER, "")
    assert FORM.recognise(member(FILE, "ccipra-2026q2.txt")) == Claim(
        PRACTITIONER, "2026 Q2", date(2026, 4, 1)
    )
    assert FORM.recognise(member(FILE)) is None
    assert FORM.recognise(member(ROWS, "ccipra.txt")) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        (HEAD, "", ""),
        (FILE.replace("Effective", "Begin"), "", ""),
        (FILE.replace("X9001\tX9002\t*", "X900\tX9002\t*"), "line 7", "column 1"),
        (FILE.replace("X9001\tX9002\t*", "X9001\tx9002\t*"), "line 7", "column 2"),
        (FILE.replace("\t*\t2022", "\t+\t2022"), "line 7", "in existence prior to 1996"),
        (FILE.replace("20240401", "2024-04-01"), "line 8", "effective date"),
        (FILE.replace("20240401", "20240431"), "line 8", "effective date"),
        (FILE.replace("20231231", "20231232"), "line 7", "deletion date"),
        (FILE.replace("20231231", ""), "line 7", "deletion date"),
        (FILE.replace("\t9\t", "\t2\t"), "line 9", "modifier"),
        (FILE.replace("Other reason", ""), "line 9", "rationale"),
        (FILE.replace("Other reason", '"Other reason"'), "line 9", "rationale"),
        (FILE.replace("Other reason", "Other\treason"), "line 9", ""),
        (FILE.replace("X9003\t", "X9003,"), "line 9", ""),
        (FILE.replace("20220101\t*", " 0220101\t*"), "line 10", "effective date"),
        (FILE + "\r\n", "line 11", ""),
        (FILE[:-1], "line 10", ""),
        (FILE[:-10], "line 10", ""),
        (FILE.replace("\r\nX9004", "\rX9004"), "line 9", ""),
    ],
)
def test_a_fault_is_named(content: str, where: str, column: str) -> None:
    error = fault(FORM, content)
    assert (error.where, error.column) == (where, column)


# In blocks of one character every row is a block of its own.
@pytest.mark.parametrize("block", [1, 1_000_000])
@pytest.mark.parametrize("line", [1, 2, 3, 4])
def test_an_edit_that_stands_twice_is_a_fault_wherever_it_stands(
    monkeypatch: pytest.MonkeyPatch, block: int, line: int
) -> None:
    monkeypatch.setattr(ncci_ptp, "_BLOCK_CHARACTERS", block)
    again = ROWS.splitlines(keepends=True)[line - 1]
    error = fault(FORM, FILE + again)
    assert (error.where, error.reason) == ("line 11", "the same edit stands twice")
    assert fault(FORM, HEAD + again + ROWS).where == f"line {7 + line}"


def test_a_column_1_may_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ncci_ptp, "_BLOCK_CHARACTERS", 1)
    assert len(records(FORM, FILE + "X9001\tX9009\t\t20220101\t*\t1\tInvented reason\r\n")) == 5


@given(damaged(FILE.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORM)(content)
