from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.catalog.readers.hcpcs import COLUMNS
from services.catalog.readers.hcpcs_table import FORMATS
from services.catalog.readers.table import Claim, Format
from tests.support.members import damaged, fault, member, reads_or_faults, records
from tests.support.workbooks import workbook

CSV, XLSX = FORMATS
MODIFIER = {
    "HCPC": "   A1",
    "SEQNUM": "0010",
    "RECID": "7",
    "LONG DESCRIPTION": "Dressing for one wound",
    "SHORT DESCRIPTION": "Dressing for one wound",
    "COV": "C",
    "ADD DT": "20020701",
    "ACT EFF DT": "20020701",
    "ACTION CD": "N",
}
CODE = {
    **MODIFIER,
    "HCPC": "G0503",
    "RECID": "3",
    "LONG DESCRIPTION": "Care management, with other treatment",
    "PRICE1": "13",
    "MULT_PI": "A",
    "XREF1": "99493",
    "ANEST_BU": "  0",
    "TOS1": "1",
    "TERM DT": "20171231",
}
REST = {"HCPC": "G0503", "SEQNUM": "0020", "RECID": "4", "LONG DESCRIPTION": "goals and discharge"}


def row(cells: dict[str, str]) -> list[str]:
    return [cells.get(column, "") for column in COLUMNS]


def csv_file(*rows: list[str]) -> bytes:
    lines = [",".join(f'"{cell}"' if cell else "" for cell in cells) for cells in rows]
    return "".join(f"{line}\n" for line in lines).encode()


ROWS = [list(COLUMNS), row(MODIFIER), row(CODE), row(REST)]
CSV_FILE = csv_file(*ROWS)
XLSX_FILE = workbook([["Notice of what this file is"], [], *ROWS])
CASES = [(CSV, csv_file), (XLSX, lambda *rows: workbook(rows))]


def test_both_forms_hold_the_same_records() -> None:
    from_csv = [record.value for record in records(CSV, CSV_FILE)]
    assert from_csv == [record.value for record in records(XLSX, XLSX_FILE)]
    modifier, code = from_csv
    assert (modifier.system, modifier.code, modifier.pricing) == ("modifier", "A1", ())
    assert (code.system, code.code, code.pricing) == ("hcpcs", "G0503", ("13",))
    assert code.terminated == date(2017, 12, 31)
    assert (code.anesthesia_base_units, code.types_of_service) == (0, ("1",))


def test_a_second_row_of_the_same_code_goes_on_with_its_text() -> None:
    (record,) = records(CSV, csv_file(ROWS[0], row(CODE), row(REST)))
    assert record.where == "line 2"
    assert record.value.long_description == (
        "Care management, with other treatment goals and discharge"
    )


def test_a_number_in_a_cell_is_text_all_the_same() -> None:
    cells: list[object] = list(row(CODE))
    cells[COLUMNS.index("ADD DT")] = 20020701
    cells[COLUMNS.index("TOS1")] = 1
    (record,) = records(XLSX, workbook([COLUMNS, cells]))
    assert record.value.added == date(2002, 7, 1)
    assert record.value.types_of_service == ("1",)


def test_each_form_is_recognised_by_its_header() -> None:
    october = Claim("hcpcs", "2025 October", date(2025, 10, 1))
    assert XLSX.recognise(member(XLSX_FILE, "HCPC2025_OCT_ANWEB.xlsx")) == october
    assert CSV.recognise(member(CSV_FILE, "a.zip/HCPC2025_OCT_ANWEB.csv")) == october
    assert CSV.recognise(member(XLSX_FILE)) is None
    assert XLSX.recognise(member(CSV_FILE)) is None
    assert CSV.recognise(member(CSV_FILE.replace(b"HCPC", b"CODE"))) is None
    assert XLSX.recognise(member(b"PK\x03\x04 and no more")) is None


@pytest.mark.parametrize(("form", "written"), CASES)
def test_a_fault_of_a_cell_names_row_and_column(
    form: Format, written: Callable[..., bytes]
) -> None:
    wrong = {"COV": "X", "ADD DT": "20021301", "ANEST_BU": "one", "HCPC": "0503G", "TERM DT": "no"}
    for column, value in wrong.items():
        error = fault(form, written(ROWS[0], ROWS[1], row({**CODE, column: value})))
        assert error.where in {"line 3", "row 3"}
        assert (error.column, error.value) == (column, value)


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        (b"", "", ""),
        (csv_file(ROWS[1], ROWS[2]), "", ""),
        (csv_file(ROWS[0]), "", ""),
        (CSV_FILE.replace(b",", b";"), "line 1", ""),
        (csv_file(ROWS[0], row(CODE)[:-1]), "line 2", ""),
        (csv_file(ROWS[0], [*row(CODE), "more"]), "line 2", ""),
        (csv_file(ROWS[0], ["", *row(CODE)]), "line 2", ""),
        (csv_file(ROWS[0], ["", *row(CODE)[:-1]]), "line 2", "RECID"),
        (csv_file(ROWS[0], row(CODE), row(CODE)), "line 3", "HCPC"),
        (csv_file(ROWS[0], row(REST)), "line 2", ""),
        (csv_file(ROWS[0], row(CODE), row({**REST, "COV": "C"})), "line 3", "COV"),
        (CSV_FILE[:-1], "line 4", ""),
        (CSV_FILE[:-60], "line 4", ""),
        (CSV_FILE.replace(b"Care", b"\xa0Care"), "", ""),
    ],
)
def test_a_fault_of_the_file_is_named(content: bytes, where: str, column: str) -> None:
    error = fault(CSV, content)
    assert (error.where, error.column) == (where, column)


def test_a_formula_is_a_fault() -> None:
    error = fault(XLSX, workbook([COLUMNS, row({**CODE, "ADD DT": "=TODAY()"})]))
    assert (error.where, error.value) == ("row 2", "=TODAY()")
    assert "formula" in error.reason


def test_a_broken_workbook_is_a_fault() -> None:
    assert "xlsx" in fault(XLSX, XLSX_FILE[:-100]).reason
    assert "xlsx" in fault(XLSX, CSV_FILE).reason


@given(damaged(CSV_FILE))
def test_any_damage_to_csv_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(CSV)(content)


@given(damaged(XLSX_FILE))
@settings(max_examples=60)
def test_any_damage_to_xlsx_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(XLSX)(content)


@given(st.integers(0, 3), st.integers(0, len(COLUMNS) - 1), st.text(max_size=9), st.integers(0, 2))
@settings(max_examples=60)
def test_any_cell_gives_records_or_the_one_fault(
    number: int, column: int, cell: str, extra: int
) -> None:
    rows = [list(cells) for cells in ROWS]
    rows[number][column : column + 1] = ["".join(filter(str.isprintable, cell))] * extra
    reads_or_faults(XLSX)(workbook(rows))
