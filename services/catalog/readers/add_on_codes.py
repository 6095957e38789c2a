"""NCCI add-on code edits, as fixed text in the form of 2022 and as xlsx.

Both layouts are as described by the publisher's field names; no published file was at hand.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from services.catalog.readers import codes, head, release, sheet
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines, one_of, width

KIND = "add-on-codes"

# Stands for the primary codes that each contractor chooses.
_CONTRACTOR_DEFINED = "CCCCC"
_COLUMNS = (
    "aocedittype|addoncode|aocdel|primarycode|primarycodedel|aocediteff|aoceditdel|"
    "specialinstructionnotes"
).split("|")
_TYPES = ("1", "2", "3")
_DATE = r"(?:[0-9]{7}| {7})"
_LINE = re.compile(
    rf"[123]{codes.HCPCS.pattern}{_DATE}({codes.HCPCS.pattern}|CCCCC){_DATE}[0-9]{{7}}{_DATE}.*"
)
# First column, counted from 1, of each of the first seven fields, and of the notes.
_STARTS = (1, 2, 7, 14, 19, 26, 33, 40)
_DAY = re.compile(r"(20|19)[0-9]{2}[0-3][0-9]{2}")
_VERSION = re.compile(r"V(20[0-9]{2})Q([1-4])", re.IGNORECASE)
_HEADER_ROWS = 3


class AddOnCode(NamedTuple):
    """The add-on code is paid beside the primary code only.

    `edit_type` is 1 where the primary codes are listed, 2 where each contractor defines them
    (`primary_code` is None), 3 where it may add to those listed. Days of deletion are None while
    the codes and the edit stand.
    """

    edit_type: str
    add_on_code: str
    add_on_code_deletion: date | None
    primary_code: str | None
    primary_code_deletion: date | None
    effective: date
    deletion: date | None
    notes: str


def _recognise_text(member: Member) -> Claim | None:
    begin = [line for line in head.lines(member)[:5] if line]
    return _claim(member) if begin and all(_LINE.fullmatch(line) for line in begin[:1]) else None


def _recognise_xlsx(member: Member) -> Claim | None:
    begin = head.sheet_rows(member, _HEADER_ROWS)
    return _claim(member) if any(_is_header(row) for row in begin) else None


def _claim(member: Member) -> Claim:
    found = _VERSION.search(member.name)
    first = date(int(found[1]), 3 * int(found[2]) - 2, 1) if found else None
    return release.quarter(KIND, first)


def _is_header(row: list[str]) -> bool:
    """Say whether these are the columns; over the years their names were abbreviated in turn."""
    names = [re.sub(r"[^a-z]|julian", "", cell.lower()) for cell in row]
    return [re.sub(r"(del|eff)d(a)?te?$", r"\1", name) for name in names] == _COLUMNS


def _read_text(member: Member) -> Iterator[Record]:
    keys = Keys("add-on code, primary code, effective, deletion")
    for place, line in lines(member, "cp1252", ended=True):
        if not _LINE.fullmatch(line):
            raise place.fault("not a record of an add-on code", value=line)
        ends = (*(start - 1 for start in _STARTS[1:]), len(line))
        cells = [line[start - 1 : end] for start, end in zip(_STARTS, ends, strict=True)]
        yield _record(place, keys, [cell.strip() for cell in cells])
    _require(member, keys)


def _read_xlsx(member: Member) -> Iterator[Record]:
    keys = Keys("add-on code, primary code, effective, deletion")
    header = False
    for number, (place, row) in enumerate(sheet.rows(member), 1):
        if header:
            # A sheet keeps no empty cells at the end of a row.
            padded = row + [""] * (len(_COLUMNS) - len(row))
            cells = [cell.strip() for cell in width(place, padded, len(_COLUMNS))]
            yield _record(place, keys, cells)
        else:
            header = _is_header(row)
            if not header and number >= _HEADER_ROWS:
                raise place.fault("not the header of the add-on codes", value=row)
    _require(member, keys)


def _record(place: Place, keys: Keys, cells: list[str]) -> Record:
    primary = cells[3]
    effective = _day(place, "edit effective date", cells[5])
    if effective is None:
        raise place.fault("no date", column="edit effective date")
    record = AddOnCode(
        one_of(place, "edit type", cells[0], _TYPES),
        codes.hcpcs(place, cells[1], "add-on code"),
        _day(place, "add-on code deletion date", cells[2]),
        None if primary == _CONTRACTOR_DEFINED else codes.hcpcs(place, primary, "primary code"),
        _day(place, "primary code deletion date", cells[4]),
        effective,
        _day(place, "edit deletion date", cells[6]),
        cells[7],
    )
    keys.add(place, record.add_on_code, primary, record.effective, record.deletion)
    return Record(place.where, record)


def _day(place: Place, column: str, text: str) -> date | None:
    """Return a date written as year and day of the year, YYYYDDD; None for a blank."""
    if not text:
        return None
    if _DAY.fullmatch(text):
        found = date(int(text[:4]), 1, 1) + timedelta(days=int(text[4:]) - 1)
        if found.year == int(text[:4]):
            return found
    raise place.fault("not a date (YYYYDDD)", column=column, value=text)


def _require(member: Member, keys: Keys) -> None:
    if not keys:
        raise FileFaultError("no add-on code stands in it", file=member.name)


FORMATS = (
    Format("add-on codes, fixed width", _recognise_text, _read_text),
    Format("add-on codes, xlsx", _recognise_xlsx, _read_xlsx),
)
