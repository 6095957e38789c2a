"""Which counties make up each locality of the physician fee schedule (LOCCO, csv)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.catalog.readers import codes, head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, matching, rows, width

KIND = "locality-counties"

_TITLE = re.compile(r"COUNTIES INCLUDED IN 20[0-9]{2} LOCALITIES")
_HEADER = ["Locality Number", "State", "Fee Schedule Area", "Counties"]
_NUMBER = re.compile(r"[0-9]{1,5}")
_SHORT_NUMBER = re.compile(r"[0-9]{1,2}")
_STATE = re.compile(r"[A-Z][A-Z ,.&/*-]+")
_TEXT = re.compile(r"[^ ].*", re.DOTALL)


class LocalityCounties(NamedTuple):
    """One row of a locality; the zeros with which its numbers begin are given back.

    `state` stands on the first row of a state in the file, and on each record here. A locality
    marked `*`, as served by two carriers, may have two rows, word for word the same in 2025.
    """

    mac: str
    locality: str
    state: str
    fee_schedule_area: str
    counties: str


def _recognise(member: Member) -> Claim | None:
    begin = head.rows(member)
    if not begin or not begin[0] or not _TITLE.match(begin[0][0]):
        return None
    return release.calendar_year(KIND, begin[0][0])


def _read(member: Member) -> Iterator[Record]:
    state, header, ended, keys = "", False, False, Keys("MAC, locality")
    for place, row in rows(member, "utf-8-sig", ended=True):
        cells = [cell.strip() for cell in width(place, row, 5)]
        if not header:
            header = cells[1:] == _HEADER
            if any(cells[1:]) and not header:
                raise place.fault("not the header of the counties", value=row)
        elif any(cells[1:]):
            if ended:
                raise place.fault("a row after the footnotes", value=row)
            state = cells[2] or state
            record = _locality(place, [*cells[:2], state, *cells[3:]])
            keys.add(place, record.mac, record.locality, *_second(record, place))
            yield Record(place.where, record)
        else:
            ended = bool(cells[0] and keys)
    if not keys:
        raise FileFaultError("no locality stands in it", file=member.name)
    if not ended:
        raise FileFaultError("the file is cut off: its footnote is missing", file=member.name)


def _second(record: LocalityCounties, place: Place) -> list[str]:
    """Return what makes a row of its own of each row of a locality with two carriers."""
    return [place.where] if record.fee_schedule_area.endswith("*") else []


def _locality(place: Place, cells: list[str]) -> LocalityCounties:
    return LocalityCounties(
        codes.mac(place, matching(place, "MAC", cells[0], _NUMBER).zfill(5)),
        matching(place, "locality", cells[1], _SHORT_NUMBER).zfill(2),
        matching(place, "state", cells[2], _STATE),
        matching(place, "fee schedule area", cells[3], _TEXT),
        matching(place, "counties", cells[4], _TEXT),
    )


FORMAT = Format("counties of localities", _recognise, _read)
