"""Codes that a 7th character makes: the tabular list defines the characters, not the codes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Entry, SeventhCharacter

_PLACES_BEFORE = 6

# The one form in which the tabular list limits a definition (category S06).
_EXCEPTION = re.compile(
    r"7th characters? (?P<characters>\w(?:(?:, | and |, and )\w)*) (?:do|does) not apply"
    r" to codes in category (?P<category>\w+) with 6th character (?P<sixths>.+)"
)
_SIXTH = re.compile(r"(?:^|\bor )(\w) - ")
_MENTIONS = re.compile(r"7th character.*\bnot apply\b")


class UnclearLimitError(ValueError):
    """A note limits the 7th characters in words that are not understood."""


@dataclass(frozen=True, slots=True)
class Limit:
    """7th characters that codes beginning so, with one of these 6th characters, do not take."""

    category: str
    sixths: frozenset[str]
    characters: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sevenths:
    """What the nearest definition at or above a place says of the 7th character."""

    characters: tuple[SeventhCharacter, ...] = ()
    limits: Sequence[Limit] = ()

    def limited(self, notes: Sequence[str]) -> "Sevenths":
        """Return the definition with the limits that these notes state besides its own."""
        return replace(self, limits=(*self.limits, *(x for n in notes if (x := read_limit(n)))))

    def of_base(self, compact: str) -> tuple[SeventhCharacter, ...]:
        """Return the characters that a code without its 7th character takes."""
        sixth = _pad(compact)[-1]
        refused = {
            character
            for limit in self.limits
            if compact.startswith(limit.category) and sixth in limit.sixths
            for character in limit.characters
        }
        return tuple(seventh for seventh in self.characters if seventh.character not in refused)


def read_limit(note: str) -> Limit | None:
    """Return the limit that a note states, None if it states none.

    Raises UnclearLimitError for a note that seems to, in other words than the known ones.
    """
    match = _EXCEPTION.search(note)
    if match is None:
        if _MENTIONS.search(note):
            raise UnclearLimitError(note)
        return None
    sixths = _SIXTH.findall(match["sixths"])
    if not sixths:
        raise UnclearLimitError(note)
    characters = re.findall(r"\b\w\b", match["characters"])
    return Limit(match["category"], frozenset(sixths), frozenset(characters))


def extended(base: Entry, seventh: SeventhCharacter) -> Entry:
    """Return the code that a 7th character makes of its base, X in the empty places between.

    ICD-10-CM Official Guidelines, I.A.4 and I.A.5.
    """
    compact = _pad(base.compact) + seventh.character
    return Entry(
        code=f"{compact[:3]}.{compact[3:]}",
        compact=compact,
        title=f"{base.title}, {seventh.title}",
        kind=NodeKind.CODE,
        billable=True,
        parent=base.compact,
    )


def _pad(compact: str) -> str:
    return compact.ljust(_PLACES_BEFORE, "X")
