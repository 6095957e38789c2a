"""Anaesthesia conversion factors of the fee schedule's localities: csv, and fixed text.

The text layout is as described, not checked against a file's bytes.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from services.catalog.readers import codes, head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines, matching, number, rows, width

KIND = "anesthesia-conversion-factors"

_COLUMNS = ["Contractor", "Locality", "Locality Name"]
_NATIONAL = re.compile(r"National Anes CF of (?P<factor>[0-9]{2}\.[0-9]{2,4})")
_NAME = re.compile(r"(?P<name>.*[^* ]) *(?P<note>\**)")
_FACTOR = re.compile(r"[0-9]{2}\.[0-9]{2}")
_LINE = re.compile(
    r"(?P<mac>[0-9]{5}) {7}(?P<locality>[0-9]{2}) {3}(?P<name>.{56})(?P<cf>[0-9]{4})"
)
# The mark with which the text file ends.
_END = "\x1a"


class AnesthesiaFactor(NamedTuple):
    """Dollars per anaesthesia unit in one locality; `note` is the asterisks after its name.

    `national_factor` is the one that the csv's header gives; the text gives none.
    """

    mac: str
    locality: str
    locality_name: str
    note: str
    conversion_factor: Decimal
    national_factor: Decimal | None


def _recognise_csv(member: Member) -> Claim | None:
    begin = head.rows(member)
    header = [cell.strip() for cell in begin[0]] if begin else []
    if header[:3] != _COLUMNS or not _NATIONAL.fullmatch("".join(header[3:])):
        return None
    # Only the name tells the year.
    return release.calendar_year(KIND, member.name)


def _recognise_text(member: Member) -> Claim | None:
    begin = head.lines(member)
    if not begin or not _LINE.fullmatch(begin[0].rstrip()):
        return None
    return release.calendar_year(KIND, member.name)


def _read_csv(member: Member) -> Iterator[Record]:
    keys = Keys("contractor, locality")
    national: Decimal | None = None
    for place, row in rows(member, "utf-8-sig", ended=True):
        cells = [cell.strip() for cell in width(place, row, 4)]
        if national is None:
            national = _national(place, cells)
        elif any(cells):
            yield _record(place, keys, (cells[0], cells[1], cells[2], cells[3]), national)
    _require(member, keys)


def _national(place: Place, header: list[str]) -> Decimal:
    found = _NATIONAL.fullmatch(header[3])
    if header[:3] != _COLUMNS or found is None:
        raise place.fault("not the header of the anaesthesia factors", value=header)
    return Decimal(found["factor"])


def _read_text(member: Member) -> Iterator[Record]:
    keys = Keys("contractor, locality")
    ended = False
    for place, line in lines(member, "ascii"):
        text = line.rstrip(" ")
        if not ended and (text == _END or (text.startswith("*") and keys)):
            ended = text == _END
            continue
        found = _LINE.fullmatch(text)
        if found is None or ended:
            raise place.fault("not a record of 77 characters", value=line)
        factor = f"{found['cf'][:2]}.{found['cf'][2:]}"
        yield _record(place, keys, (found["mac"], found["locality"], found["name"], factor), None)
    _require(member, keys)
    if not ended:
        raise FileFaultError("the file is cut off: its end mark 0x1A is missing", file=member.name)


def _record(
    place: Place, keys: Keys, cells: tuple[str, str, str, str], national: Decimal | None
) -> Record:
    mac, locality, text, factor = cells
    name = _NAME.fullmatch(text.strip())
    if name is None:
        raise place.fault("no name", column="locality name", value=text)
    record = AnesthesiaFactor(
        codes.mac(place, mac),
        codes.locality(place, locality),
        name["name"],
        name["note"],
        number(place, "conversion factor", matching(place, "conversion factor", factor, _FACTOR)),
        national,
    )
    keys.add(place, record.mac, record.locality)
    return Record(place.where, record)


def _require(member: Member, keys: Keys) -> None:
    if not keys:
        raise FileFaultError("no locality stands in it", file=member.name)


FORMATS = (
    Format("anaesthesia conversion factors, csv", _recognise_csv, _read_csv),
    Format("anaesthesia conversion factors, fixed width", _recognise_text, _read_text),
)
