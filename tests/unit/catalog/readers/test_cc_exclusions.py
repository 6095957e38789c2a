from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.cc_exclusions import (
    FORMAT,
    KIND,
    DischargedAlive,
    ExcludableComplication,
    ExcludingDiagnosis,
    SeverityExclusion,
)
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

FILE = (
    "TABLE 6K - COMPLETE LIST OF CC EXCLUSIONS\r\n\r\nTable 6K is a list.\r\n\r\n"
    "K Part 1: List of CC and Major CC Codes\r\n"
    " I10 Dx  Lev PDX Exclusions   ICD-10-CM Description\r\n"
    " A000    CC  0002:2 codes     Cholera\r\n"
    " A021    MCC 0003:1 code      Salmonella sepsis\r\n"
    " T790XXA CC  0002:2 codes     Air embolism\r\n"
    " U071    MCC No Excl          COVID-19\r\n\r\n"
    "PDX collection 0002\r\n  A000    Cholera\r\n  A001    Cholera eltor\r\n\r\n"
    "PDX collection 0003\r\n  A021    Salmonella sepsis\r\n\r\n\r\n\r\n"
    "K Part 2: Codes that are CC or Major CC only if patient discharged alive\r\n\r\n"
    "  I462    Cardiac arrest\r\n\r\n"
    "K Part 3: Secondary Diagnosis CC/MCC Severity Exclusions in Select MS-DRGs\r\n\r\n"
    "MDC 01 DRGs 082-084 Traumatic Stupor\r\n\r\n  S061X3A Traumatic cerebral edema\r\n\r\n"
)


def test_every_record_is_read() -> None:
    assert [record.value for record in records(FORMAT, FILE)] == [
        ExcludableComplication("A000", "CC", "0002", "Cholera"),
        ExcludableComplication("A021", "MCC", "0003", "Salmonella sepsis"),
        ExcludableComplication("T790XXA", "CC", "0002", "Air embolism"),
        ExcludableComplication("U071", "MCC", None, "COVID-19"),
        ExcludingDiagnosis("0002", "A000", "Cholera"),
        ExcludingDiagnosis("0002", "A001", "Cholera eltor"),
        ExcludingDiagnosis("0003", "A021", "Salmonella sepsis"),
        DischargedAlive("I462", "Cardiac arrest"),
        SeverityExclusion(
            *("01", "082", "084", "Traumatic Stupor", "S061X3A"), "Traumatic cerebral edema"
        ),
    ]


def test_counts_of_a_thousand_have_a_comma() -> None:
    members = "".join(f"  A{number:04}   Invented\r\n" for number in range(1000, 2070))
    large = FILE.replace("0003:1 code      ", "0003:1,070 codes ").replace(
        "  A021    Salmonella sepsis\r\n", members
    )
    assert len(records(FORMAT, large)) == 9 - 1 + 1070


def test_the_name_tells_the_fiscal_year() -> None:
    year = Claim(KIND, "FY 2026", date(2025, 10, 1), date(2026, 9, 30))
    assert FORMAT.recognise(member(FILE, "FY2026_Table6K.txt")) == year
    assert FORMAT.recognise(member(FILE)) == Claim(KIND, "")
    assert FORMAT.recognise(member(FILE[10:])) is None


@pytest.mark.parametrize(
    ("good", "bad", "where"),
    [
        ("TABLE 6K", "TABLE 6L", "line 1"),
        (" A000    CC ", " A000    XX ", "line 7"),
        (" A000    CC ", " 1000    CC ", "line 7"),
        ("A000    CC  0002:2", "A000    CC  0002:3", "line 9"),
        (" U071    M", " A000    M", "line 10"),
        ("  A001 ", "  A000 ", "line 14"),
        ("  A001    Cholera eltor\r\n", "", "PDX collection 0002"),
        ("PDX collection 0003\r\n", "", "PDX collection 0002"),
        ("PDX collection 0003", "PDX collection 0004", "line 16"),
        ("PDX collection 0003", "PDX collection 0002", "line 16"),
        ("  A021    S", "  A021", "line 17"),
        ("K Part 2", "K Part 3", "line 21"),
        ("MDC 01 DRGs 082-084 Traumatic Stupor\r\n", "", "line 28"),
        ("  S061X3A ", "S061X3A ", "line 29"),
        ("  I462    Cardiac arrest\r\n", "  I462    Cardiac arrest\r\n" * 2, "line 24"),
    ],
)
def test_a_fault_is_named(good: str, bad: str, where: str) -> None:
    found = fault(FORMAT, FILE.replace(good, bad, 1)).where
    assert found == where


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("", ""),
        (FILE[: FILE.index("K Part 3")], ""),
        (FILE[: FILE.index("K Part 2")], ""),
        (FILE[: FILE.index("PDX collection 0003")], ""),
        (FILE[:-3], "line 29"),
        (FILE.replace("Cholera\r", "Choléra\r", 1), ""),
    ],
)
def test_what_is_wrong_as_a_whole_is_named(content: str, where: str) -> None:
    assert fault(FORMAT, content).where == where


@given(damaged(FILE.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
