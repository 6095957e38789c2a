from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.poa_exempt import FORMAT, PoaExempt
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

FILE = (
    b"Order26\tPOAexemptCode\tDescription\r\n"
    b"01238\tB90.0\tSequelae of central nervous system tuberculosis\r\n"
    b'12198\tI69.065\t"Other paralytic syndrome, bilateral"\r\n'
    b"98176\tZ99\tDependence\r\n"
)


def test_every_field_is_read_quotes_taken_off() -> None:
    assert [record.value for record in records(FORMAT, FILE)] == [
        PoaExempt(1238, "B90.0", "Sequelae of central nervous system tuberculosis"),
        PoaExempt(12198, "I69.065", "Other paralytic syndrome, bilateral"),
        PoaExempt(98176, "Z99", "Dependence"),
    ]


def test_the_header_tells_the_fiscal_year() -> None:
    assert FORMAT.recognise(member(FILE)) == Claim(
        "poa-exempt", "2026", date(2025, 10, 1), date(2026, 9, 30)
    )
    assert FORMAT.recognise(member(FILE[5:])) is None
    assert FORMAT.recognise(member(b"")) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        (FILE.replace(b"\t", b","), "line 1", "header"),
        (FILE.replace(b"\tPOAexemptCode", b""), "line 1", "header"),
        (b"", "line 1", "header"),
        (FILE[:35], "line 1", ""),
        (FILE.replace(b"01238\tB", b"01238 B"), "line 2", ""),
        (FILE.replace(b"01238", b"1-238"), "line 2", "Order"),
        (FILE.replace(b"01238", b"12198"), "line 3", "Order"),
        (FILE.replace(b"B90.0", b"B900"), "line 2", "POAexemptCode"),
        (FILE.replace(b"I69.065", b"B90.0"), "line 3", "POAexemptCode"),
        (FILE.replace(b"Dependence", b""), "line 4", "Description"),
        (FILE[:-2], "line 4", ""),
        (FILE.replace(b'bilateral"', b"bilateral"), "line 4", ""),
    ],
)
def test_a_fault_is_named(content: bytes, where: str, column: str) -> None:
    error = fault(FORMAT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
