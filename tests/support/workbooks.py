"""Spreadsheets written for a test."""

import io
from collections.abc import Sequence

from openpyxl import Workbook


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """Return an xlsx of one sheet with these rows; text that begins with = becomes a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
