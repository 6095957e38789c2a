"""Table 5 of the inpatient rule: the MS-DRGs with their relative weights and lengths of stay."""

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

KIND = "drg-weights"

_TITLE = re.compile(r"TABLE 5\.?.{1,3}LIST OF MEDICARE SEVERITY DIAGNOSIS-RELATED GROUPS")
_HEADER = re.compile(
    r"MS-DRG\|FY 20[0-9]{2} .*Post-Acute DRG\|FY 20[0-9]{2} .*Special Pay DRG\|MDC\|TYPE\|"
    r"MS-DRG Title\|Weights - Before Cap\|Weights - 10% Cap Applied\|Geometric mean LOS\|"
    r"Arithmetic mean LOS"
)
_MDC = re.compile(r"([0-9]{2}|PRE)?")
_WEIGHT = re.compile(r"[0-9]{1,3}\.[0-9]{4}")
_DAYS = re.compile(r"[0-9]{1,3}\.[0-9]")
_TEXT = re.compile(r"[^ ].*")
# What stands where a group that pays nothing (998, 999) has no number.
_NONE = ("", ".")


class DrgWeight(NamedTuple):
    """One MS-DRG; `mdc` is PRE before the major categories, "" where there are several.

    `drg_type` is SURG, MED, or ** for the two groups that pay nothing. `weight` is after the cap
    on a decrease of a tenth in a year. Lengths of stay are days.
    """

    ms_drg: str
    post_acute: bool
    special_pay: bool
    mdc: str
    drg_type: str
    title: str
    weight_before_cap: Decimal | None
    weight: Decimal | None
    geometric_mean_stay: Decimal | None
    arithmetic_mean_stay: Decimal | None


def _recognise(member: Member) -> Claim | None:
    begin = "\n".join(head.lines(member)[:2])
    return release.fiscal_year(KIND, begin) if _TITLE.match(begin.lstrip('"')) else None


def _read(member: Member) -> Iterator[Record]:
    keys = Keys("MS-DRG")
    header, ended = False, False
    for number_of_row, (place, row) in enumerate(rows(member, "cp1252", "\t", ended=True), 1):
        cells = [cell.strip() for cell in width(place, row, 10)]
        if number_of_row == 1:
            matching(place, "title", cells[0][:80], re.compile(f"{_TITLE.pattern}.*"))
        elif not header:
            matching(place, "header", "|".join(cells), _HEADER)
            header = True
        elif any(cells):
            if ended:
                raise place.fault("a row after the empty one at the end", value=row)
            record = _weight(place, cells)
            keys.add(place, record.ms_drg)
            yield Record(place.where, record)
        else:
            ended = True
    if not keys:
        raise FileFaultError("no MS-DRG stands in it", file=member.name)


def _weight(place: Place, cells: list[str]) -> DrgWeight:
    return DrgWeight(
        matching(place, "MS-DRG", cells[0], codes.MS_DRG),
        one_of(place, "Post-Acute DRG", cells[1], ("Yes", "No")) == "Yes",
        one_of(place, "Special Pay DRG", cells[2], ("Yes", "No")) == "Yes",
        matching(place, "MDC", cells[3], _MDC),
        one_of(place, "TYPE", cells[4], ("SURG", "MED", "**")),
        matching(place, "MS-DRG Title", cells[5], _TEXT),
        _number(place, "Weights - Before Cap", cells[6], _WEIGHT),
        _number(place, "Weights - 10% Cap Applied", cells[7], _WEIGHT),
        _number(place, "Geometric mean LOS", cells[8], _DAYS),
        _number(place, "Arithmetic mean LOS", cells[9], _DAYS),
    )


def _number(place: Place, column: str, text: str, form: re.Pattern[str]) -> Decimal | None:
    return None if text in _NONE else number(place, column, matching(place, column, text, form))


FORMAT = Format("MS-DRG weights (table 5)", _recognise, _read)
