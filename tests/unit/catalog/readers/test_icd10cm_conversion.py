from collections.abc import Sequence
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.catalog.readers.icd10cm_conversion import FORMAT, Conversion
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records
from tests.support.workbooks import workbook

TITLE = "This FY 2026 (October 1, 2025 Update) Conversion Table includes the new codes."
HEADER = ["Current code assignment", "Effective", "Previous Code(s) Assignment"]
ROWS: list[Sequence[object]] = [
    ["A04.71", 2017, "A04.7"],
    ["J12.82", datetime(2021, 1, 1), "J12.89 "],  # noqa: DTZ001 - a cell has no time zone
    ["W453XXA ", 2025, "None"],
    ["Y07.050", 2023, "Y07.01-Y07.04 and Code from categories T36-T50"],
    ["O44.20", 2016, "O44.00"],
    ["O44.20", 2016, "O44.00"],
]
FILE = workbook([[TITLE], HEADER, *ROWS, [None, None, None]])


def test_every_field_is_read_and_an_exact_repetition_skipped() -> None:
    assert [record.value for record in records(FORMAT, FILE)] == [
        Conversion("A04.71", date(2017, 10, 1), "A04.7"),
        Conversion("J12.82", date(2021, 1, 1), "J12.89"),
        Conversion("W453XXA", date(2025, 10, 1), None),
        Conversion("Y07.050", date(2023, 10, 1), "Y07.01-Y07.04 and Code from categories T36-T50"),
        Conversion("O44.20", date(2016, 10, 1), "O44.00"),
    ]


def test_the_title_tells_the_fiscal_year() -> None:
    assert FORMAT.recognise(member(FILE)) == Claim(
        "icd-10-cm-conversion", "2026", date(2025, 10, 1), date(2026, 9, 30)
    )
    assert FORMAT.recognise(member(workbook([["Code", "Effective"], *ROWS]))) is None
    assert FORMAT.recognise(member(b"")) is None


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["A0471!", 2017, "A04.7"], HEADER[0]),
        ([None, 2017, "A04.7"], HEADER[0]),
        (["A04.71", 1917, "A04.7"], HEADER[1]),
        (["A04.71", None, "A04.7"], HEADER[1]),
        (["A04.71", "2017-13-01 00:00:00", "A04.7"], HEADER[1]),
        (["A04.71", 2017, None], ""),
        (["A04.71", 2017, " "], HEADER[2]),
        (["A04.71", 2017, "none"], HEADER[2]),
        (["A04.71", "A04.7", 2017], HEADER[2]),
        (["A04.71", 2017, "A04.7", "A04.8"], ""),
        (["O44.20", 2016, "O44.01"], HEADER[0]),
        (["A04.72", 2017, "=A2"], ""),
    ],
)
def test_a_fault_is_named(row: list[object], column: str) -> None:
    error = fault(FORMAT, workbook([[TITLE], HEADER, ROWS[-1], row]))
    assert (error.where, error.column) == ("row 4", column)


@pytest.mark.parametrize("rows", [[], [HEADER], [[TITLE], *ROWS]])
def test_a_table_without_header_or_codes_is_a_fault(rows: list[Sequence[object]]) -> None:
    assert fault(FORMAT, workbook(rows)).where == ""


@given(damaged(FILE))
@settings(max_examples=60)
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)


cells = st.none() | st.integers() | st.floats() | st.dates() | st.sampled_from(["A00", "=A1", ""])


@given(st.lists(st.lists(cells, max_size=4), max_size=4))
@settings(max_examples=60)
def test_any_cells_give_records_or_the_one_fault(rows: list[list[object]]) -> None:
    reads_or_faults(FORMAT)(workbook([HEADER, *rows]))
