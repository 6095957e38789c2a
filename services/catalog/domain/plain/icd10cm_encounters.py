"""What the 7th character says of an encounter or of a fetus.

ICD-10-CM Official Guidelines, I.C.19.a and I.C.15.a.6.
"""

import re

_ENCOUNTER = re.compile(r", (initial encounter|subsequent encounter|sequela)(?: (?:for|of) (.+))?$")
_CAUSES = "VWXY"
_HEALING = (
    ("routine healing", "healing as expected"),
    ("delayed healing", "healing more slowly than expected"),
    ("nonunion", "not grown together (nonunion)"),
    ("malunion", "grown together in a wrong position (malunion)"),
)
_OPEN_TYPE = re.compile(r"open fracture( type [IVX]+[ABC]?(?:, [IVX]+[ABC]?)*,? or [IVX]+[ABC]?)?")
_FETUS = re.compile(r", (fetus [1-5]|other fetus|not applicable or unspecified)$")
_LATE = "the problem that remains is coded as well, and before it."


def without_encounter(title: str, compact: str) -> tuple[str, str]:
    """Return the title without its encounter, and a sentence on the encounter; "" if it has none.

    External causes (V00-Y99) take the character of the injury, without a rule on the order.
    """
    match = _ENCOUNTER.search(title)
    if match is None:
        return title, ""
    core = title[: match.start()]
    kind, of = match[1], match[2] or ""
    if kind == "initial encounter":
        treated = "the injury or condition" if compact[0] in _CAUSES else "it"
        return core, f"Initial encounter: while {treated} is under active treatment{_bone(of)}."
    if kind == "subsequent encounter":
        return core, _subsequent(of)
    if compact[0] in _CAUSES:
        return core, "Sequela: for a late effect of what happened."
    return core, f"Sequela: for a late effect; {_LATE}"


def fetus(title: str, compact: str) -> str:
    """Return a sentence on which fetus is meant; "" if the 7th character tells of none."""
    match = _FETUS.search(title) if compact[0] == "O" else None
    if match is None:
        return ""
    if match[1].startswith("not"):
        return "There is one fetus, or the record does not tell which one it is about."
    return "There is more than one fetus, and the code says which one it is about."


def _subsequent(of: str) -> str:
    healing = next((words for term, words in _HEALING if term in of), "")
    bone = _bone(of) or (" of the fracture" if of else "")
    state = f", now {healing}" if healing else ""
    if "union" in of:
        return f"Subsequent encounter: care after the first treatment{bone}{state}."
    return f"Subsequent encounter: routine care after active treatment{bone}{state}."


def _bone(of: str) -> str:
    if "closed fracture" in of:
        return " of a closed fracture (skin over it not broken)"
    match = _OPEN_TYPE.search(of)
    if match:
        kind = match[1] or ""
        return f" of an open fracture{kind} (a wound leads to it)"
    return ""
