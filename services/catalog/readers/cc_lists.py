"""Tables 6I and 6J of the inpatient rule: every major complication (MCC) and complication (CC)."""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from services.catalog.readers import codes, head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import matching, rows, width

_TEXT = re.compile(r"[^ ].*")


class _List(NamedTuple):
    kind: str
    level: str
    title: str


_LISTS = (
    _List("mcc-list", "MCC", "TABLE 6I - COMPLETE MCC LIST"),
    _List("cc-list", "CC", "TABLE 6J - COMPLETE CC LIST"),
)


class Complication(NamedTuple):
    """A diagnosis, with its dot, that counts as `level`: MCC or CC."""

    code: str
    level: str
    description: str


def _recognise(member: Member, *, which: _List) -> Claim | None:
    begin = head.lines(member)
    if not begin or begin[0].strip() != which.title:
        return None
    # Only the name tells the fiscal year.
    return release.fiscal_year(which.kind, member.name)


def _read(member: Member, *, which: _List) -> Iterator[Record]:
    keys = Keys("Diagnosis Code")
    ended = False
    for number, (place, row) in enumerate(rows(member, "cp1252", "\t", ended=True), 1):
        cells = [cell.strip() for cell in row]
        if number <= 2:
            expected = [which.title] if number == 1 else ["Diagnosis Code", "Description"]
            if [cell for cell in cells if cell] != expected:
                raise place.fault(f"not {' '.join(expected)}", value=row)
        elif not cells or not cells[0]:
            # An empty line parts the codes from the notes, whose first cell is empty.
            ended = True
        elif ended:
            raise place.fault("a code after the end of the list", value=row)
        else:
            record = Complication(
                codes.icd_10_cm(place, width(place, cells, 2)[0]),
                which.level,
                matching(place, "Description", cells[1], _TEXT),
            )
            keys.add(place, record.code)
            yield Record(place.where, record)
    if not keys:
        raise FileFaultError("no code stands in it", file=member.name)


FORMATS = tuple(
    Format(f"{which.level} list", partial(_recognise, which=which), partial(_read, which=which))
    for which in _LISTS
)
