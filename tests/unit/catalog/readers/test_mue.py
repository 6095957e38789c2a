from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.mue import FORMATS, Mue
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records
from tests.support.workbooks import workbook

CSV, XLSX, HOSPITAL_CSV, HOSPITAL_XLSX, DME_CSV, DME_XLSX = FORMATS
NOTICE = "Codes are copyright.\n\nX® is a mark."
HEADER = [
    *("HCPCS/\nCPT Code", "Practitioner Services MUE Values"),
    *("MUE Adjudication Indicator", "MUE Rationale"),
]
ROWS = [
    ["X9001", "1", "2 Date of Service Edit: Policy", "Invented / policy"],
    ["X9002", "0", "3 Date of Service Edit: Clinical", "Nature"],
    ["9003X", "12000", "1 Line Edit", "Nature, too"],
]
FILE = (
    f'"{NOTICE}",,,\n"HCPCS/\nCPT Code",{",".join(HEADER[1:])}\n'
    + "".join(f'{",".join(row[:3])},"{row[3]}"\n' for row in ROWS)
).encode("cp1252")
BOOK = workbook([[NOTICE, None, None, None], HEADER, *ROWS])
MUES = [
    Mue("X9001", 1, "2", "Invented / policy"),
    Mue("X9002", 0, "3", "Nature"),
    Mue("9003X", 12000, "1", "Nature, too"),
]
SETTINGS = {
    "Outpatient Hospital": (HOSPITAL_CSV, HOSPITAL_XLSX, "mue-outpatient-hospital"),
    "DME Supplier": (DME_CSV, DME_XLSX, "mue-dme"),
}


def test_every_field_is_read_from_csv_and_xlsx() -> None:
    assert [record.value for record in records(CSV, FILE)] == MUES
    assert [record.value for record in records(XLSX, BOOK)] == MUES
    assert [record.where for record in records(XLSX, BOOK)] == ["row 3", "row 4", "row 5"]


def test_the_header_tells_the_setting_and_the_name_the_quarter() -> None:
    name = "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv"
    second = Claim("mue-practitioner", "2026 Q2", date(2026, 4, 1))
    assert [form.recognise(member(FILE, name)) for form in FORMATS] == [second, *[None] * 5]
    assert [form.recognise(member(BOOK, name)) for form in FORMATS] == [None, second, *[None] * 4]
    assert CSV.recognise(member(FILE)) == Claim("mue-practitioner", "")
    assert CSV.recognise(member(FILE, "Eff_13-01-2026")) == Claim("mue-practitioner", "")


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_setting_has_its_own_kind(setting: str) -> None:
    csv_form, xlsx_form, kind = SETTINGS[setting]
    content = FILE.replace(b"Practitioner", setting.encode())
    claims = [form.recognise(member(content)) for form in FORMATS]
    assert [claim.kind for claim in claims if claim] == [kind]
    assert csv_form.recognise(member(content)) is not None
    assert [record.value for record in records(csv_form, content)] == MUES
    book = workbook([[NOTICE], [*HEADER[:1], f"{setting} Services MUE Values", *HEADER[2:]], *ROWS])
    assert xlsx_form.recognise(member(book)) == Claim(kind, "")


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        (b"", "", ""),
        (FILE[: FILE.index(b"X9001")], "", ""),
        (FILE.replace(b"Practitioner", b"DME Supplier"), "line 5", ""),
        (FILE.replace(b"MUE Rationale", b"Rationale"), "line 6", ""),
        (FILE.replace(b"X9001", b"X901"), "line 6", "HCPCS"),
        (FILE.replace(b"X9001,1", b"X9001,-1"), "line 6", "MUE value"),
        (FILE.replace(b"2 Date", b"4 Date"), "line 6", "MUE Adjudication Indicator"),
        (FILE.replace(b'"Nature"', b""), "line 7", "MUE Rationale"),
        (FILE.replace(b"X9002,0", b"X9002;0"), "line 7", ""),
        (FILE.replace(b"X9002", b"X9001"), "line 7", "HCPCS/CPT Code"),
        (FILE.replace(b"\xae", b"\x81"), "", ""),
        (FILE + b"\n", "line 9", ""),
        (FILE[:-1], "line 8", ""),
        (FILE.replace(b'Nature"', b"Nature"), "line 8", ""),
    ],
)
def test_a_fault_is_named(content: bytes, where: str, column: str) -> None:
    error = fault(CSV, content)
    assert (error.where, error.column) == (where, column)


def test_a_formula_and_a_wrong_sheet_are_faults() -> None:
    formula = workbook([[NOTICE], HEADER, ["X9001", "=1+1", *ROWS[0][2:]]])
    assert fault(XLSX, formula).where == "row 3"
    assert fault(XLSX, workbook([["a"], ["b"], ["c"]])).where == "row 3"
    assert fault(XLSX, FILE).reason.startswith("not a readable xlsx")


@given(damaged(FILE))
def test_any_damage_to_the_csv_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(CSV)(content)


@given(damaged(BOOK))
def test_any_damage_to_the_xlsx_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(XLSX)(content)
