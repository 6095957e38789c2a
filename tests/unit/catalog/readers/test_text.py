import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import IO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalog.readers import text
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member
from tests.support.members import member

PLACE = text.Place("file", "line 7")


def test_lines_come_with_their_places_and_without_their_ends() -> None:
    found = [(place.where, line) for place, line in text.lines(member("one\r\ntwo\nthree"))]
    assert found == [("line 1", "one"), ("line 2", "two"), ("line 3", "three")]


@pytest.mark.parametrize("read", [text.lines, text.rows])
def test_a_file_cut_in_a_line_is_a_fault_where_every_line_has_an_end(
    read: Callable[..., object],
) -> None:
    assert len(list(cast("list[object]", read(member("one\ntwo\n"), ended=True)))) == 2
    with pytest.raises(FileFaultError) as raised:
        list(cast("list[object]", read(member("one\ntwo"), ended=True)))
    assert (raised.value.where, raised.value.value) == ("line 2", "two")


def test_a_csv_row_stands_where_it_ends() -> None:
    found = [(place.where, row) for place, row in text.rows(member('a,"b\nc"\nd,e\n'))]
    assert found == [("line 2", ["a", "b\nc"]), ("line 3", ["d", "e"])]


def test_a_quote_that_never_ends_is_a_fault() -> None:
    with pytest.raises(FileFaultError, match="not csv"):
        list(text.rows(member('a,"b\n')))


def test_a_byte_that_the_encoding_lacks_is_a_fault() -> None:
    with pytest.raises(FileFaultError, match="utf-8") as raised:
        list(text.lines(member(b"caf\xe9 noir")))
    assert raised.value.value.startswith("e9")


@pytest.mark.parametrize("read", [text.lines, text.rows])
def test_a_nul_is_a_fault(read: Callable[..., object]) -> None:
    with pytest.raises(FileFaultError, match="a NUL byte") as raised:
        list(cast("list[object]", read(member("one\nt\0o\n"))))
    assert (raised.value.where, raised.value.value) == ("line 2", "t\\x00o\\x0a")


def test_a_damaged_archive_is_a_fault() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.txt", "a line of the list\n" * 500)
    content = bytearray(packed.getvalue())
    content[45:60] = bytes(15)

    def opened() -> IO[bytes]:
        return zipfile.ZipFile(io.BytesIO(content)).open("list.txt")

    with pytest.raises(FileFaultError, match="cannot be read"):
        list(text.lines(Member("list.zip/list.txt", cast("Callable[..., io.BytesIO]", opened))))


def test_fields_are_what_they_must_be() -> None:
    assert text.day(PLACE, "d", " 20240229 ") == date(2024, 2, 29)
    assert text.optional_day(PLACE, "d", "*", ("*",)) is None
    assert text.number(PLACE, "n", "-1.50") == Decimal("-1.50")
    assert text.count(PLACE, "n", "007") == 7
    assert text.one_of(PLACE, "c", "A", "AB") == "A"
    assert text.matching(PLACE, "c", "A1", re.compile("[A-Z][0-9]")) == "A1"
    assert text.width(PLACE, ["a", "b"], 2) == ["a", "b"]


@given(st.text(max_size=12))
def test_any_other_text_is_a_fault_of_that_place_and_column(cell: str) -> None:
    for read in (text.day, text.optional_day, text.number, text.count):
        try:
            read(PLACE, "column", cell)
        except FileFaultError as error:
            assert (error.file, error.where, error.column) == ("file", "line 7", "column")  # noqa: PT017 - not every text is a fault
