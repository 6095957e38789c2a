"""Text files: lines and csv rows with where they stand, and fields with what they must be."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member

# The longest text of a published table is a coverage article of some 200 kB.
_LONGEST_CELL = 4_000_000
_LONGEST_NUMBER = 40
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")


@dataclass(frozen=True)
class Place:
    """A line or row of a file, to name in a fault."""

    file: str
    where: str

    def fault(self, reason: str, *, column: str = "", value: object = "") -> FileFaultError:
        """Return the fault of this place, to be raised."""
        return FileFaultError(reason, file=self.file, where=self.where, column=column, value=value)


@contextmanager
def opened(member: Member, encoding: str = "utf-8") -> Iterator[io.TextIOWrapper]:
    """Open as text; a byte that the encoding lacks, and an unreadable file, become faults."""
    try:
        with member.open() as stream, io.TextIOWrapper(stream, encoding, newline="") as text:
            yield text
    except UnicodeDecodeError as error:
        value = error.object[error.start : error.start + 8].hex(" ")
        reason = f"not {encoding} text: byte {error.start} of a block"
        raise FileFaultError(reason, file=member.name, value=value) from error
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise FileFaultError(f"cannot be read: {error}", file=member.name) from error


def lines(
    member: Member, encoding: str = "utf-8", *, ended: bool = False
) -> Iterator[tuple[Place, str]]:
    """Yield each line without its end, with its place: `line 1` is the first.

    With `ended`, for formats whose every line has an end, a last line without one is a fault:
    such a file has been cut.
    """
    with opened(member, encoding) as text:
        for number, line in enumerate(_whole(member, text, ended=ended), 1):
            yield Place(member.name, f"line {number}"), line.rstrip("\r\n")


def _whole(member: Member, text: Iterable[str], *, ended: bool) -> Iterator[str]:
    """Yield the lines; a NUL, which no text has and no database takes, is a fault."""
    for number, line in enumerate(text, 1):
        if "\0" in line:
            raise Place(member.name, f"line {number}").fault("a NUL byte", value=line[-40:])
        if ended and not line.endswith("\n"):
            place = Place(member.name, f"line {number}")
            raise place.fault("the file stops in the middle of a line", value=line[-40:])
        yield line


def rows(
    member: Member, encoding: str = "utf-8", delimiter: str = ",", *, ended: bool = False
) -> Iterator[tuple[Place, list[str]]]:
    """Yield each csv row, with its place: the line on which the row ends; `ended` as in lines."""
    csv.field_size_limit(_LONGEST_CELL)
    with opened(member, encoding) as text:
        source = _whole(member, text, ended=ended)
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        try:
            for row in reader:
                yield Place(member.name, f"line {reader.line_num}"), row
        except csv.Error as error:
            place = Place(member.name, f"line {reader.line_num}")
            raise place.fault(f"not csv: {error}") from error


def day(place: Place, column: str, text: str) -> date:
    """Return a date written YYYYMMDD."""
    digits = text.strip()
    try:
        if len(digits) == len("YYYYMMDD") and digits.isascii() and digits.isdigit():
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        pass
    raise place.fault("not a date (YYYYMMDD)", column=column, value=text)


def optional_day(place: Place, column: str, text: str, none: Sequence[str] = ("",)) -> date | None:
    """Return a date written YYYYMMDD, or None for one of the texts that stand for no date."""
    return None if text.strip() in none else day(place, column, text)


def number(place: Place, column: str, text: str) -> Decimal:
    """Return an exact decimal number, written out: no publisher writes exponents."""
    digits = text.strip()
    if len(digits) > _LONGEST_NUMBER or _NUMBER.fullmatch(digits) is None:
        raise place.fault("not a number", column=column, value=text)
    return Decimal(digits)


def count(place: Place, column: str, text: str) -> int:
    """Return a whole number of zero or more."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise place.fault("not a whole number", column=column, value=text)
    return int(digits)


def one_of(place: Place, column: str, text: str, allowed: Sequence[str]) -> str:
    """Return the text if it is one of those that the format allows."""
    if text not in allowed:
        expected = ", ".join(repr(one) for one in allowed)
        raise place.fault(f"not one of {expected}", column=column, value=text)
    return text


def matching(place: Place, column: str, text: str, pattern: re.Pattern[str]) -> str:
    """Return the text if the whole of it is written as the format says."""
    if pattern.fullmatch(text) is None:
        raise place.fault(f"not written as {pattern.pattern}", column=column, value=text)
    return text


def width(place: Place, row: list[str], columns: int) -> list[str]:
    """Return the row if it has as many columns as the format."""
    if len(row) != columns:
        raise place.fault(f"{len(row)} columns instead of {columns}", value=row)
    return row
