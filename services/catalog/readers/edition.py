"""Editions named by fiscal year, and from when until when such files are in force."""

import re
from datetime import date

from services.catalog.readers.table import Claim

_APRIL = re.compile(r"April[-_ ]1[-_ ]([0-9]{4})", re.IGNORECASE)


def fiscal_year(kind: str, version: str, name: str) -> Claim:
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
