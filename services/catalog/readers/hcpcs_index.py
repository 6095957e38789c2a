"""The index of HCPCS Level II as a tab-delimited file: terms, and the codes they lead to."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.catalog.readers import head
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member
from services.catalog.readers.release import calendar_year
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines, matching

_HEADER = "phrase\tcode_or_range"
_CODE = re.compile(r"[A-Z][0-9]{4}")
# What stands between a term and the one nested under it.
_BELOW = " > "


class HcpcsIndexEntry(NamedTuple):
    """One line: the terms from the main term down, and the first and last code it leads to.

    Of a single code both are that code.
    """

    path: tuple[str, ...]
    first: str
    last: str


def recognise(member: Member) -> Claim | None:
    """Return the claim of a file with the header; its name tells the year."""
    if next(iter(head.lines(member)), "") != _HEADER:
        return None
    return calendar_year("hcpcs-index", member.name)


def read(member: Member) -> Iterator[Record]:
    """Yield a HcpcsIndexEntry for each line."""
    source = lines(member, ended=True)
    place, header = next(source, (Place(member.name, "line 1"), ""))
    if header != _HEADER:
        raise place.fault(f"not the header {_HEADER!r}", value=header)
    count = 0
    for count, (place, line) in enumerate(source, 1):  # noqa: B007 - counted to the end
        yield Record(place.where, _entry(place, line))
    if not count:
        raise FileFaultError("holds no term", file=member.name)


def _entry(place: Place, line: str) -> HcpcsIndexEntry:
    phrase, tab, codes = line.partition("\t")
    # Some lines name no term of their own: they are more codes of the term above.
    path = tuple(filter(None, map(str.strip, phrase.split(_BELOW))))
    if not tab or not path:
        raise place.fault("not a term, a tab and a code or range of codes", value=line)
    first, _, last = codes.partition("-")
    first = matching(place, "code_or_range", first, _CODE)
    last = matching(place, "code_or_range", last, _CODE) if last else first
    if last < first or last[0] != first[0]:
        raise place.fault("not a range of one letter", column="code_or_range", value=codes)
    return HcpcsIndexEntry(path, first, last)


FORMAT = Format("HCPCS Level II index", recognise, read)
