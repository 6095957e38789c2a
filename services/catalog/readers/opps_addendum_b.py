"""Addendum B of hospital outpatient payment: status indicator and rate of each code, as csv.

Columns are found by their names, of which the publisher adds some from year to year.
"""

import contextlib
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from services.catalog.readers import codes, head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, matching, rows, width

KIND = "opps-addendum-b"

# The letters of each heading, and which field it is.
_FIELDS = {
    "hcpcscode": "hcpcs",
    "shortdescriptor": "short_descriptor",
    "si": "status_indicator",
    "statusindicator": "status_indicator",
    "apc": "apc",
    "relativeweight": "relative_weight",
    "paymentrate": "payment_rate",
    "nationalunadjustedcopayment": "national_copayment",
    "minimumunadjustedcopayment": "minimum_copayment",
    "adjustedbeneficiarycopayment": "adjusted_copayment",
}
_REQUIRED = {"hcpcs", "status_indicator", "payment_rate"}
_HEADER_ROWS = 10
# Two codes of 2026 are followed by a stray byte 0xFF, or by what a copy made of it.
_CODE = re.compile(rf"({codes.HCPCS.pattern})(\xff|\ufffd)?")
_STATUS = re.compile(r"[A-Z][0-9]?")
_APC = re.compile(r"([0-9]{1,4})?")
_AMOUNT = re.compile(r"\$? ?(?P<digits>([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\.[0-9]{1,4})?)")
_NONE = ("", ".")


class OppsPayment(NamedTuple):
    """What a hospital is paid for a code, in dollars; None where the file gives nothing.

    `status_indicator` says whether it is paid at all, apart or packaged (addendum D1).
    """

    hcpcs: str
    short_descriptor: str
    status_indicator: str
    apc: str
    relative_weight: Decimal | None
    payment_rate: Decimal | None
    national_copayment: Decimal | None
    minimum_copayment: Decimal | None
    adjusted_copayment: Decimal | None


def _recognise(member: Member) -> Claim | None:
    begin = head.rows(member)[: _HEADER_ROWS + 1]
    if not any(_columns(row) for row in begin):
        return None
    # The title tells the year at most, the name the month of the release.
    title = next((cell for row in begin for cell in row if "Addendum B" in cell), "")
    return release.month_of_year(KIND, f"{member.name} {title}")


def _columns(row: list[str]) -> dict[str, int]:
    """Return at which index each field stands, or nothing if the row is not the header."""
    names = [re.sub(r"[^a-z]", "", cell.lower()) for cell in row]
    found = {_FIELDS[name]: index for index, name in enumerate(names) if name in _FIELDS}
    known = [name for name in names if name in _FIELDS]
    return found if found.keys() >= _REQUIRED and len(known) == len(found) else {}


def _read(member: Member) -> Iterator[Record]:
    keys = Keys("HCPCS Code")
    columns: dict[str, int] = {}
    columns_of_row = 0
    for number, (place, row) in enumerate(rows(member, "latin-1", ended=True), 1):
        if not columns:
            columns, columns_of_row = _columns(row), len(row)
            if not columns and number >= _HEADER_ROWS:
                raise place.fault("no header with HCPCS Code, SI and Payment Rate", value=row)
        elif any(cell.strip() for cell in width(place, row, columns_of_row)):
            cells = {field: _text(row[index]) for field, index in columns.items()}
            record = _payment(place, cells)
            keys.add(place, record.hcpcs)
            yield Record(place.where, record)
    if not keys:
        raise FileFaultError("no code stands in it", file=member.name)


def _text(cell: str) -> str:
    """Return the text of a cell: the publisher's files are not UTF-8, copies of them may be."""
    if not cell.isascii():
        with contextlib.suppress(UnicodeDecodeError):
            return cell.encode("latin-1").decode().strip()
    return cell.strip()


def _payment(place: Place, cells: dict[str, str]) -> OppsPayment:
    code = matching(place, "HCPCS Code", cells["hcpcs"], _CODE)
    return OppsPayment(
        code[: len("12345")],
        cells.get("short_descriptor", ""),
        matching(place, "SI", cells["status_indicator"], _STATUS),
        matching(place, "APC", cells.get("apc", ""), _APC),
        _amount(place, cells, "relative_weight"),
        _amount(place, cells, "payment_rate"),
        _amount(place, cells, "national_copayment"),
        _amount(place, cells, "minimum_copayment"),
        _amount(place, cells, "adjusted_copayment"),
    )


def _amount(place: Place, cells: dict[str, str], field: str) -> Decimal | None:
    text = cells.get(field, "")
    if text in _NONE:
        return None
    found = _AMOUNT.fullmatch(text)
    if found is None or not found["digits"]:
        raise place.fault("not an amount", column=field, value=text)
    return Decimal(found["digits"].replace(",", ""))


FORMAT = Format("OPPS addendum B", _recognise, _read)
