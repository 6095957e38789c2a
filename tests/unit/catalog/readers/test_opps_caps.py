from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from services.catalog.readers.opps_caps import FORMAT, KIND, OppsCap
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

FILE = (
    "HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY,FACILITY PRICE,NON-FACILTY PRICE\r\n"
    "X9001,TC,C,01112,05,150.69,1150.70\r\nX9001,,A,01112,05,10.00,10.01\r\n,,,,,,\r\n"
)


def test_every_field_is_read() -> None:
    assert [record.value for record in records(FORMAT, FILE)] == [
        OppsCap("X9001", "TC", "C", "01112", "05", Decimal("150.69"), Decimal("1150.70")),
        OppsCap("X9001", "", "A", "01112", "05", Decimal("10.00"), Decimal("10.01")),
    ]


def test_the_name_of_the_archive_tells_the_release() -> None:
    october = Claim(KIND, "2025 October", date(2025, 10, 1))
    assert FORMAT.recognise(member(FILE, "rvu25d_0.zip/OPPSCAP_Oct.csv")) == october
    assert FORMAT.recognise(member(FILE, "OPPSCAP_Oct.csv")) == Claim(KIND, "")
    assert FORMAT.recognise(member(FILE.replace("FACILTY", "FACILITY"))) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        (FILE[: FILE.index("X9001")], "", ""),
        (FILE.replace("PROCSTAT", "STAT"), "line 1", ""),
        (FILE.replace("X9001,TC", "X90001,TC"), "line 2", "HCPCS"),
        (FILE.replace(",TC,", ",TX,"), "line 2", "MOD"),
        (FILE.replace(",C,", ",,"), "line 2", "PROCSTAT"),
        (FILE.replace("C,01112", "C,1112"), "line 2", "MAC"),
        (FILE.replace("05,150", "5,150"), "line 2", "locality"),
        (FILE.replace("150.69", "150,69"), "line 2", ""),
        (FILE.replace("150.69", "150.6"), "line 2", "FACILITY PRICE"),
        (FILE.replace(",TC,", ",,"), "line 3", "HCPCS, MOD, CARRIER, LOCALITY"),
        (FILE + "X9002,TC,C,01112,05,150.69,150.70\r\n", "line 5", ""),
        (FILE[:-1], "line 4", ""),
    ],
)
def test_a_fault_is_named(content: str, where: str, column: str) -> None:
    error = fault(FORMAT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
