"""How single fields of the tools are read; each raises InvalidArgumentError with what is wrong."""

import re
from datetime import date

from services.gateway.clients.fact_kinds import Setting
from services.runtime.errors import InvalidArgumentError

# NCCI edits began in 1996, the fee schedule in 1992; the catalog holds the same line.
FIRST_CLAIM = date(1996, 1, 1)
FIRST_FEE = date(1992, 1, 1)
MOST_LINES = 100
MOST_DIAGNOSES = 25
MOST_MODIFIERS = 4
MOST_POINTERS = 4
MOST_UNITS = 99_999

_CODE = re.compile(r"[A-Za-z0-9.]{1,20}")
_MODIFIER = re.compile(r"[A-Za-z0-9]{2}")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_POINTER = re.compile(r"\d{1,4}", re.ASCII)
_LETTERS = re.compile(r"[A-La-l]+")
_BETWEEN = re.compile(r"[\s,;:/-]+")


def a_date(text: str, first: date = date.min) -> str:
    """Return a date of service, YYYY-MM-DD, not before `first`; empty when none is given."""
    if not text.strip():
        return ""
    try:
        found = date.fromisoformat(text.strip()) if _ISO.fullmatch(text.strip()) else None
    except ValueError:
        found = None
    if found is None:
        raise InvalidArgumentError("It is no date; write it as 2026-04-30.")
    if found < first:
        raise InvalidArgumentError(f"Nothing is known of days before {first.year}.")
    return found.isoformat()


def a_setting(text: str) -> Setting:
    """Return whose edits apply; practitioners when nothing is said."""
    settings = [one.value for one in Setting if one is not Setting.UNSPECIFIED]
    if not text:
        return Setting.PRACTITIONER
    if text not in settings:
        raise InvalidArgumentError(f"It is one of {', '.join(settings)}.")
    return Setting(text)


def a_code(text: str) -> str:
    """Return a code as it is written, in capitals."""
    code = text.strip()
    if not code:
        raise InvalidArgumentError("A code is missing.")
    if not _CODE.fullmatch(code) or not code.strip("."):
        raise InvalidArgumentError("A code has letters, digits and dots, at most 20.")
    return code.upper()


def a_number(text: str, least: int, most: int) -> int:
    """Return a whole number in these bounds."""
    if _NUMBER.fullmatch(text.strip()) and least <= int(text) <= most:
        return int(text)
    raise InvalidArgumentError(f"It must be a whole number from {least} to {most:,}.")


def units(text: str) -> int:
    """Return units of service; 1 when nothing is said."""
    return a_number(text, 1, MOST_UNITS) if text.strip() else 1


def modifiers(text: str) -> tuple[str, ...]:
    """Return modifiers with spaces, commas or hyphens between them, in capitals."""
    found = [part for part in _BETWEEN.split(text.strip()) if part]
    if len(found) > MOST_MODIFIERS:
        raise InvalidArgumentError(f"At most {MOST_MODIFIERS} modifiers are possible.")
    for one in found:
        if not _MODIFIER.fullmatch(one):
            raise InvalidArgumentError("A modifier has two letters or digits.")
    return tuple(one.upper() for one in found)


def pointers(text: str) -> tuple[int, ...]:
    """Return which diagnoses a line points at, by letters (`AB`) or numbers (`1 2`)."""
    found: list[int] = []
    for part in (part for part in _BETWEEN.split(text.strip()) if part):
        if _LETTERS.fullmatch(part):
            found += [ord(letter) - ord("A") + 1 for letter in part.upper()]
        elif _POINTER.fullmatch(part) and 1 <= int(part) <= MOST_DIAGNOSES:
            found.append(int(part))
        else:
            reason = (
                f"Diagnoses are pointed at by letters A to L, or numbers 1 to {MOST_DIAGNOSES}."
            )
            raise InvalidArgumentError(reason)
    if len(found) > MOST_POINTERS:
        raise InvalidArgumentError(f"A line points at {MOST_POINTERS} diagnoses at most.")
    return tuple(found)


def diagnoses(text: str) -> list[str]:
    """Return the diagnoses as written, with spaces, commas or new lines between them."""
    return [part for part in re.split(r"[\s,;]+", text.strip()) if part]
