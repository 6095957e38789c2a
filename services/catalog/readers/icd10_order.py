"""The ICD-10-CM and ICD-10-PCS order files: every header and code of a fiscal year, in order.

Both have the same layout; the form of the codes tells them apart.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from services.catalog.readers import head
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.release import icd_edition, last_year
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, count, lines, matching, one_of

# A category (A00, M1A, QA0), and up to four characters more.
CM_CODE = re.compile(r"[A-Z][0-9A-Z][0-9AB][0-9A-Z]{0,4}")
# A table of three characters or a code of seven; I and O are never used.
PCS_CODE = re.compile(r"[0-9B-DF-HX][0-9A-HJ-NP-Z]{2}([0-9A-HJ-NP-Z]{4})?")

_LINE = re.compile(r"[0-9]{5} ([0-9A-Z]{3}[0-9A-Z ]{4}) [01] .+")
# What stands between the fields, by 1-based position: a blank each.
_BLANKS = (6, 14, 16, 77)


class IcdOrder(NamedTuple):
    """One line: a code that is valid for reporting (billable) or a header above codes."""

    order: int
    code: str
    billable: bool
    short_title: str
    long_title: str


def is_pcs(codes: list[str]) -> bool:
    """Return whether these codes are ICD-10-PCS: all, but for one damaged in twenty."""
    others = sum(1 for code in codes if not PCS_CODE.fullmatch(code))
    return others * 20 < len(codes)


def _recognise(member: Member, *, pcs: bool) -> Claim | None:
    begin = head.lines(member)[:-1]
    codes = [found[1].rstrip() for line in begin if (found := _LINE.fullmatch(line))]
    if not codes or len(codes) * 2 < len(begin) or is_pcs(codes) is not pcs:
        return None
    kind = "icd-10-pcs-order" if pcs else "icd-10-cm-order"
    return icd_edition(kind, last_year(member.name), member.name)


def _read(member: Member, *, pcs: bool) -> Iterator[Record]:
    codes = Keys("code")
    header: tuple[Place, str] | None = None
    expected = 0
    place = Place(member.name, "line 1")
    for place, line in lines(member, "ascii", ended=True):
        expected += 1
        record = _record(place, line, pcs=pcs)
        if record.order != expected:
            raise place.fault(f"not {expected:05d}, which is next", column="order", value=line[:5])
        codes.add(place, record.code)
        if header:
            _check_below(header, record.code)
        header = None if record.billable else (place, record.code)
        yield Record(place.where, record)
    if header:
        _check_below(header, "")
    if not expected:
        raise place.fault("the file is empty")


def _record(place: Place, line: str, *, pcs: bool) -> IcdOrder:
    for position in _BLANKS:
        if line[position - 1 : position] != " ":
            raise place.fault("not a blank", column=f"position {position}", value=line)
    code = matching(place, "code", line[6:13].rstrip(), PCS_CODE if pcs else CM_CODE)
    billable = one_of(place, "flag", line[14], "01") == "1"
    if pcs and billable is not (len(code) == 7):
        raise place.fault("a code has 7 characters, a header 3", column="code", value=code)
    return IcdOrder(
        order=count(place, "order", line[:5]),
        code=code,
        billable=billable,
        short_title=title(place, "short title", line[16:76]),
        long_title=title(place, "long title", line[77:]),
    )


def title(place: Place, column: str, text: str) -> str:
    """Return a title without its padding; it begins where the field does and is never empty."""
    if not text.strip() or text.startswith(" "):
        raise place.fault("the title does not begin here", column=column, value=text)
    return text.rstrip()


def _check_below(header: tuple[Place, str], code: str) -> None:
    place, above = header
    if not code.startswith(above):
        raise place.fault("a header with no code below it", column="code", value=above)


FORMATS = (
    Format("ICD-10-CM order file", partial(_recognise, pcs=False), partial(_read, pcs=False)),
    Format("ICD-10-PCS order file", partial(_recognise, pcs=True), partial(_read, pcs=True)),
)
