from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.gems import FORMATS, Gem
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

FROM_9, FROM_10 = FORMATS
FILE_9 = (
    b"0010  A000    00000\r\n0011  NoDx    11000\r\n"
    b"24951 E0843   10111\r\n24951 E0965   10112\r\nV9191 O30819  10000\r\n"
)
FILE_10 = (
    b"A000    0010  00000\r\nR29700  NoDx  11000\r\nS52001A E8889 10000\r\nT8853XD v5889 10000\r\n"
)


def test_every_field_is_read_from_icd_9() -> None:
    assert [record.value for record in records(FROM_9, FILE_9)] == [
        Gem("0010", "A000", False, False, 0, 0),
        Gem("0011", None, True, False, 0, 0),
        Gem("24951", "E0843", True, True, 1, 1),
        Gem("24951", "E0965", True, True, 1, 2),
        Gem("V9191", "O30819", True, False, 0, 0),
    ]


def test_a_target_stays_as_it_is_written() -> None:
    targets = [record.value.target for record in records(FROM_10, FILE_10)]
    assert targets == ["0010", None, "E8889", "v5889"]


def test_the_ways_are_told_apart_by_content() -> None:
    first = date(2017, 10, 1)
    assert FROM_9.recognise(member(FILE_9, "2018_I10gem.txt")) == Claim(
        "gem-icd-9-cm", "2018", first
    )
    assert FROM_10.recognise(member(FILE_10)) == Claim("gem-icd-10-cm", "")
    assert FROM_9.recognise(member(FILE_10)) is None
    assert FROM_10.recognise(member(FILE_9)) is None


def test_the_mappings_of_procedures_are_another_format() -> None:
    procedures = b"0016070 0234  10000\r\n0016071 0234  10000\r\n"
    assert [form.recognise(member(procedures)) for form in FORMATS] == [None, None]


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        (FILE_9.replace(b"0010  A", b"0010   A"), "line 1", ""),
        (FILE_9.replace(b"0010  A000 ", b"0010 A000  "), "line 1", "position 6"),
        (FILE_9.replace(b"A000    0", b"A000   10"), "line 1", "position 14"),
        (FILE_9.replace(b"0010 ", b"0x10 "), "line 1", "source"),
        (FILE_9.replace(b"A000", b"*000"), "line 1", "target"),
        (FILE_9.replace(b"NoDx", b"nodx"), "line 2", "target"),
        (FILE_9.replace(b"11000", b"10000"), "line 2", "flags"),
        (FILE_9.replace(b"00000", b"01000"), "line 1", "flags"),
        (FILE_9.replace(b"00000", b"20000"), "line 1", "flags"),
        (FILE_9.replace(b"10111", b"10101"), "line 3", "flags"),
        (FILE_9.replace(b"10111", b"10011"), "line 3", "flags"),
        (FILE_9.replace(b"0011 ", b"0009 "), "line 2", "source"),
        (FILE_9 + FILE_9[-21:], "line 6", "source, target, scenario, choice list"),
        (FILE_9[:-1], "line 5", ""),
        (FILE_9[:-7], "line 5", ""),
        (b"", "line 1", ""),
    ],
)
def test_a_fault_is_named(content: bytes, where: str, column: str) -> None:
    error = fault(FROM_9, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE_9))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FROM_9)(content)
    reads_or_faults(FROM_10)(content)
