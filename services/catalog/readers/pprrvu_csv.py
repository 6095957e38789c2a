"""The physician fee schedule as csv: 31 columns until 2025, 32 from 2026 on.

The 2026 layout is as described, not checked against a published file's bytes.
"""

import re
from collections.abc import Iterator

from services.catalog.readers import head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.pprrvu import KIND, relative_value
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, rows, width

_TITLE = re.compile(r"20[0-9]{2} National Physician Fee Schedule Relative Value File")
_NAMES = (
    "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,"
    "IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,"
    "AMOUNT,AMOUNT,AMOUNT"
).split(",")
_PRICING_COLUMN = 23
_LAST_TITLE_LINE = 15
_CONVERSION_FACTOR = -7


def _recognise(member: Member) -> Claim | None:
    begin = head.rows(member)
    title = next((cell for row in begin[:3] for cell in row if _TITLE.search(cell)), None)
    if title is None or not any(_is_header(row) for row in begin[:_LAST_TITLE_LINE]):
        return None
    claim = release.month_of_year(KIND, title)
    first = next((row for row in begin if len(row) == len(_NAMES) + 1 and _is_data(row)), None)
    if first is None:
        return claim
    track = re.search(r"(non)?QPP", member.name, re.IGNORECASE)
    # From 2026 there are two files a release, which differ in the conversion factor only.
    which = track[0] if track else f"CF {first[_CONVERSION_FACTOR]}"
    return Claim(KIND, f"{claim.edition} {which}", claim.effective_from, claim.effective_to)


def _is_header(row: list[str]) -> bool:
    return [name.strip() for name in row[:3]] == _NAMES[:3]


def _is_data(row: list[str]) -> bool:
    return len(row[0].strip()) == len("12345") and row[0].strip() != "HCPCS"


def _read(member: Member) -> Iterator[Record]:
    keys = Keys("HCPCS, MOD")
    lines = rows(member, "utf-8-sig", ended=True)
    columns = _columns(member, lines)
    for place, row in lines:
        cells: list[str | None] = [cell.strip() for cell in width(place, row, columns)]
        if columns == len(_NAMES):
            cells.insert(_PRICING_COLUMN, None)
        record = relative_value(place, cells)
        keys.add(place, record.hcpcs, record.modifier)
        yield Record(place.where, record)
    if columns and not keys:
        raise FileFaultError("no code stands in it", file=member.name)


def _columns(member: Member, lines: Iterator[tuple[Place, list[str]]]) -> int:
    """Return how many columns the layout has, past the titles and the header."""
    above: list[str] = []
    for (place, row), _ in zip(lines, range(_LAST_TITLE_LINE), strict=False):
        if _is_header(row):
            return _layout(place, above, [name.strip() for name in row])
        above = row
    raise FileFaultError("no header that starts HCPCS,MOD,DESCRIPTION", file=member.name)


def _layout(place: Place, above: list[str], names: list[str]) -> int:
    if names == _NAMES:
        return len(names)
    if len(names) == len(_NAMES) + 1 == len(above):
        column = f"{above[_PRICING_COLUMN].strip()} {names[_PRICING_COLUMN]}".strip()
        rest = names[:_PRICING_COLUMN] + names[_PRICING_COLUMN + 1 :]
        if column == "PRIC IND" and rest == _NAMES:
            return len(names)
    raise place.fault("a header of neither layout, of 31 columns or of 32", value=names)


FORMAT = Format("physician fee schedule, csv", _recognise, _read)
