"""The beginning of a file, for saying what it is: whatever it holds, nothing is raised."""

import contextlib
import csv
import functools
import itertools
import zipfile
import zlib

from services.catalog.readers import sheet
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member

_UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError)
_SHEET_ROWS = 20
_MARK = "\ufeff".encode().decode("latin-1")


def lines(member: Member) -> list[str]:
    """Return the first lines as Latin-1 text without their ends; none if unreadable."""
    try:
        text = member.head().decode("latin-1").removeprefix(_MARK)
    except _UNREADABLE:
        return []
    return text.replace("\r\n", "\n").split("\n")


def rows(member: Member, delimiter: str = ",") -> list[list[str]]:
    """Return the first csv rows as Latin-1 text, as far as they are csv."""
    found: list[list[str]] = []
    with contextlib.suppress(csv.Error):
        found.extend(csv.reader((f"{line}\n" for line in lines(member)), delimiter=delimiter))
    return found


def sheet_rows(member: Member, count: int = _SHEET_ROWS) -> list[list[str]]:
    """Return the first rows of an xlsx, twenty at most, as text; none if the file is not one."""
    return _sheet(member)[:count]


# Every format of spreadsheets asks for the same rows, and a workbook takes a second to open.
@functools.lru_cache(maxsize=1)
def _sheet(member: Member) -> list[list[str]]:
    try:
        if not member.head().startswith(b"PK"):
            return []
        return [row for _, row in itertools.islice(sheet.rows(member), _SHEET_ROWS)]
    except (*_UNREADABLE, FileFaultError):
        return []
