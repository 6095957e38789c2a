"""HCPCS Level II as csv and as xlsx: a row for each code, under the 48 names of the columns.

Free text may stand before the header. The files of 2019 and 2023 give G0503 a second row.
"""

from collections.abc import Iterator

from services.catalog.readers import head, sheet, text
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.hcpcs import COLUMNS, Row, claim, records
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place

_HEADER_AMONG = 20


def _recognise_csv(member: Member) -> Claim | None:
    return claim(member) if any(map(_is_header, head.rows(member)[:_HEADER_AMONG])) else None


def _recognise_xlsx(member: Member) -> Claim | None:
    rows = head.sheet_rows(member, _HEADER_AMONG)
    return claim(member) if any(map(_is_header, rows)) else None


def _read_csv(member: Member) -> Iterator[Record]:
    rows = text.rows(member, "utf-8-sig", ended=True)
    return records(member, _below_header(member, rows), step=10)


def _read_xlsx(member: Member) -> Iterator[Record]:
    rows = ((place, _filled(row)) for place, row in sheet.rows(member))
    return records(member, _below_header(member, rows), step=10)


def _is_header(row: list[str]) -> bool:
    return tuple(name.strip() for name in _whole(row)) == COLUMNS


def _whole(row: list[str]) -> list[str]:
    """Return the row without the empty cells beyond the last column."""
    return row if any(row[len(COLUMNS) :]) else row[: len(COLUMNS)]


def _filled(row: list[str]) -> list[str]:
    """Return the row with the empty cells that a spreadsheet leaves out at its end."""
    return row + [""] * (len(COLUMNS) - len(row))


def _below_header(member: Member, rows: Iterator[tuple[Place, list[str]]]) -> Iterator[Row]:
    for _, row in zip(range(_HEADER_AMONG), (row for _, row in rows), strict=False):
        if _is_header(row):
            break
    else:
        raise FileFaultError("no header of the 48 columns", file=member.name)
    for place, row in rows:
        cells = _whole(row)
        if any(cells):
            yield place, dict(zip(COLUMNS, text.width(place, cells, len(COLUMNS)), strict=True))


FORMATS = (
    Format("HCPCS Level II, csv", _recognise_csv, _read_csv),
    Format("HCPCS Level II, xlsx", _recognise_xlsx, _read_xlsx),
)
