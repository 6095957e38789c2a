from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from services.catalog.readers.drg_weights import FORMAT, KIND, DrgWeight
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

TITLE = (
    '"TABLE 5.—LIST OF MEDICARE SEVERITY DIAGNOSIS-RELATED GROUPS (MS-DRGS), RELATIVE WEIGHTING '
    'FACTORS, \nAND GEOMETRIC AND ARITHMETIC MEAN LENGTH OF STAY—FY 2026 Final Rule"'
)
HEADER = (
    "MS-DRG |FY 2026 Final Post-Acute DRG|FY 2026 Final Special Pay DRG|MDC|TYPE|MS-DRG Title|"
    "Weights - Before Cap|Weights - 10% Cap Applied |Geometric mean LOS|Arithmetic mean LOS"
).replace("|", "\t")
FILE = (
    TITLE
    + "\t" * 9
    + f"\r\n{HEADER}\r\n"
    + '001\tNo\tYes\tPRE\tSURG\t"HEART, INVENTED"\t28.0239\t27.0000\t25.8\t36.2\r\n'
    + "981\tYes\tNo\t \tMED\tUNRELATED\t4.6918\t4.6918\t8.4\t11.8\r\n"
    + "999\tNo\tNo\t \t**\tUNGROUPABLE\t.\t.\t.\t\r\n"
    + "\t" * 9
    + "\r\n"
).encode("cp1252")


def test_every_field_is_read() -> None:
    assert [record.value for record in records(FORMAT, FILE)] == [
        DrgWeight(
            *("001", False, True, "PRE", "SURG", "HEART, INVENTED"),
            *(Decimal("28.0239"), Decimal("27.0000"), Decimal("25.8"), Decimal("36.2")),
        ),
        DrgWeight(
            *("981", True, False, "", "MED", "UNRELATED"),
            *(Decimal("4.6918"), Decimal("4.6918"), Decimal("8.4"), Decimal("11.8")),
        ),
        DrgWeight("999", False, False, "", "**", "UNGROUPABLE", None, None, None, None),
    ]


def test_the_title_tells_the_fiscal_year() -> None:
    year = Claim(KIND, "FY 2026", date(2025, 10, 1), date(2026, 9, 30))
    assert FORMAT.recognise(member(FILE)) == year
    assert FORMAT.recognise(member(FILE.replace(b"TABLE 5", b"TABLE 7"))) is None


@pytest.mark.parametrize(
    ("good", "bad", "where", "column"),
    [
        (b"TABLE 5.", b"TABLE 7.", "line 2", "title"),
        (b"Geometric mean LOS", b"Mean LOS", "line 3", "header"),
        (b"001\t", b"01\t", "line 4", "MS-DRG"),
        (b"001\tNo", b"001\tno", "line 4", "Post-Acute DRG"),
        (b"Yes\tPRE", b"Y\tPRE", "line 4", "Special Pay DRG"),
        (b"PRE", b"ANY", "line 4", "MDC"),
        (b"SURG", b"SUR", "line 4", "TYPE"),
        (b'"HEART, INVENTED"', b"", "line 4", "MS-DRG Title"),
        (b"28.0239", b"28,0239", "line 4", "Weights - Before Cap"),
        (b"27.0000", b"27", "line 4", "Weights - 10% Cap Applied"),
        (b"25.8", b"x", "line 4", "Geometric mean LOS"),
        (b"36.2", b"36.2\t", "line 4", ""),
        (b"981\t", b"001\t", "line 5", "MS-DRG"),
        (b"\t" * 9 + b"\r\n", b"\t" * 8 + b"\r\n", "line 2", ""),
    ],
)
def test_a_fault_is_named(good: bytes, bad: bytes, where: str, column: str) -> None:
    error = fault(FORMAT, FILE.replace(good, bad, 1))
    assert (error.where, error.column) == (where, column)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"", ""),
        (FILE[: FILE.index(b"001")], ""),
        (FILE[:-1], "line 7"),
        (FILE + b"002\tNo\tNo\t \tMED\tLATE\t1.0000\t1.0000\t1.0\t1.0\r\n", "line 8"),
        (FILE.replace(b"\x97", b"\x81"), ""),
    ],
)
def test_what_is_wrong_as_a_whole_is_named(content: bytes, where: str) -> None:
    assert fault(FORMAT, content).where == where


@given(damaged(FILE))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
