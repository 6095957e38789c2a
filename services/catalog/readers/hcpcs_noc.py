"""The list of HCPCS Level II codes that are not otherwise classified: for want of a closer code."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.catalog.readers import head
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.release import calendar_year
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, day, lines, matching, optional_day

_TITLE = re.compile(r"\s*NOC CODES - HCPCS (20[0-9]{2})\s*")
_HEADER = re.compile(r"\s*HCPCS +LONG DESCRIPTION +ADD DATE +TERM DATE\s*")
_CODE = re.compile(r"[A-Z][0-9]{4}")
# The old mark of the end of a text file.
_END = "\x1a"
_BLANKS = (slice(0, 2), slice(7, 9), slice(88, 89), slice(97, 99))


class Noc(NamedTuple):
    """A code of the list; long descriptions are cut short in the file itself."""

    code: str
    description: str
    added: date
    terminated: date | None


def recognise(member: Member) -> Claim | None:
    """Return the claim of a file with the title of the list."""
    title = _TITLE.fullmatch(next((line for line in head.lines(member) if line.strip()), ""))
    return calendar_year("hcpcs-noc", title[1]) if title else None


def read(member: Member) -> Iterator[Record]:
    """Yield a Noc for each code, a description of two lines joined with one blank."""
    source = lines(member, "cp1252", ended=True)
    _skip_header(member, source)
    keys = Keys("HCPCS")
    last: Record | None = None
    for place, line in source:
        if line.strip() == _END:
            break
        code, description, added = _fields(place, line)
        if added is None:
            last = _continued(place, last, code, description)
            continue
        if last:
            yield last
        keys.add(place, code)
        terminated = optional_day(place, "TERM DATE", line[99:])
        last = Record(place.where, Noc(code, description, added, terminated))
    else:
        raise FileFaultError("the mark of the end of the file is missing", file=member.name)
    if last is None:
        raise FileFaultError("holds no code", file=member.name)
    yield last
    _check_end(source)


def _skip_header(member: Member, source: Iterator[tuple[Place, str]]) -> None:
    for place, line in source:
        if _HEADER.fullmatch(line):
            break
        if line.strip() and not _TITLE.fullmatch(line):
            raise place.fault("not the title, nor the header", value=line)
    else:
        raise FileFaultError("no header", file=member.name)
    for place, line in source:
        if line.strip():
            raise place.fault("not the blank line below the header", value=line)
        break


def _fields(place: Place, line: str) -> tuple[str, str, date | None]:
    for blank in _BLANKS:
        if line[blank].strip():
            raise place.fault("not a blank", column=f"position {blank.start + 1}", value=line)
    code = matching(place, "HCPCS", line[2:7], _CODE)
    description = line[9:88].strip()
    if not description:
        raise place.fault("no text", column="LONG DESCRIPTION", value=line)
    added = day(place, "ADD DATE", line[89:97]) if line[89:].strip() else None
    return code, description, added


def _continued(place: Place, last: Record | None, code: str, description: str) -> Record:
    if last is None or last.value.code != code:
        raise place.fault("no date, and not a second line of the code before", column="ADD DATE")
    return last._replace(
        value=last.value._replace(description=f"{last.value.description} {description}")
    )


def _check_end(source: Iterator[tuple[Place, str]]) -> None:
    for place, line in source:
        if line.strip():
            raise place.fault("text after the mark of the end of the file", value=line)


FORMAT = Format("HCPCS not-otherwise-classified list", recognise, read)
