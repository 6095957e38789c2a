"""The addenda of the ICD-10-CM and ICD-10-PCS order files: what a new fiscal year changes.

A summary ends the file; its numbers must be those of the changes read.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Literal, NamedTuple

from services.catalog.readers import head
from services.catalog.readers.icd10_order import CM_CODE, PCS_CODE, title
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.release import icd_edition, last_year
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines, matching, one_of

Action = Literal["add", "delete", "revise"]

_PREFIX = 13
_FROM, _TO = "Revise from:", "Revise to:"
_ACTIONS: dict[str, Action] = {"Add:": "add", "Delete:": "delete", _TO: "revise"}
_CM_LINE = re.compile(r"(Add:|Delete:|Revise from:) +[01] [A-Z][0-9A-Z]{2}[0-9A-Z ]{4} .+")
_PCS_LINE = re.compile(r"(Add:|Delete:|Revise from:) +[0-9A-Z]{3}[0-9A-Z ]{4} .+")
_THIS_YEAR = re.compile(r" *[0-9]+ (?:headers|codes) in \S*?(20[0-9]{2})\S*")
_TOTAL = re.compile(r"([0-9]+) (additions|deletions|revisions)")
_OTHER_SUMMARY = re.compile(
    r"|of which|[0-9]+ (headers|codes) in \S+|[0-9]+ revisions to .+", re.IGNORECASE
)
_NOUNS: dict[str, Action] = {"additions": "add", "deletions": "delete", "revisions": "revise"}
_SECTIONS = {"Headers": False, "Codes": True}


class IcdTitles(NamedTuple):
    """The titles of a code before a revision."""

    short_title: str
    long_title: str


class IcdChange(NamedTuple):
    """One change. A code that becomes a header is deleted as the one and added as the other."""

    action: Action
    code: str
    billable: bool
    short_title: str
    long_title: str
    revised_from: IcdTitles | None


class _Line(NamedTuple):
    place: Place
    prefix: str
    code: str
    billable: bool
    titles: IcdTitles


def _recognise(member: Member, *, pcs: bool) -> Claim | None:
    begin = head.lines(member)
    cm_lines = sum(1 for line in begin if _CM_LINE.fullmatch(line))
    pcs_lines = sum(1 for line in begin if _PCS_LINE.fullmatch(line))
    if cm_lines == pcs_lines or (pcs_lines > cm_lines) is not pcs:
        return None
    years = [found[1] for line in begin if (found := _THIS_YEAR.fullmatch(line))]
    kind = "icd-10-pcs-order-addenda" if pcs else "icd-10-cm-order-addenda"
    return icd_edition(kind, max(years, default=last_year(member.name)), member.name)


def _read(member: Member, *, pcs: bool) -> Iterator[Record]:
    source = lines(member, "ascii", ended=True)
    keys = Keys("code")
    read: Counter[tuple[bool, Action]] = Counter()
    former: _Line | None = None
    place = Place(member.name, "line 1")
    for place, line in source:
        if not line.strip():
            break
        parsed = _parsed(place, line, pcs=pcs)
        _check_pair(former, parsed)
        if parsed.prefix != _FROM:
            change = _change(parsed, former)
            keys.add(place, change.code, change.billable, change.action)
            read[change.billable, change.action] += 1
            yield Record(place.where, change)
        former = parsed if parsed.prefix == _FROM else None
    if former:
        raise former.place.fault(f"no {_TO} after it", column="action", value=_FROM)
    _check_summary(place, source, read)


def _parsed(place: Place, line: str, *, pcs: bool) -> _Line:
    prefix = one_of(place, "action", line[:_PREFIX].rstrip(), (*_ACTIONS, _FROM))
    code_at = _PREFIX if pcs else _PREFIX + 2
    short_at, long_at = code_at + 8, code_at + 69
    for position in (short_at, long_at) if pcs else (_PREFIX + 2, short_at, long_at):
        if line[position - 1 : position] != " ":
            raise place.fault("not a blank", column=f"position {position}", value=line)
    code = matching(
        place, "code", line[code_at : short_at - 1].rstrip(), PCS_CODE if pcs else CM_CODE
    )
    flag = str(int(len(code) == 7)) if pcs else line[_PREFIX]
    return _Line(
        place,
        prefix,
        code,
        one_of(place, "flag", flag, "01") == "1",
        IcdTitles(
            title(place, "short title", line[short_at : long_at - 1]),
            title(place, "long title", line[long_at:]),
        ),
    )


def _check_pair(former: _Line | None, line: _Line) -> None:
    if (former is None) is (line.prefix == _TO):
        reason = f"{_FROM} and {_TO} are not a pair"
        raise line.place.fault(reason, column="action", value=line.prefix)
    if former and (former.code, former.billable) != (line.code, line.billable):
        raise line.place.fault(f"{_FROM} was of another code", column="code", value=line.code)


def _change(line: _Line, former: _Line | None) -> IcdChange:
    action = _ACTIONS[line.prefix]
    revised_from = former.titles if former else None
    return IcdChange(action, line.code, line.billable, *line.titles, revised_from)


def _check_summary(
    end: Place, source: Iterator[tuple[Place, str]], read: Counter[tuple[bool, Action]]
) -> None:
    section: bool | None = None
    said: set[tuple[bool, Action]] = set()
    for place, line in source:
        text = line.strip()
        section = _SECTIONS.get(text, section)
        total = _TOTAL.fullmatch(text)
        if total and section is not None:
            key = section, _NOUNS[total[2]]
            said.add(key)
            if int(total[1]) != read[key]:
                raise place.fault(f"{read[key]} {total[2]} read", column="summary", value=text)
        elif text not in _SECTIONS and not _OTHER_SUMMARY.fullmatch(text):
            raise place.fault("not a line of the summary", value=text)
    if len(said) < len(_SECTIONS) * len(_NOUNS):
        raise end.fault("the summary after the changes is missing or not whole")


FORMATS = (
    Format("ICD-10-CM order addenda", partial(_recognise, pcs=False), partial(_read, pcs=False)),
    Format("ICD-10-PCS order addenda", partial(_recognise, pcs=True), partial(_read, pcs=True)),
)
