"""NCCI procedure-to-procedure edits, of practitioners and of hospitals, as tab-separated text.

A quarter's 2.1 million rows are matched a block at a time: as fast as the csv module alone.
"""

import io
import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice, takewhile
from operator import itemgetter, le, lt
from typing import NamedTuple

from services.catalog.readers import codes, head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, day, matching, one_of, opened, optional_day, width

PRACTITIONER, HOSPITAL = "ptp-practitioner", "ptp-hospital"

_HEADER = [
    "Column 1|Column 2|*=in existence|Effective|Deletion|Modifier|PTP Edit Rationale",
    "||prior to 1996|Date|Date|0=not allowed|",
    "||||*=no data|1=allowed|",
    "|||||9=not applicable|",
]
_PREAMBLE_LINES = 6
_ROW = re.compile(
    rf"^({codes.HCPCS.pattern})\t({codes.HCPCS.pattern})\t(\*?)\t([0-9]{{8}})\t([0-9]{{8}}|\*)\t"
    r'([019])\t([^\t\r\n" ][^\t\r\n"]*)\r?\n',
    re.MULTILINE,
)
_RATIONALE = re.compile(r'[^\t\r\n" ][^\t\r\n"]*')
_BLOCK_CHARACTERS = 1_000_000
_LONGEST_LINE = 10_000
_NOT_DELETED = "*"
_PAIR = itemgetter(0, 1)
# What one edit is told from another by: the same pair may come, go and come again.
_KEY = itemgetter(0, 1, 3, 4)
_VERSION = re.compile(r"v([0-9]{2})([0-3])r[0-9]")
_QUARTER = re.compile(r"(20[0-9]{2})q([1-4])", re.IGNORECASE)


class PtpEdit(NamedTuple):
    """The second code is not paid beside the first, from `effective` to the day of `deletion`.

    `modifier_indicator` says whether a modifier may lift the edit: 0 no, 1 yes, 9 the edit
    never applied. `deletion` is None while the edit is in force.
    """

    column_1: str
    column_2: str
    before_1996: bool
    effective: date
    deletion: date | None
    modifier_indicator: str
    rationale: str


def _recognise(member: Member, *, kind: str, mark: str) -> Claim | None:
    # The two files differ in nothing but their names, ccipra- and ccioph-.
    if mark not in member.name.lower() or not _has_header(head.lines(member)):
        return None
    name = member.name.lower()
    if version := _VERSION.search(name):
        # Version 32.1 is of the second quarter of the 32nd year after 1994.
        return release.quarter(kind, date(1994 + int(version[1]), 3 * int(version[2]) + 1, 1))
    if named := _QUARTER.search(name):
        return release.quarter(kind, date(int(named[1]), 3 * int(named[2]) - 2, 1))
    return Claim(kind, "")


def _has_header(lines: list[str]) -> bool:
    found = ["|".join(cell.strip() for cell in line.split("\t")) for line in lines[2:6]]
    return found == _HEADER


def _read(member: Member) -> Iterator[Record]:
    days: dict[str, date | None] = {}
    for first, rows in _blocks(member, days):
        for number, (one, two, old, begin, end, indicator, reason) in enumerate(rows, first):
            edit = PtpEdit(one, two, old != "", days[begin], days[end], indicator, reason)  # type: ignore[arg-type] # an edit always begins
            yield Record(f"line {number}", edit)


def _batches(member: Member) -> Iterator[list[tuple[str, ...]]]:
    for _, rows in _blocks(member, {}):
        yield rows


