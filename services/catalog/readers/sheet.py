"""Spreadsheets: rows of text with where they stand; a formula or a broken file is a fault."""

import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member
from services.catalog.readers.text import Place

# The largest published spreadsheet unpacks to some 60 MB.
_MOST_BYTES = 500_000_000
_BROKEN = (
    InvalidFileException,
    KeyError,
    OSError,
    ParseError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
)


def rows(member: Member) -> Iterator[tuple[Place, list[str]]]:
    """Yield each row of the first sheet as text, empty cells as "", with its place."""
    try:
        yield from _rows(member)
    except _BROKEN as error:
        raise FileFaultError(f"not a readable xlsx: {error}", file=member.name) from error


def _rows(member: Member) -> Iterator[tuple[Place, list[str]]]:
    with member.open() as stream:
        with zipfile.ZipFile(stream) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > _MOST_BYTES:
            raise FileFaultError("unpacks to more than is believable", file=member.name)
        sheet = load_workbook(stream, read_only=True, data_only=False).worksheets[0]
        for number, row in enumerate(sheet.iter_rows(), 1):
            place = Place(member.name, f"row {number}")
            yield place, [_text(place, cell.data_type, cell.value) for cell in row]


def _text(place: Place, data_type: str, value: object) -> str:
    if data_type == "f":
        raise place.fault("a formula, where the published file has values", value=value)
    return "" if value is None else str(value)
