"""One line of the Medicare physician fee schedule's relative value file, csv and fixed alike."""

import re
from decimal import Decimal
from typing import NamedTuple

from services.catalog.readers import codes
from services.catalog.readers.text import Place, number, one_of, matching

KIND = "physician-fee-schedule"

_AMOUNT = re.compile(r"[0-9]{0,4}\.[0-9]{2}")
_FACTOR = re.compile(r"[0-9]{2}\.[0-9]{4}")
_STATUS = re.compile(r"[A-Z]")
_ENDOSCOPIC_BASE = re.compile(r"([0-9A-Z][0-9]{3}[0-9A-Z])?")
_PRICING = re.compile(r"[0-9A-Z]{0,2}")
_SUPERVISION = re.compile(r"[0-9][0-9A-Z]")
_IMAGING_FAMILY = re.compile(r"[0-9]{2}")
_MODIFIERS = ("", "26", "TC", "53")
_NOT_AVAILABLE = ("", "NA")
_GLOBAL_DAYS = ("000", "010", "090", "MMM", "XXX", "YYY", "ZZZ")
_SURGEON_RULES = ("0", "1", "2", "9")


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


def relative_value(place: Place, cells: list[str | None]) -> RelativeValue:
    """Return the record of the 32 columns in the order of the 2026 file, each checked."""
    line = RelativeValue(*cells)  # type: ignore[arg-type] # text until replaced below
    codes.hcpcs(place, line.hcpcs)
    one_of(place, "MOD", line.modifier, _MODIFIERS)
    matching(place, "STATUS CODE", line.status, _STATUS)
    one_of(place, "NOT USED FOR MEDICARE PAYMENT", line.not_used_for_medicare, ("", "+"))
    one_of(place, "NON-FAC NA INDICATOR", line.nonfacility_na, _NOT_AVAILABLE)
    one_of(place, "FACILITY NA INDICATOR", line.facility_na, _NOT_AVAILABLE)
    one_of(place, "PCTC IND", line.pc_tc, "0123456789")
    one_of(place, "GLOB DAYS", line.global_days, _GLOBAL_DAYS)
    one_of(place, "MULT PROC", line.multiple_procedure, "0123456789")
    one_of(place, "BILAT SURG", line.bilateral_surgery, ("0", "1", "2", "3", "9"))
    one_of(place, "ASST SURG", line.assistant_at_surgery, _SURGEON_RULES)
    one_of(place, "CO-SURG", line.co_surgeons, _SURGEON_RULES)
    one_of(place, "TEAM SURG", line.team_surgery, _SURGEON_RULES)
    matching(place, "PRIC IND", line.pricing_indicator or "", _PRICING)
    matching(place, "ENDO BASE", line.endoscopic_base, _ENDOSCOPIC_BASE)
    matching(place, "DIAGNOSTIC SUPERVISION", line.diagnostic_supervision, _SUPERVISION)
    one_of(place, "CALCULATION FLAG", line.calculation_flag, ("0", "1"))
    matching(place, "DIAGNOSTIC IMAGING FAMILY", line.imaging_family, _IMAGING_FAMILY)
    return _with_numbers(place, line)


def _with_numbers(place: Place, line: RelativeValue) -> RelativeValue:
    amounts = {
        field: number(place, field, matching(place, field, getattr(line, field), _AMOUNT))
        for field in _AMOUNTS
    }
    factor = matching(place, "CONV FACTOR", str(line.conversion_factor), _FACTOR)
    return line._replace(**amounts, conversion_factor=number(place, "CONV FACTOR", factor))


_AMOUNTS = tuple(
    field
    for field, kind in RelativeValue.__annotations__.items()
    if kind is Decimal and field != "conversion_factor"
)
