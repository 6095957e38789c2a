"""When each publisher brings out a new edition, and which one should be in force on a day."""

from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
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
        "icd-10-cm-drugs icd-10-cm-neoplasms icd-10-pcs-order icd-10-pcs-codes icd-10-pcs-tables "
        "icd-10-pcs-index icd-10-pcs-definitions"
    ),
    Calendar.FISCAL_YEARS: (
        "icd-10-cm-order-addenda icd-10-cm-conversion icd-10-pcs-order-addenda poa-exempt "
        "drg-weights drg-list mcc-list cc-list cc-exclusions"
    ),
    Calendar.YEARS: (
        "gpci anesthesia-conversion-factors locality-counties cpt hcpcs-processing-notes hcpcs-noc"
    ),
    Calendar.FROZEN: "hcpcs-index gem-icd-9-cm gem-icd-10-cm article procedure-pack",
}
_CALENDARS: Mapping[str, Calendar] = {
    kind: calendar for calendar, kinds in _KINDS.items() for kind in kinds.split()
}


def calendar_of(kind: str) -> Calendar:
    """Return when editions of a kind come; the coverage database is an export of every week.

    Of a kind that is not known here nothing new is to be expected.
    """
    if kind.startswith("coverage-"):
        return Calendar.WEEKS
    return _CALENDARS.get(kind, Calendar.FROZEN)


def begins(calendar: Calendar, day: date) -> date | None:
    """Return the first day of the edition that is in force on a day; None: there is no such day."""
    if calendar is Calendar.WEEKS:
        return day - timedelta(days=_EXPORT_DAYS)
    return max((first for first in _firsts(calendar, day) if first <= day), default=None)


def follows(calendar: Calendar, first: date) -> date | None:
    """Return from which day an edition that began on `first` has one after it; None: never."""
    if calendar is Calendar.WEEKS:
        return first + timedelta(days=_EXPORT_DAYS)
    return min((day for day in _firsts(calendar, first) if day > first), default=None)


def _firsts(calendar: Calendar, day: date) -> list[date]:
    """Return the days on which editions begin, from the year before a day to the year after."""
    months = [month for month in calendar.value if isinstance(month, int)]
    years = range(max(MINYEAR, day.year - 1), min(MAXYEAR, day.year + 1) + 1)
    return [date(year, month, 1) for year in years for month in months]
