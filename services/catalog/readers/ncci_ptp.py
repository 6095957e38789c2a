"""NCCI procedure-to-procedure edits, of practitioners and of hospitals, as tab-separated text.

A quarter's 2.1 million rows are taken apart a block at a time. What stands behind the two codes is
the same in very many of them, so that it is read once for each different text of it.
"""

import io
import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import compress, count, islice, takewhile
from operator import eq, itemgetter, le, lt
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
# The two codes, and all that stands behind them.
_ROW = re.compile(r"^(.{5})\t(.{5})\t(.*)\n", re.MULTILINE)
_REST = re.compile(r'(\*?)\t([0-9]{8})\t([0-9]{8}|\*)\t([019])\t([^\t\r\n"\0 ][^\t\r\n"\0]*)\r?')
_RATIONALE = re.compile(r'[^\t\r\n"\0 ][^\t\r\n"\0]*')
_BLOCK_CHARACTERS = 1_000_000
_LONGEST_LINE = 10_000
_NOT_DELETED = "*"
_PAIR = itemgetter(0, 1)
_COLUMNS = itemgetter(0), itemgetter(1), itemgetter(2)
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


# A row as it stands: the two codes, and the text behind them.
Row = tuple[str, ...]
Rest = tuple[bool, date, date | None, str, str]


def rest_of(text: str) -> Rest:
    """Return what the checked text behind the codes of a row says: the fields of PtpEdit."""
    before, begin, end, indicator, rationale = text.rstrip("\r").split("\t")
    last = None if end == _NOT_DELETED else date.fromisoformat(end)
    return before != "", date.fromisoformat(begin), last, indicator, rationale


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
    rests: dict[str, Rest] = {}
    for first, rows in _blocks(member, rests):
        for number, (one, two, rest) in enumerate(rows, first):
            yield Record(f"line {number}", PtpEdit(one, two, *rests[rest]))


def _batches(member: Member) -> Iterator[list[Row]]:
    for _, rows in _blocks(member, {}):
        yield rows


def _blocks(member: Member, rests: dict[str, Rest]) -> Iterator[tuple[int, list[Row]]]:
    """Yield the number of a block's first line and its rows, checked; fill in their rests.

    In a file in the order of its pairs, as published, equal edits stand next to one another;
    one in another order is read again for them when it is at its end.
    """
    ordered, codes_seen, tail = True, set[str](), list[Row]()
    for first, rows in _rows(member):
        _learn(member, first, rows, codes_seen, rests)
        joined = tail + rows
        if ordered and not _each_pair_once(joined):
            pairs = list(map(_PAIR, joined))
            ordered = all(map(le, pairs, islice(pairs, 1, None)))
            if len({_key(row, rests) for row in joined}) < len(joined):
                _refuse_duplicate(member, rests)
        tail = _last_run(joined)
        yield first, rows
    if not ordered:
        _refuse_duplicate(member, rests)


def _each_pair_once(rows: list[Row]) -> bool:
    """Return whether the pairs ascend, so that none stands twice."""
    seconds = list(map(_COLUMNS[1], rows))
    same = map(eq, seconds, islice(seconds, 1, None))
    return all(map(lt, rows, islice(rows, 1, None))) and not any(
        rows[at][0] == rows[at + 1][0] for at in compress(count(), same)
    )


def _key(row: Row, rests: dict[str, Rest]) -> tuple[str, str, date, date | None]:
    """Return what one edit is told from another by: the same pair may come, go and come again."""
    _, begin, end, _, _ = rests[row[2]]
    return row[0], row[1], begin, end


def _last_run(rows: list[Row]) -> list[Row]:
    """Return the rows at the end that are of one pair, in their order."""
    last = _PAIR(rows[-1])
    run = list(takewhile(lambda row: _PAIR(row) == last, reversed(rows)))
    return run[::-1]


def _rows(member: Member) -> Iterator[tuple[int, list[Row]]]:
    """Yield the text of the rows, block by block, each with the number of its first line."""
    with opened(member) as text:
        preamble = [text.readline(_LONGEST_LINE).rstrip("\r\n") for _ in range(_PREAMBLE_LINES)]
        if not _has_header(preamble):
            raise FileFaultError("not the header of PTP edits", file=member.name)
        first = _PREAMBLE_LINES + 1
        while block := text.read(_BLOCK_CHARACTERS):
            block += text.readline(_LONGEST_LINE)
            rows = _ROW.findall(block)
            lines = block.count("\n")
            if len(rows) < lines or not block.endswith("\n"):
                raise _fault(member, first, block)
            yield first, rows
            first += lines
    if first == _PREAMBLE_LINES + 1:
        raise FileFaultError("no edit stands in it", file=member.name)


def _learn(
    member: Member, first: int, rows: list[Row], codes_seen: set[str], rests: dict[str, Rest]
) -> None:
    """Check each code and each rest that has not been seen before; raises the first's fault."""
    ones, twos, behind = (set(map(column, rows)) for column in _COLUMNS)
    new, texts = (ones | twos) - codes_seen, behind - rests.keys()
    if all(map(codes.HCPCS.fullmatch, new)) and all(map(_REST.fullmatch, texts)):
        codes_seen |= new
        try:
            rests.update((text, rest_of(text)) for text in texts)
        except ValueError:  # a date that is none
            raise _fault(member, first, _text(rows)) from None
    else:
        raise _fault(member, first, _text(rows))


def _text(rows: list[Row]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


def _fault(member: Member, first: int, block: str) -> FileFaultError:
    """Return the fault of the first line of the block that is not as the format says."""
    fault = FileFaultError("not written as edits are", file=member.name)
    for number, line in enumerate(io.StringIO(block, newline="\n"), first):
        place = Place(member.name, f"line {number}")
        try:
            _check(place, width(place, line.rstrip("\r\n").split("\t"), 7))
        except FileFaultError as found:
            return found
        row = _ROW.fullmatch(line)
        if row is None or _REST.fullmatch(row[3]) is None:
            reason = "not written as an edit is, to the end of the line"
            return place.fault(reason, value=line)
    return fault


def _check(place: Place, cells: list[str]) -> None:
    codes.hcpcs(place, cells[0], "column 1")
    codes.hcpcs(place, cells[1], "column 2")
    one_of(place, "in existence prior to 1996", cells[2], ("", "*"))
    day(place, "effective date", cells[3])
    optional_day(place, "deletion date", cells[4], (_NOT_DELETED,))
    one_of(place, "modifier", cells[5], ("0", "1", "9"))
    matching(place, "rationale", cells[6], _RATIONALE)


def _refuse_duplicate(member: Member, rests: dict[str, Rest]) -> None:
    """Read again, and raise the fault of the first edit that stands twice, if one does."""
    seen: set[tuple[object, ...]] = set()
    for first, rows in _rows(member):
        for number, row in enumerate(rows, first):
            key = _key(row, rests)
            if key in seen:
                place = Place(member.name, f"line {number}")
                raise place.fault("the same edit stands twice", value="\t".join(row))
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
