"""The physician fee schedule as fixed text, in the layout of 2025: records of 171 bytes."""

import re
from collections.abc import Iterator
from itertools import pairwise

from services.catalog.readers import head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.pprrvu import KIND, relative_value
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines

_LENGTH = 171
_RECORD = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z].{52}[A-Z].{75}[0-9]{2}\.[0-9]{4}.{31}")
# First byte, counted from 1, of each column in the order of the csv, then what is between.
_STARTS = (
    *(1, 6, 8, 58, 59, 60, 66, 73, 75, 82, 84, 90, 97, 103, 104, 107, 110, 113),
    *(116, 117, 118, 119, 120, 121, 128, 133, 141, 144, 145, 148, 158, 165, 172),
)
_FILLER = 23


def _recognise(member: Member) -> Claim | None:
    begin = head.lines(member)
    body = next((line for line in begin if not line.startswith("HDR ")), "")
    if not begin or not begin[0].startswith("HDR CPT CODES") or not _RECORD.fullmatch(body):
        return None
    # The text says neither year nor month; only the name does.
    return release.month_of_year(KIND, member.name)


def _read(member: Member) -> Iterator[Record]:
    keys = Keys("HCPCS, MOD")
    for place, line in lines(member, "ascii", ended=True):
        if line.startswith("HDR ") and not keys:
            continue
        record = relative_value(place, _cells(place, line))
        keys.add(place, record.hcpcs, record.modifier)
        yield Record(place.where, record)
    if not keys:
        raise FileFaultError("no code stands in it", file=member.name)


def _cells(place: Place, line: str) -> list[str | None]:
    if len(line) != _LENGTH:
        raise place.fault(f"{len(line)} characters instead of {_LENGTH}", value=line)
    cells: list[str | None] = [
        line[start - 1 : end - 1].strip() for start, end in pairwise(_STARTS)
    ]
    if cells[_FILLER]:
        raise place.fault("text in the filler", column="121-127", value=cells[_FILLER])
    cells[_FILLER] = None
    return cells


FORMAT = Format("physician fee schedule, fixed width", _recognise, _read)
