"""The general equivalence mappings between ICD-9-CM and ICD-10-CM diagnoses, both ways.

Both files have 19 bytes a line; where the blank after the source code stands tells them apart.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from services.catalog.readers import head
from services.catalog.readers.icd10_order import CM_CODE
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.release import last_year
from services.catalog.readers.table import Claim, Format, Record
from services.catalog.readers.text import Place, lines, matching

# One ICD-9-CM target of the published 2018 file, of T8853XD, is written v5889.
_ICD_9 = re.compile(r"[0-9]{3,5}|[Vv][0-9]{2,4}|E[0-9]{3,4}")
_FLAGS = re.compile(r"[01]{3}[0-9]{2}")
_NO_MAP = "NoDx"
_NO_MAP_FLAGS = "11000"


class _Way(NamedTuple):
    name: str
    kind: str
    source: re.Pattern[str]
    target: re.Pattern[str]
    # Where the target begins, counted from 0; it ends before position 13.
    target_at: int


_FROM_9 = _Way("GEMs, ICD-9-CM to ICD-10-CM", "gem-icd-9-cm", _ICD_9, CM_CODE, 6)
_FROM_10 = _Way("GEMs, ICD-10-CM to ICD-9-CM", "gem-icd-10-cm", CM_CODE, _ICD_9, 8)


class Gem(NamedTuple):
    """One equivalence; codes without dots, `target` None where there is none.

    Rows of a combination are read together: one target of each choice list of a scenario.
    """

    source: str
    target: str | None
    approximate: bool
    combination: bool
    scenario: int
    choice_list: int


def _recognise(member: Member, *, way: _Way) -> Claim | None:
    begin = [line for line in head.lines(member)[:-1] if line]
    if not begin or sum(_fits(line, way) for line in begin) * 10 < len(begin) * 9:
        return None
    year = last_year(member.name)
    # The mappings of 2018 are the last, so no day ends them.
    return Claim(way.kind, year, date(int(year) - 1, 10, 1) if year else None)


def _fits(line: str, way: _Way) -> bool:
    target = line[way.target_at : 13].rstrip()
    return (
        len(line) == 19
        and line[way.target_at - 1] + line[13] == "  "
        and way.source.fullmatch(line[: way.target_at].rstrip()) is not None
        and (target == _NO_MAP or way.target.fullmatch(target) is not None)
        and _FLAGS.fullmatch(line[14:]) is not None
    )


def _read(member: Member, *, way: _Way) -> Iterator[Record]:
    keys = Keys("source, target, scenario, choice list")
    place = Place(member.name, "line 1")
    last = ""
    for place, line in lines(member, "ascii", ended=True):
        if len(line) != 19:
            raise place.fault(f"{len(line)} characters instead of 19", value=line)
        record = _record(place, line, way)
        if record.source < last:
            raise place.fault("not in ascending order", column="source", value=record.source)
        last = record.source
        keys.add(place, record.source, record.target, record.scenario, record.choice_list)
        yield Record(place.where, record)
    if not last:
        raise place.fault("the file is empty")


def _record(place: Place, line: str, way: _Way) -> Gem:
    for position in (way.target_at, 14):
        if line[position - 1] != " ":
            raise place.fault("not a blank", column=f"position {position}", value=line)
    source = matching(place, "source", line[: way.target_at].rstrip(), way.source)
    target = line[way.target_at : 13].rstrip()
    if target != _NO_MAP:
        matching(place, "target", target, way.target)
    flags = matching(place, "flags", line[14:], _FLAGS)
    _check_flags(place, flags, has_target=target != _NO_MAP)
    return Gem(
        source=source,
        target=None if target == _NO_MAP else target,
        approximate=flags[0] == "1",
        combination=flags[2] == "1",
        scenario=int(flags[3]),
        choice_list=int(flags[4]),
    )


def _check_flags(place: Place, flags: str, *, has_target: bool) -> None:
    if has_target is (flags[1] == "1") or (not has_target and flags != _NO_MAP_FLAGS):
        reason = f"{_NO_MAP} and the flags {_NO_MAP_FLAGS} belong together"
        raise place.fault(reason, column="flags", value=flags)
    numbered = "0" not in flags[3:]
    if flags[2] == "1" and not numbered:
        raise place.fault("a combination without scenario or list", column="flags", value=flags)
    if flags[2] == "0" and flags[3:] != "00":
        raise place.fault("a scenario without a combination", column="flags", value=flags)


FORMATS = tuple(
    Format(way.name, partial(_recognise, way=way), partial(_read, way=way))
    for way in (_FROM_9, _FROM_10)
)
