"""One line of the Medicare physician fee schedule's relative value file, csv and fixed alike."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from services.catalog.readers import codes
from services.catalog.readers.text import Place, matching, one_of

KIND = "physician-fee-schedule"

_Column = Callable[[Place, str, str], Any]


class RelativeValue(NamedTuple):
    """What the fee schedule says of one code and modifier; relative values are units, not money.

    The last three are the practice expense and malpractice values that hospital outpatient
    payment is capped with. `pricing_indicator` is None before 2026, when the column came in.
    """

    hcpcs: str
    modifier: str
    description: str
    status: str
    not_used_for_medicare: str
    work: Decimal
    nonfacility_practice_expense: Decimal
    nonfacility_na: str
    facility_practice_expense: Decimal
    facility_na: str
    malpractice: Decimal
    nonfacility_total: Decimal
    facility_total: Decimal
    pc_tc: str
    global_days: str
    preoperative: Decimal
    intraoperative: Decimal
    postoperative: Decimal
    multiple_procedure: str
    bilateral_surgery: str
    assistant_at_surgery: str
    co_surgeons: str
    team_surgery: str
    pricing_indicator: str | None
    endoscopic_base: str
    conversion_factor: Decimal
    diagnostic_supervision: str
    calculation_flag: str
    imaging_family: str
    opps_nonfacility_practice_expense: Decimal
    opps_facility_practice_expense: Decimal
    opps_malpractice: Decimal


def relative_value(place: Place, cells: Sequence[str | None]) -> RelativeValue:
    """Return the record of the 32 columns in the order of the 2026 file, each checked."""
    return RelativeValue._make(
        None if cell is None else read(place, name, cell)
        for (name, read), cell in zip(_COLUMNS, cells, strict=True)
    )


def _listed(*allowed: str) -> _Column:
    return lambda place, name, text: one_of(place, name, text, allowed)


def _written(pattern: str) -> _Column:
    compiled = re.compile(pattern)
    return lambda place, name, text: matching(place, name, text, compiled)


def _counted(pattern: str) -> _Column:
    compiled = re.compile(pattern)
    return lambda place, name, text: Decimal(matching(place, name, text, compiled))


_AMOUNT = _counted(r"[0-9]{0,4}\.[0-9]{2}")
_NOT_AVAILABLE = _listed("", "NA")
_SURGEONS = _listed("0", "1", "2", "9")
_COLUMNS: tuple[tuple[str, _Column], ...] = (
    ("HCPCS", _written(codes.HCPCS.pattern)),
    ("MOD", _listed("", "26", "TC", "53")),
    ("DESCRIPTION", lambda _place, _name, text: text),
    ("STATUS CODE", _written("[A-Z]")),
    ("NOT USED FOR MEDICARE PAYMENT", _listed("", "+")),
    ("WORK RVU", _AMOUNT),
    ("NON-FAC PE RVU", _AMOUNT),
    ("NON-FAC NA INDICATOR", _NOT_AVAILABLE),
    ("FACILITY PE RVU", _AMOUNT),
    ("FACILITY NA INDICATOR", _NOT_AVAILABLE),
    ("MP RVU", _AMOUNT),
    ("NON-FACILITY TOTAL", _AMOUNT),
    ("FACILITY TOTAL", _AMOUNT),
    ("PCTC IND", _written("[0-9]")),
    ("GLOB DAYS", _listed("000", "010", "090", "MMM", "XXX", "YYY", "ZZZ")),
    ("PRE OP", _AMOUNT),
    ("INTRA OP", _AMOUNT),
    ("POST OP", _AMOUNT),
    ("MULT PROC", _written("[0-9]")),
    ("BILAT SURG", _listed("0", "1", "2", "3", "9")),
    ("ASST SURG", _SURGEONS),
    ("CO-SURG", _SURGEONS),
    ("TEAM SURG", _SURGEONS),
    ("PRIC IND", _written("[0-9A-Z]{0,2}")),
    ("ENDO BASE", _written(f"({codes.HCPCS.pattern})?")),
    ("CONV FACTOR", _counted(r"[0-9]{2}\.[0-9]{4}")),
    ("DIAGNOSTIC SUPERVISION", _written("[0-9][0-9A-Z]")),
    ("CALCULATION FLAG", _listed("0", "1")),
    ("DIAGNOSTIC IMAGING FAMILY", _written("[0-9]{2}")),
    ("NON-FACILITY PE FOR OPPS", _AMOUNT),
    ("FACILITY PE FOR OPPS", _AMOUNT),
    ("MP FOR OPPS", _AMOUNT),
)
