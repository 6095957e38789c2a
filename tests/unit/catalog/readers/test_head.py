import zipfile
from contextlib import AbstractContextManager
from typing import BinaryIO

import pytest

from services.catalog.readers import head
from services.catalog.readers.member import Member
from tests.support.members import member
from tests.support.workbooks import workbook


def test_lines_are_without_their_ends_and_the_mark_of_unicode() -> None:
    assert head.lines(member("\ufeffone\r\ntwo\nthree")) == ["one", "two", "three"]
    assert head.lines(member(b"\x97\n")) == ["\x97", ""]


def test_rows_are_as_far_as_they_are_csv() -> None:
    assert head.rows(member('a,"b\nc"\nd\n'))[:2] == [["a", "b\nc"], ["d"]]
    assert head.rows(member("a\tb\n"), "\t")[0] == ["a", "b"]
    assert head.rows(member("a,b\n" + "x" * 200_000))[0] == ["a", "b"]
    assert head.rows(member("a,b\n" + '"' * 3 + "x\n" * 3))[0] == ["a", "b"]


def test_rows_of_a_sheet_are_of_an_xlsx_only() -> None:
    assert head.sheet_rows(member(workbook([["a", None, 1], ["b"]])), 1) == [["a", "", "1"]]
    assert head.sheet_rows(member("a,b\n")) == []
    assert head.sheet_rows(member(b"PK\x03\x04 and nothing more")) == []


@pytest.mark.parametrize("error", [OSError, EOFError, zipfile.BadZipFile, RuntimeError])
def test_what_cannot_be_opened_has_no_beginning(error: type[Exception]) -> None:
    def broken() -> AbstractContextManager[BinaryIO]:
        raise error

    unreadable = Member("file", broken)
    assert head.lines(unreadable) == []
    assert head.rows(unreadable) == []
    assert head.sheet_rows(unreadable) == []
