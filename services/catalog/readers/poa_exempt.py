"""The list of ICD-10-CM codes that are exempt from present-on-admission reporting."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.catalog.readers import head
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.release import icd_edition
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, count, matching, rows, width

# The number after Order is the fiscal year.
_HEADER = re.compile(r"Order([0-9]{2})\tPOAexemptCode\tDescription")
_CODE = re.compile(r"[A-Z][0-9A-Z][0-9AB](\.[0-9A-Z]{1,4})?")


class PoaExempt(NamedTuple):
    """An exempt code, with its dot, and where it stands in the order file of that year."""

    order: int
    code: str
    description: str


def recognise(member: Member) -> Claim | None:
    """Return the claim of a file whose header is that of the list."""
    header = _HEADER.fullmatch(next(iter(head.lines(member)), ""))
    return icd_edition("poa-exempt", f"20{header[1]}", member.name) if header else None


def read(member: Member) -> Iterator[Record]:
    """Yield a PoaExempt for each line after the header."""
    source = rows(member, "utf-8-sig", "\t", ended=True)
    place, header = next(source, (Place(member.name, "line 1"), []))
    matching(place, "header", "\t".join(header), _HEADER)
    keys = Keys("POAexemptCode")
    last = 0
    for place, row in source:
        order, code, description = width(place, row, 3)
        record = PoaExempt(
            count(place, "Order", order),
            matching(place, "POAexemptCode", code.strip(), _CODE),
            description.strip(),
        )
        if record.order <= last:
            raise place.fault("not in ascending order", column="Order", value=order)
        if not record.description:
            raise place.fault("no description", column="Description")
        keys.add(place, record.code)
        last = record.order
        yield Record(place.where, record)
    if not last:
        raise place.fault("no code after the header")


FORMAT = Format("POA-exempt list", recognise, read)
