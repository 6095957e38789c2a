"""When each publisher brings out a new edition, and which one should be in force on a day."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum


class Calendar(Enum):
    """The months on whose first day editions of a kind come into force; none: see each."""

    QUARTERS = (1, 4, 7, 10)
    # A fiscal year from October, with an update in April.
    HALF_YEARS = (4, 10)
    FISCAL_YEARS = (10,)
    YEARS = (1,)
    # An export that is made anew every week, and has no edition.
    WEEKS = ("weekly",)
    # Nothing new is to be expected, or not on any day known beforehand.
    FROZEN = ()


# How old an export may be that is made anew every week.
_EXPORT_DAYS = 35

_KINDS = {
    Calendar.QUARTERS: (
        "hcpcs physician-fee-schedule opps-caps zip-localities opps-addendum-b add-on-codes "
        "ptp-practitioner ptp-hospital mue-practitioner mue-outpatient-hospital mue-dme"
    ),
    Calendar.HALF_YEARS: (
        "icd-10-cm-tabular icd-10-cm-order icd-10-cm-index icd-10-cm-external-cause-index "
        "icd-10-cm-drugs icd-10-cm-neoplasms icd-10-pcs-order icd-10-pcs-tables icd-10-pcs-index "
        "icd-10-pcs-definitions"
    ),
    Calendar.FISCAL_YEARS: (
        "icd-10-cm-order-addenda icd-10-cm-conversion icd-10-pcs-order-addenda poa-exempt "
        "drg-weights drg-list mcc-list cc-list cc-exclusions"
    ),
    Calendar.YEARS: (
        "gpci anesthesia-conversion-factors locality-counties cpt hcpcs-processing-notes hcpcs-noc"
    ),
    Calendar.FROZEN: "gem-icd-9-cm gem-icd-10-cm icd-10-pcs-codes article procedure-pack",
}
_CALENDARS: Mapping[str, Calendar] = {
    kind: calendar for calendar, kinds in _KINDS.items() for kind in kinds.split()
}


def calendar_of(kind: str) -> Calendar:
    """Return when editions of a kind come; the coverage database is an export of every week."""
    return Calendar.WEEKS if kind.startswith("coverage-") else _CALENDARS[kind]


def begins(calendar: Calendar, day: date) -> date | None:
    """Return the first day of the edition that is in force on a day; None: there is no such day."""
    if calendar is Calendar.WEEKS:
        return day - timedelta(days=_EXPORT_DAYS)
    months = [month for month in calendar.value if isinstance(month, int)]
    firsts = [date(year, month, 1) for year in (day.year - 1, day.year) for month in months]
    return max((first for first in firsts if first <= day), default=None)
