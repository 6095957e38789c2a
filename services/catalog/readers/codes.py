"""How the codes of the Medicare files are written: HCPCS, modifiers, ICD-10-CM, MACs, MS-DRGs."""

import re

from services.catalog.readers.text import Place, matching

# Level I and II alike: 12345, 1234F, G1234.
HCPCS = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")
# With the dot of the tabular list, or without; QA0 came with FY2026.
ICD_10_CM = re.compile(r"[A-Z][0-9A-Z][0-9A-Z](\.?[0-9A-Z]{1,4})?")
MAC = re.compile(r"[0-9]{5}")
LOCALITY = re.compile(r"[0-9]{2}")
MS_DRG = re.compile(r"[0-9]{3}")
STATE = re.compile(r"[A-Z]{2}")


def hcpcs(place: Place, text: str, column: str = "HCPCS") -> str:
    """Return a HCPCS code of either level."""
    return matching(place, column, text, HCPCS)


def icd_10_cm(place: Place, text: str, column: str = "diagnosis code") -> str:
    """Return an ICD-10-CM code as it is written."""
    return matching(place, column, text, ICD_10_CM)


def mac(place: Place, text: str) -> str:
    """Return the number of a Medicare administrative contractor: five digits."""
    return matching(place, "MAC", text, MAC)


def locality(place: Place, text: str) -> str:
    """Return the number of a payment locality: two digits."""
    return matching(place, "locality", text, LOCALITY)
