"""Which modifiers lift an edit, which part of the body one names, and where they may stand."""

from collections.abc import Iterable

# NCCI Policy Manual, chapter I, section E: the NCCI PTP-associated modifiers.
ANATOMIC = frozenset(
    "E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 "
    "LT RT LC LD LM RC RI".split()
)
GLOBAL_SURGERY = frozenset("24 25 57 58 78 79".split())
OTHER = frozenset("27 59 91 XE XP XS XU".split())
ASSOCIATED = ANATOMIC | GLOBAL_SURGERY | OTHER
# The more precise forms of 59.
DISTINCT = frozenset("59 XE XP XS XU".split())

_LEFT = frozenset("E1 E2 FA F1 F2 F3 F4 TA T1 T2 T3 T4".split())
_RIGHT = frozenset("E3 E4 F5 F6 F7 F8 F9 T5 T6 T7 T8 T9".split())

_VISITS_OF_MODIFIER = frozenset("24 25 27 57".split())
# Not for a visit: 59 (NCCI Policy Manual, chapter I, section E), and 58, 78, 79, which are of
# procedures in the time after another (Claims Processing Manual, chapter 12, section 40.2).
_NO_VISITS_OF_MODIFIER = frozenset("58 59 78 79".split())


def is_visit(code: str) -> bool:
    """Return whether a CPT number is that of an evaluation and management service."""
    return code.isdigit() and 99202 <= int(code) <= 99499


def is_procedure(code: str) -> bool:
    """Return whether a CPT number is that of surgery, radiology or laboratory: never a visit."""
    return code.isdigit() and 10004 <= int(code) <= 89398


def misplaced(code: str, modifier: str) -> str:
    """Return why the modifier cannot stand at the code, "" when it may.

    24, 25, 27 and 57 belong to visits, 58, 59, 78 and 79 to everything else.
    """
    if modifier in _VISITS_OF_MODIFIER and is_procedure(code):
        return "belongs to an evaluation and management service, not to a procedure"
    if modifier in _NO_VISITS_OF_MODIFIER and is_visit(code):
        instead = "25" if modifier == "59" else "24"
        return f"is not for evaluation and management services; modifier {instead} may be meant"
    return ""


def lifting(code: str, modifiers: Iterable[str]) -> tuple[str, ...]:
    """Return which modifiers of a line with the code can lift an edit that lets itself be lifted.

    Since 1 July 2019 the modifier may stand at either code (NCCI Policy Manual, chapter I).
    """
    return tuple(one for one in modifiers if one in ASSOCIATED and not misplaced(code, one))


def same_site(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether two lines name their parts of the body, and no two parts are apart."""
    ours, theirs = ANATOMIC.intersection(one), ANATOMIC.intersection(other)
    return bool(ours and theirs) and all(_overlap(a, b) for a in ours for b in theirs)


def _overlap(one: str, other: str) -> bool:
    if one == other:
        return True
    sides = {"LT": _LEFT, "RT": _RIGHT}
    return other in sides.get(one, ()) or one in sides.get(other, ())
