"""A claim of one day as it is asked about, and what no claim could have."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.dates import in_words
from services.catalog.domain.facts.kinds import Setting
from services.catalog.errors import ClaimInvalidError

MOST_LINES = 100
# An institutional claim has a principal and 24 other diagnoses (837I, loop 2300, HI).
MOST_DIAGNOSES = 25
MOST_MODIFIERS = 4
MOST_POINTERS = 4
MOST_UNITS = 99_999
# The first procedure-to-procedure edits: no edit, limit or ICD-10 code is older.
FIRST_DAY = date(1996, 1, 1)

_MODIFIER = re.compile(r"[A-Z0-9]{2}")


@dataclass(frozen=True, slots=True)
class Line:
    """One service, codes and modifiers in capitals; `number` counts from 1, as pointers do."""

    number: int
    code: str
    units: int = 1
    modifiers: tuple[str, ...] = ()
    pointers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one provider reports of one patient on one day; diagnoses in compact form, in order."""

    day: date
    setting: Setting
    lines: Sequence[Line]
    diagnoses: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Raise ClaimInvalidError for what no claim could have, naming the field."""
        if self.day < FIRST_DAY:
            raise ClaimInvalidError(f"There were no edits before {in_words(FIRST_DAY)}.", "date")
        _at_most(MOST_LINES, self.lines, "lines", "lines")
        _at_most(MOST_DIAGNOSES, self.diagnoses, "diagnoses", "diagnoses")
        for line in self.lines:
            _check(line)

    def codes(self) -> list[str]:
        """Return each code of the lines once, in order."""
        return list(dict.fromkeys(line.code for line in self.lines))

    def by_code(self) -> dict[str, list[Line]]:
        """Return the lines of each code, the codes in order."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.code, []).append(line)
        return found


def _check(line: Line) -> None:
    where = f"lines[{line.number - 1}]"
    if not 1 <= line.units <= MOST_UNITS:
        raise ClaimInvalidError(f"Units are 1 to {MOST_UNITS:,}.", f"{where}.units")
    _at_most(MOST_MODIFIERS, line.modifiers, "modifiers", f"{where}.modifiers")
    for modifier in line.modifiers:
        if not _MODIFIER.fullmatch(modifier):
            reason = "A modifier has two letters or digits."
            raise ClaimInvalidError(reason, f"{where}.modifiers")
    _at_most(MOST_POINTERS, line.pointers, "pointers", f"{where}.pointers")
    if any(not 1 <= pointer <= MOST_DIAGNOSES for pointer in line.pointers):
        reason = f"A pointer is 1 to {MOST_DIAGNOSES}."
        raise ClaimInvalidError(reason, f"{where}.pointers")


def _at_most(most: int, things: Sequence[object], name: str, field: str) -> None:
    if len(things) > most:
        raise ClaimInvalidError(f"At most {most} {name} are possible.", field)
