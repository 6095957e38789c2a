from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from services.catalog.readers import pprrvu_csv, pprrvu_fixed
from services.catalog.readers.pprrvu import KIND
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

CSV, FIXED = pprrvu_csv.FORMAT, pprrvu_fixed.FORMAT
TITLE = ",,2025 National Physician Fee Schedule Relative Value File October Release" + "," * 28
ABOVE = (
    ",,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,"
    "POST,MULT,BILAT,ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT"
)
HEADER = (
    "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,"
    "DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,"
    "AMOUNT"
)
FIRST = (
    'X9001,26,"Invented, seen",A,+,1.25,10.55,NA,1.89,,0.44,12.24,3.58,1,010,0.10,0.80,0.10,3,0,1,'
    "2,0,X9000,32.3465,6A,0,88,3.26,3.27,0.05"
)
SECOND = (
    "X9001,TC,,C,,0.00,0.00,,0.00,NA,0.00,0.00,0.00,9,XXX,0.00,0.00,0.00,9,9,9,9,9,,32.3465,09,0,"
    "99,0.00,0.00,0.00"
)


def lines(*rows: str) -> bytes:
    return "".join(f"{row}\r\n" for row in rows).encode()


def of_2026(row: str, pricing: str) -> str:
    """Put one column more after the team surgery column."""
    at = 24 if '"' in row else 23
    cells = row.split(",")
    return ",".join([*cells[:at], pricing, *cells[at:]])


FILE = lines(TITLE, ABOVE, HEADER, FIRST, SECOND)
FILE_2026 = lines(
    TITLE.replace("2025", "2026").replace("October", "January") + ",",
    of_2026(ABOVE, "PRIC"),
    of_2026(HEADER, "IND"),
    of_2026(FIRST, "1"),
    of_2026(SECOND.replace("32.3465", "33.4009"), ""),
)
TEXT = (
    "HDR CPT CODES AND DESCRIPTIONS ONLY ARE COPYRIGHT \r\n"
    f"X900126{'Invented, seen':<50}A+  1.25  10.55NA   1.89    0.44  12.24  3.58"
    "1010.10.80.1030120       X9000 32.3465 6A0 88      3.26   3.27   0.05\r\n"
    f"X9001TC{'':<50}C   0.00   0.00     0.00NA  0.00   0.00  0.009XXX.00.00.00"
    "99999             32.3465 090 99      0.00   0.00   0.00\r\n"
).encode()


def test_every_field_is_read() -> None:
    first, second = (record.value for record in records(CSV, FILE))
    assert first[:10] == (
        *("X9001", "26", "Invented, seen", "A", "+"),
        *(Decimal("1.25"), Decimal("10.55"), "NA", Decimal("1.89"), ""),
    )
    assert first[10:18] == tuple(
        Decimal(text) if "." in text else text
        for text in ("0.44", "12.24", "3.58", "1", "010", "0.10", "0.80", "0.10")
    )
    assert first[18:25] == ("3", "0", "1", "2", "0", None, "X9000")
    assert first[25:] == (
        *(Decimal("32.3465"), "6A", "0", "88"),
        *(Decimal("3.26"), Decimal("3.27"), Decimal("0.05")),
    )
    assert (second.modifier, second.status, second.endoscopic_base) == ("TC", "C", "")


def test_the_text_gives_the_same_records_as_the_csv() -> None:
    assert [one.value for one in records(FIXED, TEXT)] == [one.value for one in records(CSV, FILE)]


def test_the_csv_of_2026_has_a_pricing_indicator() -> None:
    first, second = (record.value for record in records(CSV, FILE_2026))
    assert (first.team_surgery, first.pricing_indicator, first.endoscopic_base) == (
        *("0", "1"),
        "X9000",
    )
    assert (second.pricing_indicator, second.conversion_factor) == ("", Decimal("33.4009"))


