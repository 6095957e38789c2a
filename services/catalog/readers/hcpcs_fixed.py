"""HCPCS Level II in lines of 320 characters, as published with its record layout until 2019.

Lines may be shorter, blanks at their end left out; free text may stand before the first record.
"""

import re
from collections.abc import Iterator

from services.catalog.readers import head
from services.catalog.readers.hcpcs import Row, claim, records
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines

_LENGTH = 320
# Code, line number by hundreds, record identification, text.
_RECORD = re.compile(r"([A-Z][0-9]{4}|   [A-Z0-9]{2})[0-9]{3}00[3478]\S.*")
# A damaged record still has a number where the numbers are; the notices never have.
_NUMBERED = re.compile(r".{5}[0-9]{5}")
_LONGEST_NOTICE = 20


def _layout() -> dict[str, slice]:
    """Return where each column is: first name, where it starts, its widths one after the other."""
    runs = (
        (
            ("HCPC", "SEQNUM", "RECID", "LONG DESCRIPTION", "SHORT DESCRIPTION"),
            1,
            (5, 5, 1, 80, 28),
        ),
        (tuple(f"PRICE{n}" for n in range(1, 5)), 120, (2,) * 4),
        (("MULT_PI", "CIM1", "CIM2", "CIM3"), 128, (1, 6, 6, 6)),
        (("MCM1", "MCM2", "MCM3", "STATUTE"), 147, (8, 8, 8, 10)),
        (tuple(f"LABCERT{n}" for n in range(1, 9)), 181, (3,) * 8),
        (tuple(f"XREF{n}" for n in range(1, 6)), 205, (5,) * 5),
        (("COV", "ASC_GRP", "ASC_DT", "OPPS", "OPPS_PI", "OPPS_DT"), 230, (1, 2, 8, 3, 1, 8)),
        (("PROCNOTE", "BETOS", "filler"), 253, (4, 3, 1)),
        (tuple(f"TOS{n}" for n in range(1, 6)), 261, (1,) * 5),
        (("ANEST_BU", "ADD DT", "ACT EFF DT", "TERM DT", "ACTION CD"), 266, (3, 8, 8, 8, 1)),
        (("end",), 294, (27,)),
    )
    layout = {}
    for names, position, widths in runs:
        start = position - 1
        for name, width in zip(names, widths, strict=True):
            layout[name] = slice(start, start + width)
            start += width
    return layout


def recognise(member: Member) -> Claim | None:
    """Return the claim of a file in whose beginning most lines are records."""
    begin = [line for line in head.lines(member)[:-1] if line.strip()]
    found = sum(1 for line in begin if _RECORD.fullmatch(line))
    return claim(member) if found * 2 > len(begin) else None


def read(member: Member) -> Iterator[Record]:
    """Yield a Hcpcs for each code and modifier."""
    return records(member, _rows(member), step=100)


def _rows(member: Member) -> Iterator[Row]:
    layout = _layout()
    begun = False
    for number, (place, line) in enumerate(lines(member, "cp1252", ended=True), 1):
        begun = begun or bool(_NUMBERED.match(line)) or number > _LONGEST_NOTICE
        if begun:
            yield place, _cells(place, line, layout)


def _cells(place: Place, line: str, layout: dict[str, slice]) -> dict[str, str]:
    if len(line) > _LENGTH:
        raise place.fault(f"{len(line)} characters instead of {_LENGTH}", value=line[_LENGTH:])
    padded = line.ljust(_LENGTH)
    cells = {name: padded[field] for name, field in layout.items()}
    for column in ("filler", "end"):
        if cells[column].strip():
            position = f"position {layout[column].start + 1}"
            raise place.fault("not blank, as the layout says", column=position, value=cells[column])
    return cells


FORMAT = Format("HCPCS Level II, fixed width", recognise, read)
