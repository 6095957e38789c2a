"""The payment locality of each ZIP code (ZIP5): records of 80 bytes, laid out as ZIP5lyout says."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.catalog.readers import head, release
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import lines

KIND = "zip-localities"

_LINE = re.compile(
    r"(?P<state>[A-Z]{2})(?P<zip>[0-9]{5})(?P<mac>[0-9]{5})(?P<locality>[0-9]{2})"
    r"(?P<rural>[ RB])(?P<lab>Z[129])(?P<rural_2006>[ RB])  (?P<plus_four>[01]) "
    r"(?P<part_b>[A-Z ]) {52}(?P<year>20[0-9]{2})(?P<quarter>[1-4])"
)


class ZipLocality(NamedTuple):
    """Where services in one ZIP code are paid.

    `rural` is "" for urban, R for rural, B for super rural; `rural_2006` the same as it was by
    1 December 2006; `laboratory_area` Z1, Z2, or Z9 outside competitive bidding. `plus_four`
    says that the locality depends on the four digits more of a ZIP+4.
    """

    state: str
    zip_code: str
    mac: str
    locality: str
    rural: str
    laboratory_area: str
    rural_2006: str
    plus_four: bool
    part_b: str
    year: int
    quarter: int


def _recognise(member: Member) -> Claim | None:
    begin = head.lines(member)
    found = _LINE.fullmatch(begin[0]) if begin else None
    if found is None:
        return None
    return release.quarter(KIND, date(int(found["year"]), 3 * int(found["quarter"]) - 2, 1))


def _read(member: Member) -> Iterator[Record]:
    keys = Keys("ZIP code")
    edition = ""
    for place, line in lines(member, "ascii", ended=True):
        found = _LINE.fullmatch(line)
        if found is None:
            raise place.fault("not a record of 80 characters in the layout of ZIP5", value=line)
        edition = edition or line[75:]
        if line[75:] != edition:
            raise place.fault(f"not of {edition}", column="Year/Quarter", value=line[75:])
        keys.add(place, found["zip"])
        yield Record(place.where, _zip_locality(found))
    if not keys:
        raise FileFaultError("no ZIP code stands in it", file=member.name)


def _zip_locality(found: re.Match[str]) -> ZipLocality:
    return ZipLocality(
        found["state"],
        found["zip"],
        found["mac"],
        found["locality"],
        found["rural"].strip(),
        found["lab"],
        found["rural_2006"].strip(),
        found["plus_four"] == "1",
        found["part_b"].strip(),
        int(found["year"]),
        int(found["quarter"]),
    )


FORMAT = Format("ZIP codes to localities", _recognise, _read)
