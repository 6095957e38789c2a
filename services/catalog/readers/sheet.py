"""Spreadsheets: rows of text with where they stand; a formula or a broken file is a fault."""

import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member
from services.catalog.readers.text import Place

if TYPE_CHECKING:
    from openpyxl import Workbook

# The largest published spreadsheet unpacks to some 60 MB.
_MOST_BYTES = 500_000_000


def rows(member: Member) -> Iterator[tuple[Place, list[str]]]:
    """Yield each row of the first sheet as text, empty cells as "", with its place."""
    try:
        yield from _rows(member)
    except FileFaultError:
        raise
    # No list of what openpyxl raises on broken parts of an xlsx would be complete.
    except Exception as error:
        raise FileFaultError(f"not a readable xlsx: {error}", file=member.name) from error


def _rows(member: Member) -> Iterator[tuple[Place, list[str]]]:
    with member.open() as stream:
        with zipfile.ZipFile(stream) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > _MOST_BYTES:
            raise FileFaultError("unpacks to more than is believable", file=member.name)
        sheet = _workbook(stream).worksheets[0]
        for number, row in enumerate(sheet.iter_rows(), 1):
            place = Place(member.name, f"row {number}")
            yield place, [_text(place, cell.data_type, cell.value) for cell in row]


def _workbook(stream: BinaryIO) -> "Workbook":
    # Here: a server that knows the records of spreadsheets reads none.
    from openpyxl import load_workbook  # noqa: PLC0415

    with warnings.catch_warnings():
        # What openpyxl warns of is styles and extensions, which are of no concern here.
        warnings.simplefilter("ignore")
        return load_workbook(stream, read_only=True, data_only=False)


def _text(place: Place, data_type: str, value: object) -> str:
    if data_type == "f":
        raise place.fault("a formula, where the published file has values", value=value)
    return "" if value is None else str(value)
