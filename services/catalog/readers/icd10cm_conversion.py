"""The ICD-10-CM conversion table: each code since 2016, and what was assigned before it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.catalog.readers import head, sheet
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member
from services.catalog.readers.release import icd_edition
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, matching, width

_HEADER = ["Current code assignment", "Effective", "Previous Code(s) Assignment"]
_YEAR = re.compile(r"\bFY ?(20[0-9]{2})\b")
# The table of FY2026 leaves out the dot of W453XXA, W453XXD and W453XXS.
_CODE = re.compile(r"[A-Z][0-9A-Z][0-9AB](\.?[0-9A-Z]{1,4})?")
_EFFECTIVE = re.compile(r"(20[0-9]{2})(?:-([0-9]{2})-([0-9]{2}) 00:00:00)?")
# Codes, ranges of codes, words; the one text that stands for no code is None.
_PREVIOUS = re.compile(r"None|.*[A-Z][0-9][0-9AB].*")


class Conversion(NamedTuple):
    """A code as it is written, when it came, and as written what was assigned before, or None."""

    code: str
    effective: date
    previous: str | None


def recognise(member: Member) -> Claim | None:
    """Return the claim of an xlsx with the header of the table; the title names the year."""
    rows = head.sheet_rows(member, 5)
    if not any(map(_is_header, rows)):
        return None
    year = _YEAR.search(" ".join(cell for row in rows for cell in row))
    return icd_edition("icd-10-cm-conversion", year[1] if year else "", member.name)


def read(member: Member) -> Iterator[Record]:
    """Yield a Conversion for each code; a row that repeats one exactly, as O44.20's, is skipped."""
    rows = sheet.rows(member)
    if not any(_is_header(row) for _, row in rows):
        raise FileFaultError("no header of the conversion table", file=member.name)
    found: dict[str, Conversion] = {}
    for place, row in rows:
        if not any(row):
            continue
        record = _record(place, row)
        earlier = found.setdefault(record.code, record)
        if earlier is record:
            yield Record(place.where, record)
        elif earlier != record:
            reason = "the code stands twice, with another date or other codes"
            raise place.fault(reason, column=_HEADER[0], value=record.code)
    if not found:
        raise FileFaultError("no code below the header", file=member.name)


def _is_header(row: list[str]) -> bool:
    return [cell.strip() for cell in row if cell.strip()] == _HEADER


def _record(place: Place, row: list[str]) -> Conversion:
    code, effective, previous = (cell.strip() for cell in width(place, row, len(_HEADER)))
    matching(place, _HEADER[2], previous, _PREVIOUS)
    return Conversion(
        code=matching(place, _HEADER[0], code, _CODE),
        effective=_effective(place, effective),
        previous=None if previous == "None" else previous,
    )


def _effective(place: Place, text: str) -> date:
    """Return the date; "unless otherwise specified … October 1 of the year listed" (the title)."""
    found = _EFFECTIVE.fullmatch(text)
    try:
        if found:
            return date(int(found[1]), int(found[2] or 10), int(found[3] or 1))
    except ValueError:
        pass
    raise place.fault("neither a year nor a date", column=_HEADER[1], value=text)


FORMAT = Format("ICD-10-CM conversion table", recognise, read)
