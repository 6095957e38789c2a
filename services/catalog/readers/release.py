"""Which edition a title, or where the content is silent a file's name, speaks of."""

import re
from datetime import date

from services.catalog.readers.table import Claim

_MONTHS = "January February March April May June July August September October November December"
_MONTH = re.compile(
    "(?<![a-z])(" + "|".join(f"{name}|{name[:3]}" for name in _MONTHS.split()) + ")(?![a-z])",
    re.IGNORECASE,
)
# The fee schedule's releases of a year, as their archives are named: rvu25a of January to rvu25d.
_RELEASE = re.compile(r"rvu([0-9]{2})([a-d])", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_YEAR_AND_MONTH = re.compile(r"(?<![0-9])(20[0-9]{2})-(0[1-9]|1[0-2])(?![0-9])")
_APRIL = re.compile(r"April[-_ ]1[-_ ]([0-9]{4})", re.IGNORECASE)
_FISCAL_YEAR = re.compile(r"FY[ _]?(20[0-9]{2})", re.IGNORECASE)


def last_year(text: str) -> str:
    """Return the last year that the text names, "" if it names none."""
    return next(reversed(_YEAR.findall(text)), "")


def calendar_year(kind: str, text: str) -> Claim:
    """Return the claim of a table for the calendar year that the text names."""
    found = _YEAR.search(text)
    if found is None:
        return Claim(kind, "")
    year = int(found[0])
    return Claim(kind, str(year), date(year, 1, 1), date(year, 12, 31))


def fiscal_year(kind: str, text: str) -> Claim:
    """Return the claim of a table for the fiscal year named `FY 2026`: from 1 October before."""
    found = _FISCAL_YEAR.search(text)
    if found is None:
        return Claim(kind, "")
    year = int(found[1])
    return Claim(kind, f"FY {year}", date(year - 1, 10, 1), date(year, 9, 30))


def icd_edition(kind: str, version: str, name: str) -> Claim:
    """Return the claim of a file that says `version` 2026: 1 October 2025 to 30 September 2026.

    The file of an April update says the same year as that of October; only its name tells them
    apart, as in `icd10cm-drug-April-1-2026.xml`. Without a year the claim has no dates.
    """
    if not re.fullmatch(r"20[0-9]{2}", version):
        return Claim(kind, version)
    year = int(version)
    last = date(year, 9, 30)
    if (april := _APRIL.search(name)) and april[1] == version:
        return Claim(kind, f"{version} April", date(year, 4, 1), last)
    return Claim(kind, version, date(year - 1, 10, 1), last)


def month_of_year(kind: str, text: str) -> Claim:
    """Return the claim of a release named by year and month, such as `2025 October`."""
    year, month, named = _YEAR.search(text), _MONTH.search(text), _RELEASE.search(text)
    if numbered := _YEAR_AND_MONTH.search(text):
        first = date(int(numbered[1]), int(numbered[2]), 1)
    elif year and month:
        name = next(one for one in _MONTHS.split() if one.lower().startswith(month[0].lower()))
        first = date(int(year[0]), _MONTHS.split().index(name) + 1, 1)
    elif named:
        first = date(2000 + int(named[1]), "abcd".index(named[2].lower()) * 3 + 1, 1)
    else:
        return Claim(kind, year[0] if year else "")
    return Claim(kind, f"{first.year} {_MONTHS.split()[first.month - 1]}", first)


def quarter(kind: str, first: date | None) -> Claim:
    """Return the claim of a quarterly release that takes effect on the day given."""
    if first is None:
        return Claim(kind, "")
    return Claim(kind, f"{first.year} Q{(first.month + 2) // 3}", first)
