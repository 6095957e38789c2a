from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given

from services.catalog.readers.opps_addendum_b import FORMAT, KIND, OppsPayment
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

FILE = (
    "Addendum B.-Final OPPS Payment by HCPCS Code for CY 2026,,,,,,,,,,\r\n,,,,,,,,,,\r\n"
    "HCPCS Code,Short Descriptor,SI,APC,Relative Weight,Payment Rate,National Unadjusted Copayment,"
    "Minimum Unadjusted Copayment,Adjusted Beneficiary Copayment,Note,* Indicates a Change\r\n"
    'X9001,"Invented, seen",J1,5012,1.4879,"$3,307.245 ",.,$661.45 ,"$1,676.00",capped,*\r\n'
    "9002X,,N,,,,,,,,\r\nX9003\xff,,K,1234,,$.50,,,,,\r\n"
).encode("latin-1")
SHORT = (
    "HCPCSCode,ShortDescriptor,StatusIndicator,PaymentRate,Changed?,Source\r\n"
    "X9001,Invented,J1,3307.24,false,2026-04\r\nX9003\ufffd,Invented,T,2107.97,true,2026-04\r\n"
)


def test_every_field_is_read() -> None:
    assert [record.value for record in records(FORMAT, FILE)] == [
        OppsPayment(
            *("X9001", "Invented, seen", "J1", "5012", Decimal("1.4879"), Decimal("3307.245")),
            *(None, Decimal("661.45"), Decimal("1676.00")),
        ),
        OppsPayment("9002X", "", "N", "", None, None, None, None, None),
        OppsPayment("X9003", "", "K", "1234", None, Decimal(".50"), None, None, None),
    ]


def test_columns_are_found_by_name() -> None:
    first, second = (record.value for record in records(FORMAT, SHORT))
    assert first == OppsPayment(
        *("X9001", "Invented", "J1", "", None, Decimal("3307.24"), None, None, None)
    )
    assert (second.hcpcs, second.payment_rate) == ("X9003", Decimal("2107.97"))


def test_name_and_title_tell_the_release() -> None:
    january = Claim(KIND, "2026 January", date(2026, 1, 1))
    assert FORMAT.recognise(member(FILE, "January Addendum B.csv")) == january
    assert FORMAT.recognise(member(FILE)) == Claim(KIND, "2026")
    april = Claim(KIND, "2026 April", date(2026, 4, 1))
    assert FORMAT.recognise(member(SHORT, "addendum_b_2026-04.csv")) == april
    assert FORMAT.recognise(member(SHORT.replace("StatusIndicator", "Status"))) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        (b"", "", ""),
        (FILE[: FILE.index(b"X9001")], "", ""),
        (b"a,b\r\n" * 12, "line 10", ""),
        (FILE.replace(b"X9001", b"X901"), "line 4", "HCPCS Code"),
        (FILE.replace(b"X9003\xff", b"X9003\xfe"), "line 6", "HCPCS Code"),
        (FILE.replace(b",J1,", b",11,"), "line 4", "SI"),
        (FILE.replace(b"5012", b"five"), "line 4", "APC"),
        (FILE.replace(b'"$3,307.245 "', b"$3,307.245 "), "line 4", ""),
        (FILE.replace(b"3,307.245", b"3,30.245"), "line 4", "payment_rate"),
        (FILE.replace(b"$.50", b"$"), "line 6", "payment_rate"),
        (FILE.replace(b"9002X", b"X9001"), "line 5", "HCPCS Code"),
        (FILE[:-1], "line 6", ""),
    ],
)
def test_a_fault_is_named(content: bytes, where: str, column: str) -> None:
    error = fault(FORMAT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
