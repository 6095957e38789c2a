"""The AMA's consolidated list of CPT codes: tab-delimited, its columns found by their names.

The AMA's notices may stand above the header. Its text is licensed; none of it is here.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from services.catalog.readers import head
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.release import last_year
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines, matching, optional_day

_CODE = "CPT Code"
_REQUIRED = frozenset({_CODE, "Long", "Medium", "Short"})
_FORM = re.compile(r"[0-9][0-9A-Z]{4}")
_CONCEPT = re.compile(r"[0-9]*")
_HEADER_AMONG = 200


class Cpt(NamedTuple):
    """A code with its descriptors; what the file has no column for is "" or None."""

    code: str
    concept_id: str
    long: str
    medium: str
    short: str
    consumer: str
    spanish_consumer: str
    descriptor_effective: date | None
    test_name: str
    lab_name: str
    manufacturer_name: str


def recognise(member: Member) -> Claim | None:
    """Return the claim of a file with the header of the list; the year is that of its name."""
    if not any(_REQUIRED.issubset(_cells(line)) for line in head.lines(member)[:_HEADER_AMONG]):
        return None
    return Claim("cpt", last_year(member.name))


def read(member: Member) -> Iterator[Record]:
    """Yield a Cpt for each code."""
    source = lines(member, "utf-8-sig", ended=True)
    columns = _header(member, source)
    keys = Keys(_CODE)
    for place, line in source:
        if not line.strip():
            continue
        cells = _cells(line)
        if len(cells) != len(columns):
            raise place.fault(f"{len(cells)} columns instead of {len(columns)}", value=line)
        record = _record(place, dict(zip(columns, cells, strict=True)))
        keys.add(place, record.code)
        yield Record(place.where, record)
    if not len(keys):
        raise FileFaultError("no code below the header", file=member.name)


def _header(member: Member, source: Iterator[tuple[Place, str]]) -> list[str]:
    for _, (place, line) in zip(range(_HEADER_AMONG), source, strict=False):
        columns = _cells(line)
        if _REQUIRED.issubset(columns):
            if len(set(columns)) < len(columns):
                raise place.fault("a column stands twice in the header", value=line)
            return columns
    names = ", ".join(sorted(_REQUIRED))
    raise FileFaultError(f"no header with the columns {names}", file=member.name)


def _cells(line: str) -> list[str]:
    return [_unquoted(cell.strip()) for cell in line.split("\t")]


def _unquoted(cell: str) -> str:
    """Return the cell without the quotes that a spreadsheet puts around one with a comma."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _record(place: Place, cells: Mapping[str, str]) -> Cpt:
    for column in _REQUIRED:
        if not cells[column]:
            raise place.fault("no text", column=column)
    effective = "Current Descriptor Effective Date"
    return Cpt(
        code=matching(place, _CODE, cells[_CODE], _FORM),
        concept_id=matching(place, "Concept Id", cells.get("Concept Id", ""), _CONCEPT),
        long=cells["Long"],
        medium=cells["Medium"],
        short=cells["Short"],
        consumer=cells.get("Consumer", ""),
        spanish_consumer=cells.get("Spanish Consumer", ""),
        descriptor_effective=optional_day(place, effective, cells.get(effective, "")),
        test_name=cells.get("Test Name", ""),
        lab_name=cells.get("Lab Name", ""),
        manufacturer_name=cells.get("Manufacturer Name", ""),
    )


FORMAT = Format("CPT consolidated code list", recognise, read)
