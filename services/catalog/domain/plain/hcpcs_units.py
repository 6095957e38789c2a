"""What one unit of an HCPCS code is, where its description says it."""

import re

from services.catalog.domain.plain.vocabulary import table

_MEASURE = (
    r"mg|mcg|gm?|grams?|milligrams?|micrograms?|ml|cc|meq|units?|million units|iu|"
    r"international units?|(?:milli|micro)curies?"
)
_PERIOD = r"(?:calendar )?month|day|diem|hour|week|minutes|hours|minute interval|days"
_THING = (
    r"(?:square )?centimeters?(?: length)?|square inch(?:es)?|inch(?:es)?|dressing|encounter|"
    r"gallon|infusion|item|joint|lens|(?:statute )?mile|ounce|oz|packet|pair|session|set|shoe|"
    r"source|(?:study |therapeutic |treatment )?dose|treatment|visit|(?:linear )?yard"
)
# At the end: `, per 15 minutes`, `, each`, `, up to 50 mg`.
_AT_END = re.compile(
    r"[,;] (?:(?:each|per)(?: (?P<of>(?:[\d.,]*\d )?[a-z.]+"
    r"(?: (?:centimeters?|inch(?:es)?|dose|month|mile|yard|length|interval))?))?"
    rf"|(?P<most>up to [\d.,]*\d (?:{_MEASURE})))\.?$",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"(?:[,;] \(?|\) | \()(?:each|per) (?:factor [ivx]+ )?"
    rf"(?P<of>(?:[\d.,]*\d )?(?:{_MEASURE}|{_PERIOD}|{_THING}))"
    rf"(?=[,;)]| \(|$| of factor)|, (?P<most>up to [\d.,]*\d (?:{_MEASURE}))(?=[,;]| \()",
    re.IGNORECASE,
)
# Only of a drug is a bare amount what one unit is; of a device it is its size.
_AMOUNT = re.compile(rf", (?P<of>[\d.,]*\d (?:{_MEASURE}))\.?(?=[,;]| \(|$)", re.IGNORECASE)
_INJECTION = re.compile(r"^inj(?:ection)?[,;] ", re.IGNORECASE)
_WORDS = {
    "diem": "day",
    "iu": "international unit",
    "oz": "ounce",
    "30 minute interval": "30 minutes",
    "centimeter length": "centimeter of length",
}


def without_unit(code: str, text: str) -> tuple[str, str]:
    """Return the text without the unit at its end, and what one unit is; "" if it tells none."""
    at_end, within = _AT_END.search(text), _WITHIN.search(text)
    # What is said to be at most so much has its unit before: `per study dose, up to 6 millicuries`.
    if within and not within["most"] and (not at_end or at_end["most"]):
        return text, _said(within)
    if at_end:
        said = _said(at_end)
        return (text[: at_end.start()], said) if said else (text, "")
    if within:
        return text, _said(within)
    amounts = list(_AMOUNT.finditer(text)) if is_drug(code, text) else []
    if len(amounts) != 1:
        return text, ""
    kept = text[: amounts[0].start()] if amounts[0].end() == len(text) else text
    return kept, _said(amounts[0])


def is_drug(code: str, text: str) -> bool:
    """Return whether what the code is for is a drug."""
    ranges = (key.partition("-") for key in table("hcpcs", "drugs"))
    return bool(_INJECTION.match(text)) or any(a <= code <= b for a, _, b in ranges)


def _said(match: re.Match[str]) -> str:
    found = match.groupdict()
    unit = (found.get("most") or found["of"] or "item").rstrip(".")
    unit = _WORDS.get(unit.lower(), unit)
    if not unit[0].isdigit() and not found.get("most"):
        unit = f"one {unit}"
    # "Each unit" of something whose size the text does not tell.
    return "" if unit.endswith("one unit") else f"One unit stands for {unit}."
