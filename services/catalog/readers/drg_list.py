"""Appendix A of the MS-DRG definitions manual: each MS-DRG with its category and type.

Checked against the text of version 37.2.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.catalog.readers import head
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import lines

KIND = "drg-list"

_TITLE = re.compile(r"Appendix A\b.*List of MS-DRGs", re.IGNORECASE)
_VERSION = re.compile(
    r"Version (?P<version>(?P<major>[0-9]{2})(\.(?P<minor>[0-9]))?)", re.IGNORECASE
)
_HEADER = ["DRG", "MDC", "MS", "Description"]
_LINE = re.compile(r"(?P<drg>[0-9]{3}) (?P<mdc>[0-9]{2}|  )  (?P<type>[MP ])  (?P<title>[^ ].*)")
_HEAD_LINES = 20


class DrgTitle(NamedTuple):
    """One MS-DRG; `mdc` is "" where its patients come from several categories.

    `drg_type` is M for medical, P for surgical, "" for the groups of records in error.
    """

    ms_drg: str
    mdc: str
    drg_type: str
    title: str


def _recognise(member: Member) -> Claim | None:
    begin = head.lines(member)[:_HEAD_LINES]
    if not any(_TITLE.search(line) for line in begin) or _HEADER not in map(str.split, begin):
        return None
    found = next((match for line in begin if (match := _VERSION.search(line))), None)
    if found is None:
        return Claim(KIND, "")
    # Version 43 is of fiscal year 2026; when within it 43.1 took effect, the file does not say.
    first = date(1982 + int(found["major"]), 10, 1) if found["minor"] in (None, "0") else None
    return Claim(KIND, f"v{found['version']}", first)


def _read(member: Member) -> Iterator[Record]:
    keys = Keys("DRG")
    header = False
    for number, (place, line) in enumerate(lines(member, "cp1252", ended=True), 1):
        if not header:
            header = line.split() == _HEADER
            if not header and number >= _HEAD_LINES:
                raise place.fault("no header of the list of MS-DRGs so far", value=line)
        elif line.strip():
            found = _LINE.fullmatch(line.rstrip())
            if found is None:
                raise place.fault("not a record of an MS-DRG", value=line)
            keys.add(place, found["drg"])
            fields = (found[name].strip() for name in ("drg", "mdc", "type", "title"))
            yield Record(place.where, DrgTitle(*fields))
    if not keys:
        raise FileFaultError("no MS-DRG stands in it", file=member.name)


FORMAT = Format("MS-DRG list (appendix A)", _recognise, _read)