def test_the_titles_tell_the_release() -> None:
    october = Claim(KIND, "2025 October", date(2025, 10, 1))
    assert CSV.recognise(member(FILE)) == october
    assert FIXED.recognise(member(TEXT, "PPRRVU2025_Oct.txt")) == october
    assert FIXED.recognise(member(TEXT, "rvu25d.zip/PPRRVU.txt")) == october
    assert FIXED.recognise(member(TEXT)) == Claim(KIND, "")


def test_the_two_files_of_2026_are_two_editions() -> None:
    names = ("PPRRVU2026_Jan_nonQPP.csv", "PPRRVU2026_Jan_QPP.csv", "renamed.csv")
    claims = [CSV.recognise(member(FILE_2026, name)) for name in names]
    editions = [claim.edition for claim in claims if claim]
    assert editions == ["2026 January nonQPP", "2026 January QPP", "2026 January CF 32.3465"]


def test_neither_claims_the_other() -> None:
    assert CSV.recognise(member(TEXT)) is None
    assert FIXED.recognise(member(FILE)) is None


@pytest.mark.parametrize(
    ("good", "bad", "column"),
    [
        ("X9001,26", "X901,26", "HCPCS"),
        ("X9001,26", "X9001,27", "MOD"),
        (",A,+", ",a,+", "STATUS CODE"),
        (",+,", ",-,", "NOT USED FOR MEDICARE PAYMENT"),
        ("1.25", "1.250", "WORK RVU"),
        ("10.55", "ten", "NON-FAC PE RVU"),
        ("NA,1.89", "na,1.89", "NON-FAC NA INDICATOR"),
        (",010,", ",011,", "GLOB DAYS"),
        ("X9000,", "X900,", "ENDO BASE"),
        ("32.3465", "32.34", "CONV FACTOR"),
        (",6A,", ",A6,", "DIAGNOSTIC SUPERVISION"),
        (",88,", ",8,", "DIAGNOSTIC IMAGING FAMILY"),
        ("0.05", "", "MP FOR OPPS"),
        (",3,0,1,2,0,", ",3,4,1,2,0,", "BILAT SURG"),
        ("1.25,10.55", "1.25", ""),
        ("1.25,10.55", "1.25;10.55", ""),
    ],
)
def test_a_fault_of_the_csv_is_named(good: str, bad: str, column: str) -> None:
    error = fault(CSV, FILE.replace(good.encode(), bad.encode(), 1))
    assert (error.where, error.column) == ("line 4", column)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"", ""),
        (lines(TITLE, ABOVE, HEADER), ""),
        (lines(TITLE, ABOVE), ""),
        (lines(TITLE, ABOVE, HEADER.replace("RVU,PE RVU", "PE RVU,RVU"), FIRST), "line 3"),
        (lines(TITLE, ABOVE, HEADER, FIRST, FIRST), "line 5"),
        (lines(TITLE, ABOVE, HEADER, FIRST, "see the notes"), "line 5"),
        (FILE[:-1], "line 5"),
        (FILE[:-40], "line 5"),
        (FILE_2026.replace(b"PRIC", b"PRIX"), "line 3"),
    ],
)
def test_what_is_wrong_with_a_csv_as_a_whole_is_named(content: bytes, where: str) -> None:
    assert fault(CSV, content).where == where


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        (b"", "", ""),
        (TEXT[:-1], "line 3", ""),
        (TEXT[:-20] + b"\r\n", "line 3", ""),
        (TEXT.replace(b"99999  ", b"999999 "), "line 3", "121-127"),
        (TEXT.replace(b" 0.44", b"0. 44"), "line 2", "MP RVU"),
        (TEXT.replace(b"A+", b" A"), "line 2", "STATUS CODE"),
        (TEXT + TEXT[:52], "line 4", ""),
        (TEXT + TEXT[52:225], "line 4", "HCPCS, MOD"),
    ],
)
def test_a_fault_of_the_text_is_named(content: bytes, where: str, column: str) -> None:
    error = fault(FIXED, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE))
def test_any_damage_to_a_csv_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(CSV)(content)


@given(damaged(FILE_2026))
def test_any_damage_to_a_csv_of_2026_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(CSV)(content)


@given(damaged(TEXT))
def test_any_damage_to_the_text_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FIXED)(content)
