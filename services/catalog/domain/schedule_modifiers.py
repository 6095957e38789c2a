"""Which modifiers the fee schedule's indicators allow at a code.

Source: Medicare Claims Processing Manual, chapter 23, addendum (MPFSDB record layout), and
chapter 12, section 40.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.catalog.readers.pprrvu import RelativeValue


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a modifier does not fit a code: refused, or dependent on the record."""

    words: str
    refused: bool = True


_SURGICAL = frozenset("000 010 090 YYY".split())
_WITH_AFTERCARE = frozenset("010 090".split())
_PC_TC = {
    "0": "a physician's service has no professional and technical component",
    "2": "the code is the professional component only",
    "3": "the code is the technical component only",
    "4": "the code is the whole test only",
    "5": "a service incident to a physician's has no components",
    "7": "a therapy service has no components",
    "8": "the code is a physician's interpretation already",
    "9": "the code has no components",
}


def objection(modifier: str, row: RelativeValue) -> Objection | None:
    """Return why the schedule's row of a code does not allow the modifier; None when it does."""
    rule = _RULES.get(modifier)
    return rule(modifier, row) if rule else None


def _component(modifier: str, row: RelativeValue) -> Objection | None:
    if row.pc_tc == "6" and modifier == "TC":
        return Objection("a laboratory interpretation has no technical component (PC/TC 6)")
    words = _PC_TC.get(row.pc_tc)
    return Objection(f"{words} (PC/TC {row.pc_tc})") if words else None


def _bilateral(_: str, row: RelativeValue) -> Objection | None:
    words = {
        "0": "both sides are not paid as bilateral surgery",
        "2": "the amount is for both sides already",
        "9": "the concept of two sides does not apply",
    }.get(row.bilateral_surgery)
    return Objection(f"{words} (bilateral {row.bilateral_surgery})") if words else None


def _multiple(_: str, row: RelativeValue) -> Objection | None:
    if row.multiple_procedure not in {"0", "9"}:
        return None
    words = f"no multiple procedure rule applies (multiple {row.multiple_procedure})"
    return Objection(words, refused=False)


def _surgeons(name: str, field: str) -> Callable[[str, RelativeValue], Objection | None]:
    def rule(_: str, row: RelativeValue) -> Objection | None:
        value = str(getattr(row, field))
        if value == "1":
            return Objection(f"{name} need a record of why ({name} 1)", refused=False)
        words = {"0": "are not allowed", "9": "are no concept here"}.get(value)
        return Objection(f"{name} {words} ({name} {value})") if words else None

    return rule


def _assistant(_: str, row: RelativeValue) -> Objection | None:
    match row.assistant_at_surgery:
        case "0":
            words = "an assistant is paid only with a record of why (assistant 0)"
            return Objection(words, refused=False)
        case "1":
            return Objection("no assistant is paid, by statute (assistant 1)")
        case "9":
            return Objection("the concept of an assistant does not apply (assistant 9)")
        case _:
            return None


def _split_care(_: str, row: RelativeValue) -> Objection | None:
    if row.global_days in _WITH_AFTERCARE:
        return None
    return Objection(f"no care is split where there are no days after (global {row.global_days})")


def _in_aftercare(_: str, row: RelativeValue) -> Objection | None:
    if row.global_days in _SURGICAL:
        return None
    words = f"it is for procedures with a global period (global {row.global_days})"
    return Objection(words, refused=False)


_RULES: Mapping[str, Callable[[str, RelativeValue], Objection | None]] = {
    "26": _component,
    "TC": _component,
    "50": _bilateral,
    "51": _multiple,
    "54": _split_care,
    "55": _split_care,
    "56": _split_care,
    "62": _surgeons("co-surgeons", "co_surgeons"),
    "66": _surgeons("team surgeons", "team_surgery"),
    "78": _in_aftercare,
    "80": _assistant,
    "81": _assistant,
    "82": _assistant,
    "AS": _assistant,
}
