"""The codes that a note of the tabular list names, read from its text exactly or not at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CODE = r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{0,4})?"
# `E11.9`, `E10.-`, `E08-E13`, `I63.3-I63.5-`, `M05.00 to M05.8A`, `S12.0--S12.3-`.
_ITEM = rf"({_CODE})(?:\.?-?(?:\s?-\s?|\sto\s)({_CODE}))?\.?-?"
_ONE = re.compile(_ITEM)
_LIST = rf"{_ITEM}(?:(?:\s?,| and| or)\s?{_ITEM})*"
_CLAUSE = r"(?:,?\swith\s(?P<clause>[^()]*?))?"
_GROUP = re.compile(rf"(?:{_LIST})\s?,?{_CLAUSE}\s?")
_PARENTHESES = re.compile(
    r"\(([^()]*)\)(\s+with\s+(?:[a-z0-9]+ (?:or [a-z0-9]+ )?)?characters? .*)?"
)
# Without parentheses: `hearing loss as classified in H90.-`, `code from category B96 to identify`.
_BARE = re.compile(r"\s([A-Z][0-9][0-9A-Z]\.[-0-9A-Z]+)\s*$")
_FROM = re.compile(rf"\bfrom (?:categor(?:y|ies) )?({_LIST})(?=,?\s|$)")

_PLACES = {
    "final": 0,
    "4th": 4, "fourth": 4,
    "5th": 5, "fifth": 5,
    "6th": 6, "sixth": 6,
    "7th": 7, "seventh": 7,
}  # fmt: skip
_AT = re.compile(
    r"(?P<place>final|[4-7]th|fourth|fifth|sixth|seventh)(?P<intent> or six(?:th)?)? characters? "
    r"-?(?P<first>[0-9A-Z]{1,4})(?:-(?P<last>[0-9A-Z]))?"
)
_DECIMALS = re.compile(r"\.(?P<first>[0-9]{1,4})(?:-\.(?P<last>[0-9]{1,4})|-)?")
_ANY_INTENT = re.compile(r"(?:fifth or )?sixth character to indicate intent")
# The place of the intent of a poisoning is the sixth, or the fifth where the sixth is X.
_INTENT = -1
_DECIMAL = -2


@dataclass(frozen=True, slots=True)
class Where:
    """What further characters a code must have; `place` counts from 1, 0 is the end."""

    place: int
    first: str
    last: str

    def holds(self, compact: str) -> bool:
        """Return whether a code has them."""
        if self.place == 0:
            found = compact[-len(self.first) :]
        elif self.place == _DECIMAL:
            found = compact[3 : 3 + len(self.first)]
        elif self.place == _INTENT:
            sixth = compact[5:6]
            found = compact[4:5] if sixth in {"", "X"} else sixth
        else:
            found = compact[self.place - 1 : self.place]
        return bool(found) and self.first <= found <= self.last


# Of a drug's code: taken as it should be, and it did harm.
ADVERSE_EFFECT = Where(_INTENT, "5", "5")


@dataclass(frozen=True, slots=True)
class Target:
    """The codes that begin with `first`, or with anything from `first` to `last`."""

    first: str
    last: str
    where: Where | None = None

    def holds(self, compact: str) -> bool:
        """Return whether a code, in compact form, is among them."""
        inside = self.first <= compact[: len(self.first)] and compact[: len(self.last)] <= self.last
        return inside and (self.where is None or self.where.holds(compact))


def targets(note: str) -> tuple[Target, ...]:
    """Return the codes that a note names; what is not written as codes are is passed over."""
    text = " ".join(note.split())
    found = [
        target
        for group in _PARENTHESES.finditer(text)
        for target in _group(group[1] + (group[2] or ""))
    ]
    bare = None if found else _BARE.search(text) or _FROM.search(text)
    return tuple(named(bare[1])) if bare else tuple(found)


def _group(text: str) -> Iterator[Target]:
    """Yield the codes of a list, `E08-E13 with .51-.52`; nothing if any part is not understood."""
    whole = _GROUP.fullmatch(text)
    if whole is None:
        return
    clause = whole["clause"]
    where = _where(clause) if clause else None
    if clause and where is None and not _ANY_INTENT.fullmatch(clause):
        return
    yield from named(text[: whole.start("clause")] if clause else text, where)


def named(text: str, where: Where | None = None) -> Iterator[Target]:
    """Yield the codes and ranges of a text that has little else in it."""
    for item in _ONE.finditer(text):
        first = item[1].replace(".", "")
        yield Target(first, (item[2] or item[1]).replace(".", ""), where)


def _where(clause: str) -> Where | None:
    if decimals := _DECIMALS.fullmatch(clause):
        return Where(_DECIMAL, decimals["first"], decimals["last"] or decimals["first"])
    if at := _AT.fullmatch(clause):
        place = _INTENT if at["intent"] else _PLACES[at["place"]]
        return Where(place, at["first"], at["last"] or at["first"])
    return None
