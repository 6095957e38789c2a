"""The HCPCS Level II record, codes and modifiers, that the three published forms share.

A long description may go on in further lines, which hold nothing else.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.keys import Keys
from services.catalog.readers.member import Member
from services.catalog.readers.release import calendar_year, month_of_year
from services.catalog.readers.table import Claim, Record
from services.catalog.readers.text import Place, count, day, matching, one_of, optional_day

COLUMNS = (
    "HCPC", "SEQNUM", "RECID", "LONG DESCRIPTION", "SHORT DESCRIPTION",
    "PRICE1", "PRICE2", "PRICE3", "PRICE4", "MULT_PI", "CIM1", "CIM2", "CIM3",
    "MCM1", "MCM2", "MCM3", "STATUTE",
    "LABCERT1", "LABCERT2", "LABCERT3", "LABCERT4", "LABCERT5", "LABCERT6", "LABCERT7", "LABCERT8",
    "XREF1", "XREF2", "XREF3", "XREF4", "XREF5", "COV", "ASC_GRP", "ASC_DT",
    "OPPS", "OPPS_PI", "OPPS_DT", "PROCNOTE", "BETOS",
    "TOS1", "TOS2", "TOS3", "TOS4", "TOS5", "ANEST_BU",
    "ADD DT", "ACT EFF DT", "TERM DT", "ACTION CD",
)  # fmt: skip
_DETAIL = COLUMNS[4:]

# Codes and modifiers: how they are written, the record of the first line, that of further lines.
_CODE = re.compile(r"[A-Z][0-9]{4}")
_MODIFIER = re.compile(r" {3}[A-Z0-9]{2}")
_FIRST = {"3": _CODE, "7": _MODIFIER}
_FURTHER = {"4": "3", "8": "7"}

_SHORT_YEAR = re.compile(r"HCPC([0-9]{2})_", re.IGNORECASE)
_PRICING = re.compile(r"[0-9]{2}")
_SECTION = re.compile(r"[0-9A-Za-z.() /-]{1,8}")
_CERTIFICATION = re.compile(r"[0-9]{3}")
# A code or modifier of any level; once, for P7001, the letters CPT.
_REFERENCE = re.compile(r"[0-9A-Z]{2,5}")
_GROUP = re.compile(r"([0-9A-Z]{1,5})?")
_NOTE = re.compile(r"([0-9]{4})?")
_BETOS = re.compile(r"([A-Z][0-9][A-Z0-9]?)?")
_SERVICE = re.compile(r"[0-9A-Z]")
_MULTIPLE_PRICING = ("9", *"ABCDEFG")
_COVERAGE = tuple("CDIMS")
_ACTIONS = tuple("ABCDFNPRST")


class Hcpcs(NamedTuple):
    """A code, or a modifier without its three leading blanks, with the letters CMS files it under.

    Of fields that occur several times the blank occurrences are left out.
    """

    system: Literal["hcpcs", "modifier"]
    code: str
    long_description: str
    short_description: str
    pricing: tuple[str, ...]
    multiple_pricing: str
    coverage_issues_manual: tuple[str, ...]
    carriers_manual: tuple[str, ...]
    statute: str
    lab_certifications: tuple[str, ...]
    cross_references: tuple[str, ...]
    coverage: str
    asc_group: str
    asc_date: date | None
    opps_group: str
    opps_indicator: str
    opps_date: date | None
    processing_note: str
    betos: str
    types_of_service: tuple[str, ...]
    anesthesia_base_units: int | None
    added: date
    action_effective: date | None
    terminated: date | None
    action: str


Row = tuple[Place, Mapping[str, str]]


def claim(member: Member) -> Claim:
    """Return the claim; which release it is, only the name tells: HCPC2025_OCT or HCPC17_CONTR.

    A name without a month is that of a year's one file, in force from January.
    """
    name = _SHORT_YEAR.sub(r"HCPC20\1_", member.name.rpartition("/")[2])
    quarter = month_of_year("hcpcs", name)
    return quarter if quarter.effective_from else calendar_year("hcpcs", name)


def records(member: Member, rows: Iterator[Row], step: int) -> Iterator[Record]:
    """Yield a record for each code; lines of one code are numbered by `step`.

    `rows` are mappings of COLUMNS to cells, in the order of the file.
    """
    keys = Keys("HCPC")
    first: Row | None = None
    pieces: list[str] = []
    for place, cells in rows:
        if cells["RECID"] not in _FURTHER:
            if first:
                yield _record(*first, pieces)
            keys.add(place, matching(place, "HCPC", cells["HCPC"], _form(place, cells["RECID"])))
            first, pieces = (place, cells), []
        elif first is None or not _goes_on(first[1], cells):
            raise place.fault("does not go on from the line before", value=cells["HCPC"])
        pieces.append(_piece(place, cells, (len(pieces) + 1) * step))
    if first is None:
        raise FileFaultError("holds no code", file=member.name)
    yield _record(*first, pieces)


def _form(place: Place, record_id: str) -> re.Pattern[str]:
    return _FIRST[one_of(place, "RECID", record_id, (*_FIRST, *_FURTHER))]


def _goes_on(first: Mapping[str, str], cells: Mapping[str, str]) -> bool:
    return cells["HCPC"] == first["HCPC"] and _FURTHER[cells["RECID"]] == first["RECID"]


def _piece(place: Place, cells: Mapping[str, str], sequence: int) -> str:
    if count(place, "SEQNUM", cells["SEQNUM"]) != sequence:
        raise place.fault(f"not {sequence}, which is next", column="SEQNUM", value=cells["SEQNUM"])
    if cells["RECID"] in _FURTHER:
        for column in _DETAIL:
            if cells[column].strip():
                reason = "more than text in a line of text"
                raise place.fault(reason, column=column, value=cells[column])
    return _text(place, cells, "LONG DESCRIPTION")


def _text(place: Place, cells: Mapping[str, str], column: str) -> str:
    text = cells[column].strip()
    if not text:
        raise place.fault("no text", column=column)
    return text


def _record(place: Place, cells: Mapping[str, str], pieces: list[str]) -> Record:
    modifier = cells["RECID"] == "7"
    units = cells["ANEST_BU"].strip()
    # Only modifiers have none.
    multiple = ("", *_MULTIPLE_PRICING) if modifier else _MULTIPLE_PRICING
    return Record(
        place.where,
        Hcpcs(
            system="modifier" if modifier else "hcpcs",
            code=cells["HCPC"].strip(),
            long_description=" ".join(pieces),
            short_description=_text(place, cells, "SHORT DESCRIPTION"),
            pricing=_several(place, cells, "PRICE", 4, _PRICING),
            multiple_pricing=one_of(place, "MULT_PI", cells["MULT_PI"].strip(), multiple),
            coverage_issues_manual=_several(place, cells, "CIM", 3, _SECTION),
            carriers_manual=_several(place, cells, "MCM", 3, _SECTION),
            statute=cells["STATUTE"].strip(),
            lab_certifications=_several(place, cells, "LABCERT", 8, _CERTIFICATION),
            cross_references=_several(place, cells, "XREF", 5, _REFERENCE),
            coverage=one_of(place, "COV", cells["COV"].strip(), _COVERAGE),
            asc_group=matching(place, "ASC_GRP", cells["ASC_GRP"].strip(), _GROUP),
            asc_date=optional_day(place, "ASC_DT", cells["ASC_DT"]),
            opps_group=matching(place, "OPPS", cells["OPPS"].strip(), _GROUP),
            opps_indicator=matching(place, "OPPS_PI", cells["OPPS_PI"].strip(), _GROUP),
            opps_date=optional_day(place, "OPPS_DT", cells["OPPS_DT"]),
            processing_note=matching(place, "PROCNOTE", cells["PROCNOTE"].strip(), _NOTE),
            betos=matching(place, "BETOS", cells["BETOS"].strip(), _BETOS),
            types_of_service=_several(place, cells, "TOS", 5, _SERVICE),
            anesthesia_base_units=count(place, "ANEST_BU", units) if units else None,
            added=day(place, "ADD DT", cells["ADD DT"]),
            action_effective=optional_day(place, "ACT EFF DT", cells["ACT EFF DT"]),
            terminated=optional_day(place, "TERM DT", cells["TERM DT"]),
            action=one_of(place, "ACTION CD", cells["ACTION CD"].strip(), _ACTIONS),
        ),
    )


def _several(
    place: Place, cells: Mapping[str, str], column: str, most: int, shape: re.Pattern[str]
) -> tuple[str, ...]:
    names = [f"{column}{occurrence}" for occurrence in range(1, most + 1)]
    filled = [(name, text) for name in names if (text := cells[name].strip())]
    return tuple(matching(place, name, text, shape) for name, text in filled)