def _blocks(
    member: Member, days: dict[str, date | None]
) -> Iterator[tuple[int, list[tuple[str, ...]]]]:
    """Yield the number of a block's first line and its rows, checked; fill in their days.

    In a file in the order of its pairs, as published, equal edits stand next to one another;
    one in another order is read again for them when it is at its end.
    """
    days[_NOT_DELETED] = None
    ordered, tail = True, list[tuple[str, ...]]()
    for first, rows in _rows(member):
        _learn_days(member, first, rows, days)
        joined = tail + rows
        pairs = list(map(_PAIR, joined))
        if ordered and not all(map(lt, pairs, islice(pairs, 1, None))):
            ordered = all(map(le, pairs, islice(pairs, 1, None)))
            if len(set(map(_KEY, joined))) < len(joined):
                _refuse_duplicate(member)
        tail = _last_run(joined)
        yield first, rows
    if not ordered:
        _refuse_duplicate(member)


def _last_run(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the rows at the end that are of one pair."""
    last = _PAIR(rows[-1])
    return list(takewhile(lambda row: _PAIR(row) == last, reversed(rows)))


def _rows(member: Member) -> Iterator[tuple[int, list[tuple[str, ...]]]]:
    """Yield the text of the rows, block by block, each with the number of its first line."""
    with opened(member) as text:
        preamble = [text.readline(_LONGEST_LINE).rstrip("\r\n") for _ in range(_PREAMBLE_LINES)]
        if not _has_header(preamble):
            raise FileFaultError("not the header of PTP edits", file=member.name)
        first = _PREAMBLE_LINES + 1
        while block := text.read(_BLOCK_CHARACTERS):
            block += text.readline(_LONGEST_LINE)
            rows = _ROW.findall(block)
            count = block.count("\n")
            if len(rows) < count or not block.endswith("\n"):
                raise _fault(member, first, block)
            yield first, rows
            first += count
    if first == _PREAMBLE_LINES + 1:
        raise FileFaultError("no edit stands in it", file=member.name)


def _learn_days(
    member: Member, first: int, rows: list[tuple[str, ...]], days: dict[str, date | None]
) -> None:
    """Read each date once; it is few days that two million edits begin and end on."""
    for column, index in (("effective date", 3), ("deletion date", 4)):
        for text in {row[index] for row in rows} - days.keys():
            number = next(number for number, row in enumerate(rows, first) if row[index] == text)
            days[text] = day(Place(member.name, f"line {number}"), column, text)


def _fault(member: Member, first: int, block: str) -> FileFaultError:
    """Return the fault of the first line of the block that is not as the format says."""
    lines = enumerate(io.StringIO(block, newline="\n"), first)
    number, line = next((number, line) for number, line in lines if not _ROW.fullmatch(line))
    place = Place(member.name, f"line {number}")
    try:
        _check(place, width(place, line.rstrip("\r\n").split("\t"), 7))
    except FileFaultError as fault:
        return fault
    return place.fault("not written as an edit is, to the end of the line", value=line)


def _check(place: Place, cells: list[str]) -> None:
    codes.hcpcs(place, cells[0], "column 1")
    codes.hcpcs(place, cells[1], "column 2")
    one_of(place, "in existence prior to 1996", cells[2], ("", "*"))
    day(place, "effective date", cells[3])
    optional_day(place, "deletion date", cells[4], (_NOT_DELETED,))
    one_of(place, "modifier", cells[5], ("0", "1", "9"))
    matching(place, "rationale", cells[6], _RATIONALE)


def _refuse_duplicate(member: Member) -> None:
    """Read again, and raise the fault of the first edit that stands twice, if one does."""
    seen: set[tuple[str, ...]] = set()
    for first, rows in _rows(member):
        for number, key in enumerate(map(_KEY, rows), first):
            if key in seen:
                place = Place(member.name, f"line {number}")
                raise place.fault("the same edit stands twice", value=" ".join(key))
            seen.add(key)


FORMATS = (
    Format(
        "PTP edits, practitioner",
        partial(_recognise, kind=PRACTITIONER, mark="ccipra"),
        _read,
        _batches,
    ),
    Format(
        "PTP edits, hospital", partial(_recognise, kind=HOSPITAL, mark="ccioph"), _read, _batches
    ),
)
