"""Geographic practice cost indices of the fee schedule's localities: addendum E, csv and text.

The text layout and the second work column of 2026 are as described, not checked against a file.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from services.catalog.readers import codes, head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines, matching, number, rows, width

KIND = "gpci"

_TITLE = re.compile(r"ADDENDUM E\. .*GEOGRAPHIC PRACTICE COST INDICES", re.IGNORECASE)
_NAME = re.compile(r"(?P<name>.*[^* ]) *(?P<note>\**)")
_INDEX = re.compile(r"[0-9](\.[0-9]{1,3})?")
_PLACES = ("Medicare Administrative Contractor (MAC)", "State", "Locality Number", "Locality Name")
_INDICES = {
    "PW GPCI (with 1.0 Floor)": "work_with_floor",
    "PW GPCI (without 1.0 Floor)": "work_without_floor",
    "PE GPCI": "practice_expense",
    "MP GPCI": "malpractice",
}
# First and last column, counted from 1.
_MAC, _STATE, _LOCALITY, _LOCALITY_NAME = (1, 5), (17, 18), (25, 26), (27, 120)
_WORK, _PRACTICE_EXPENSE, _MALPRACTICE = (121, 126), (127, 138), (139, 150)


class Gpci(NamedTuple):
    """The cost indices of one locality; `note` is the asterisks that stand after its name.

    A file gives the work index with its floor of 1.0, without it, or both.
    """

    mac: str
    state: str
    locality: str
    locality_name: str
    note: str
    work_with_floor: Decimal | None
    work_without_floor: Decimal | None
    practice_expense: Decimal
    malpractice: Decimal


def _recognise_csv(member: Member) -> Claim | None:
    begin = head.rows(member)
    if not any(tuple(cell.strip() for cell in row[:4]) == _PLACES for row in begin[:10]):
        return None
    return release.calendar_year(KIND, begin[0][0] if begin[0] else "")


def _recognise_text(member: Member) -> Claim | None:
    begin = head.lines(member)
    found = any(len(line) == 150 and codes.MAC.fullmatch(line[:5]) for line in begin)
    if not _TITLE.match(begin[0] if begin else "") or not found:
        return None
    return release.calendar_year(KIND, begin[0])


def _read_csv(member: Member) -> Iterator[Record]:
    keys = Keys("MAC, locality")
    names: list[str] = []
    ended = False
    for place, row in rows(member, "utf-8-sig", ended=True):
        cells = [cell.strip() for cell in row]
        if not names:
            names = _index_names(place, cells)
        elif any(cells[1:]):
            if ended:
                raise place.fault("a row after the footnotes", value=row)
            record = _gpci(place, width(place, cells, len(names)), names)
            keys.add(place, record.mac, record.locality)
            yield Record(place.where, record)
        else:
            ended = ended or bool(keys)
    _require(member, keys)
    if not ended:
        raise FileFaultError("the file is cut off: its footnotes are missing", file=member.name)


def _index_names(place: Place, cells: list[str]) -> list[str]:
    """Return the record's names of the columns, once the header has come."""
    if tuple(cells[:4]) != _PLACES:
        return []
    titles = [re.sub(r"^20[0-9]{2} ", "", cell) for cell in cells[4:]]
    unknown = [title for title in titles if title not in _INDICES]
    if unknown or len(set(titles)) != len(titles) or titles[-2:] != ["PE GPCI", "MP GPCI"]:
        raise place.fault("not the columns of the cost indices", value=cells)
    return ["mac", "state", "locality", "locality_name", *(_INDICES[title] for title in titles)]


def _read_text(member: Member) -> Iterator[Record]:
    keys = Keys("MAC, locality")
    names = ["", "", "", "", "work_with_floor", "practice_expense", "malpractice"]
    ended = False
    for place, line in lines(member, "ascii", ended=True):
        if not codes.MAC.fullmatch(line[:5]):
            ended = bool(keys)
            continue
        if ended or len(line.rstrip()) != 150:
            raise place.fault("not a record of 150 characters among the others", value=line)
        spans = (_MAC, _STATE, _LOCALITY, _LOCALITY_NAME, _WORK, _PRACTICE_EXPENSE, _MALPRACTICE)
        cells = [line[first - 1 : last].strip() for first, last in spans]
        record = _gpci(place, cells, names)
        keys.add(place, record.mac, record.locality)
        yield Record(place.where, record)
    _require(member, keys)


def _gpci(place: Place, cells: list[str], names: list[str]) -> Gpci:
    name = _NAME.fullmatch(cells[3])
    if name is None:
        raise place.fault("no name", column="locality name", value=cells[3])
    index = {
        column: number(place, column, matching(place, column, text, _INDEX))
        for column, text in zip(names[4:], cells[4:], strict=True)
    }
    return Gpci(
        codes.mac(place, cells[0]),
        matching(place, "state", cells[1], codes.STATE),
        codes.locality(place, cells[2]),
        name["name"],
        name["note"],
        index.get("work_with_floor"),
        index.get("work_without_floor"),
        index["practice_expense"],
        index["malpractice"],
    )


def _require(member: Member, keys: Keys) -> None:
    if not keys:
        raise FileFaultError("no locality stands in it", file=member.name)


FORMATS = (
    Format("geographic practice cost indices, csv", _recognise_csv, _read_csv),
    Format("geographic practice cost indices, fixed width", _recognise_text, _read_text),
)
