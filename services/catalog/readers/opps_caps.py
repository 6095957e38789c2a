"""Fees of imaging services as capped by hospital outpatient payment, by locality (OPPSCAP, csv)."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from services.catalog.readers import codes, head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, matching, number, one_of, rows, width

KIND = "opps-caps"

# NON-FACILTY is how the publisher spells it.
_HEADER = "HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY,FACILITY PRICE,NON-FACILTY PRICE".split(",")
_PRICE = re.compile(r"[0-9]{1,6}\.[0-9]{2}")
_STATUS = re.compile(r"[A-Z]")


class OppsCap(NamedTuple):
    """The capped fees, in dollars, of one code and modifier in one locality."""

    hcpcs: str
    modifier: str
    status: str
    mac: str
    locality: str
    facility_price: Decimal
    nonfacility_price: Decimal


def _recognise(member: Member) -> Claim | None:
    begin = head.rows(member)
    if not begin or [cell.strip() for cell in begin[0]] != _HEADER:
        return None
    # Only the name tells the month, and no more than that.
    return release.month_of_year(KIND, member.name)


def _read(member: Member) -> Iterator[Record]:
    keys = Keys("HCPCS, MOD, CARRIER, LOCALITY")
    header: list[str] = []
    ended = False
    for place, row in rows(member, "utf-8-sig", ended=True):
        cells = [cell.strip() for cell in width(place, row, len(_HEADER))]
        if not header:
            header = cells
            if header != _HEADER:
                raise place.fault("not the header of the caps", value=header)
        elif any(cells):
            if ended:
                raise place.fault("a row after the empty one at the end", value=row)
            cap = _cap(place, cells)
            keys.add(place, cap.hcpcs, cap.modifier, cap.mac, cap.locality)
            yield Record(place.where, cap)
        else:
            ended = True
    if not keys:
        raise FileFaultError("no cap stands in it", file=member.name)


def _cap(place: Place, cells: list[str]) -> OppsCap:
    prices = [
        number(place, column, matching(place, column, text, _PRICE))
        for column, text in zip(_HEADER[5:], cells[5:], strict=True)
    ]
    return OppsCap(
        codes.hcpcs(place, cells[0]),
        one_of(place, "MOD", cells[1], ("", "26", "TC", "53")),
        matching(place, "PROCSTAT", cells[2], _STATUS),
        codes.mac(place, cells[3]),
        codes.locality(place, cells[4]),
        *prices,
    )


FORMAT = Format("OPPS caps", _recognise, _read)
