from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.icd10_order import FORMATS, IcdOrder
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

CM, PCS = FORMATS


def order_file(*rows: tuple[str, str, str, str]) -> bytes:
    lines = (
        f"{number:05d} {code:<7} {flag} {short:<60} {long}\r\n"
        for number, (code, flag, short, long) in enumerate(rows, 1)
    )
    return "".join(lines).encode()


CM_ROWS = (
    ("A00", "0", "Cholera", "Cholera"),
    ("A000", "1", "Cholera due to Vibrio cholerae 01", "Cholera due to Vibrio cholerae 01, biovar"),
    ("QA0", "0", "A category of two letters", "A category of two letters"),
    ("QA00101", "1", "A code of seven characters", "A code of seven characters"),
)
PCS_ROWS = (
    ("001", "0", "Central Nervous System, Bypass", "Central Nervous System, Bypass"),
    ("0016070", "1", "Bypass Cereb Vent, Open", "Bypass Cerebral Ventricle, Open Approach"),
)
CM_FILE, PCS_FILE = order_file(*CM_ROWS), order_file(*PCS_ROWS)


def test_every_field_is_read() -> None:
    assert [record.value for record in records(CM, CM_FILE)][:2] == [
        IcdOrder(1, "A00", billable=False, short_title="Cholera", long_title="Cholera"),
        IcdOrder(
            order=2,
            code="A000",
            billable=True,
            short_title="Cholera due to Vibrio cholerae 01",
            long_title="Cholera due to Vibrio cholerae 01, biovar",
        ),
    ]
    assert [record.value.code for record in records(PCS, PCS_FILE)] == ["001", "0016070"]


def test_a_record_says_where_it_stands() -> None:
    assert [record.where for record in records(PCS, PCS_FILE)] == ["line 1", "line 2"]


def test_content_tells_cm_from_pcs_whatever_the_name() -> None:
    name = "icd10pcs_order_2026.txt"
    assert CM.recognise(member(CM_FILE, name)) == Claim(
        "icd-10-cm-order", "2026", date(2025, 10, 1), date(2026, 9, 30)
    )
    assert PCS.recognise(member(CM_FILE, name)) is None
    assert CM.recognise(member(PCS_FILE)) is None
    assert PCS.recognise(member(PCS_FILE)) == Claim("icd-10-pcs-order", "")


def test_cm_codes_of_letters_that_pcs_also_uses_are_cm() -> None:
    rows = [("H40", "0", "Glaucoma", "Glaucoma"), ("H4011", "0", "Open-angle", "Open-angle")]
    rows += [(f"H40111{n}", "1", "Primary", "Primary") for n in range(5)]
    content = order_file(*rows)
    assert CM.recognise(member(content))
    assert PCS.recognise(member(content)) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 400,
        b"A000    Cholera due to Vibrio cholerae 01\r\n",
        CM_FILE.replace(b" ", b","),
    ],
)
def test_another_file_is_not_claimed(content: bytes) -> None:
    assert CM.recognise(member(content)) is None
    assert PCS.recognise(member(content)) is None


@pytest.mark.parametrize(
    ("content", "where", "column", "value"),
    [
        (CM_FILE.replace(b"00002 ", b"00003 "), "line 2", "order", "00003"),
        (CM_FILE.replace(b"00002 ", b"0000x "), "line 2", "order", "0000x"),
        (CM_FILE.replace(b"00002 A000   ", b"00002 A0!0   "), "line 2", "code", "A0!0"),
        (CM_FILE.replace(b"00002 A000   ", b"00002 A00    "), "line 2", "code", "A00"),
        (CM_FILE.replace(b"A000    1", b"A000    2"), "line 2", "flag", "2"),
        (CM_FILE.replace(b"00002 A", b"00002  A"), "line 2", "position 16", "00002"),
        (CM_FILE.replace(b"00002 A", b"00002,A"), "line 2", "position 6", "00002,"),
        (CM_FILE[:-20], "line 4", "", "A code"),
        (order_file(*CM_ROWS[:1]), "line 1", "code", "A00"),
        (order_file(CM_ROWS[0], CM_ROWS[2], CM_ROWS[3]), "line 1", "code", "A00"),
        (order_file(("A000", "1", "", "Long")), "line 1", "short title", ""),
        (order_file(("A000", "1", "Short", "")), "line 1", "long title", ""),
        (CM_FILE + b"The end of the list of codes\r\n", "line 5", "position 6", "The end"),
        (b"", "line 1", "", ""),
    ],
)
def test_a_fault_is_named(content: bytes, where: str, column: str, value: str) -> None:
    error = fault(CM, content)
    assert (error.file, error.where, error.column) == ("file", where, column)
    assert value in error.value


def test_a_pcs_header_has_three_characters_and_a_code_seven() -> None:
    assert fault(PCS, order_file(("0016070", "0", "Short", "Long"))).column == "code"
    assert fault(PCS, CM_FILE).value == "A00"


def test_a_byte_beyond_ascii_is_a_fault() -> None:
    assert "ascii" in fault(CM, CM_FILE.replace(b"Cholera", b"Chol\xe9ra")).reason


@given(damaged(CM_FILE))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(CM)(content)
    reads_or_faults(PCS)(content)
