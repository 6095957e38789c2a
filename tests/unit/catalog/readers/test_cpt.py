from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.cpt import FORMAT, Cpt
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

HEADER = (
    "Concept Id\tCPT Code\tLong\tMedium\tShort\tConsumer\tSpanish Consumer\t"
    "Current Descriptor Effective Date\tTest Name\tLab Name\tManufacturer Name"
)
FILE = (
    "An invented notice of rights\r\n\r\n"
    f"{HEADER}\r\n"
    "1001\t9ZZ01\tAn invented service, first\tINVENTED SERVICE 1ST\tINVENTED 1\tFirst one\t"
    "La primera número uno\t20250101\t\t\t\r\n"
    '1002\t9ZZ02\t"An invented ""test"", second"\tINVENTED TEST 2ND\tINVENTED 2\t\t\t\t'
    "Testy\tLaby\tMakey\r\n"
).encode()


def test_every_field_is_read() -> None:
    assert [record.value for record in records(FORMAT, FILE)] == [
        Cpt(
            code="9ZZ01",
            concept_id="1001",
            long="An invented service, first",
            medium="INVENTED SERVICE 1ST",
            short="INVENTED 1",
            consumer="First one",
            spanish_consumer="La primera número uno",
            descriptor_effective=date(2025, 1, 1),
            test_name="",
            lab_name="",
            manufacturer_name="",
        ),
        Cpt(
            code="9ZZ02",
            concept_id="1002",
            long='An invented "test", second',
            medium="INVENTED TEST 2ND",
            short="INVENTED 2",
            consumer="",
            spanish_consumer="",
            descriptor_effective=None,
            test_name="Testy",
            lab_name="Laby",
            manufacturer_name="Makey",
        ),
    ]


def test_columns_are_found_by_name_wherever_they_stand() -> None:
    content = "Short\tExtra\tCPT Code\tMedium\tLong\r\nS\tx\t9ZZ03\tM\tL\r\n"
    (record,) = records(FORMAT, content)
    assert (record.where, record.value.code) == ("line 2", "9ZZ03")
    assert (record.value.long, record.value.medium, record.value.short) == ("L", "M", "S")
    assert (record.value.consumer, record.value.descriptor_effective) == ("", None)


def test_the_header_is_recognised() -> None:
    name = "2026 Standard Update 1.zip/ConsolidatedCodeList.txt"
    assert FORMAT.recognise(member(FILE, name)) == Claim("cpt", "2026")
    assert FORMAT.recognise(member(FILE.replace(b"CPT Code", b"Code"))) is None
    assert FORMAT.recognise(member(b"")) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        (b"", "", ""),
        (FILE.replace(b"CPT Code", b"Code"), "", ""),
        (FILE.replace(b"\t", b","), "", ""),
        (HEADER.encode() + b"\r\n", "", ""),
        (HEADER.encode() + b"\tLong\r\n", "line 1", ""),
        (FILE.replace(b"INVENTED 1\t", b"INVENTED 1"), "line 4", ""),
        (FILE.replace(b"Makey", b"Makey\tmore"), "line 5", ""),
        (FILE.replace(b"9ZZ01", b"9ZZ1"), "line 4", "CPT Code"),
        (FILE.replace(b"9ZZ01", b""), "line 4", "CPT Code"),
        (FILE.replace(b"9ZZ02", b"9ZZ01"), "line 5", "CPT Code"),
        (FILE.replace(b"1001", b"C001"), "line 4", "Concept Id"),
        (FILE.replace(b"INVENTED TEST 2ND", b""), "line 5", "Medium"),
        (FILE.replace(b"20250101", b"20250132"), "line 4", "Current Descriptor Effective Date"),
        (FILE[:-4], "line 5", ""),
        (FILE.decode().encode("cp1252"), "", ""),
    ],
)
def test_a_fault_is_named(content: bytes, where: str, column: str) -> None:
    error = fault(FORMAT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
