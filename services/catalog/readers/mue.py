"""NCCI medically unlikely edits of practitioners, outpatient hospitals and DME suppliers."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from services.catalog.readers import codes, head, release, sheet
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, count, matching, one_of, rows, width

_KINDS = {
    "Practitioner Services MUE Values": "mue-practitioner",
    "Outpatient Hospital Services MUE Values": "mue-outpatient-hospital",
    "DME Supplier Services MUE Values": "mue-dme",
}
_COLUMNS = ["HCPCS/CPT Code", "MUE Adjudication Indicator", "MUE Rationale"]
_INDICATORS = {
    "1 Line Edit": "1",
    "2 Date of Service Edit: Policy": "2",
    "3 Date of Service Edit: Clinical": "3",
}
_TEXT = re.compile(r"[^ ].*")
_NAMED_DAY = re.compile(r"Eff[_-]([0-9]{2})-([0-9]{2})-(20[0-9]{2})", re.IGNORECASE)
_HEADER_ROWS = 3

_Rows = Iterator[tuple[Place, list[str]]]


class Mue(NamedTuple):
    """The most units of a code in one line, or one day, for one provider; 0 is a real limit.

    `adjudication_indicator` is 1 for a limit of a line, 2 for one of a day by policy, which no
    documentation lifts, 3 for one of a day by clinical experience.
    """

    hcpcs: str
    units: int
    adjudication_indicator: str
    rationale: str


def _recognise_csv(member: Member, *, kind: str) -> Claim | None:
    return _claim(member, kind, head.rows(member))


def _recognise_xlsx(member: Member, *, kind: str) -> Claim | None:
    return _claim(member, kind, head.sheet_rows(member, _HEADER_ROWS))


def _claim(member: Member, kind: str, begin: list[list[str]]) -> Claim | None:
    if not any(_kind(row) == kind for row in begin[:_HEADER_ROWS]):
        return None
    # Only the name tells the quarter.
    named = _NAMED_DAY.search(member.name)
    month, of_month, year = (int(part) for part in named.groups()) if named else (0, 0, 0)
    try:
        return release.quarter(kind, date(year, month, of_month))
    except ValueError:
        return Claim(kind, "")


def _kind(row: list[str]) -> str | None:
    """Return the kind of the table whose header the row is, or None."""
    names = [" ".join(cell.split()).replace("/ ", "/") for cell in row]
    if len(names) != 4 or [names[0], *names[2:]] != _COLUMNS:
        return None
    return _KINDS.get(names[1])


def _csv(member: Member) -> _Rows:
    # The notice before the header has a trade mark sign in Windows' encoding.
    return rows(member, "cp1252", ended=True)


def _read(member: Member, *, kind: str, source: Callable[[Member], _Rows]) -> Iterator[Record]:
    keys = Keys("HCPCS/CPT Code")
    header = False
    for number, (place, row) in enumerate(source(member), 1):
        if header:
            record = _mue(place, [cell.strip() for cell in width(place, row, 4)])
            keys.add(place, record.hcpcs)
            yield Record(place.where, record)
        elif found := _kind(row):
            header = found == kind
            if not header:
                raise place.fault(f"the header of {found} instead of {kind}")
        elif number >= _HEADER_ROWS:
            raise place.fault("not the header of MUE values", value=row)
    if not keys:
        raise FileFaultError("no MUE stands in it", file=member.name)


def _mue(place: Place, cells: list[str]) -> Mue:
    return Mue(
        codes.hcpcs(place, cells[0]),
        count(place, "MUE value", cells[1]),
        _INDICATORS[one_of(place, "MUE Adjudication Indicator", cells[2], tuple(_INDICATORS))],
        matching(place, "MUE Rationale", cells[3], _TEXT),
    )


FORMATS = tuple(
    Format(
        f"{kind}, {way}", partial(recognise, kind=kind), partial(_read, kind=kind, source=rows_of)
    )
    for kind in _KINDS.values()
    for way, recognise, rows_of in (
        ("csv", _recognise_csv, _csv),
        ("xlsx", _recognise_xlsx, sheet.rows),
    )
)
