"""HCPCS Level II in common language: what kind of thing it is, and what one unit of it is."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.plain.sentences import (
    capital,
    compose,
    counted,
    ended,
    shortened,
    use,
)
from services.catalog.domain.plain.vocabulary import glossary, table
from services.catalog.domain.records import Summary, Version

_MOST_WORDS_OF_TITLE = 55
_MOST_WORDS_OF_MODIFIER = 60
_MOST_TERMS = 2
_INJECTION = re.compile(r"^inj(?:ection)?[,;] ", re.IGNORECASE)
# How a unit stands at the end of a description: `, per 15 minutes`, `, each`, `, up to 50 mg`.
_STATED = re.compile(
    r"[,;] (?:(?:each|per)"
    r"(?: (?P<of>(?:[\d.,]*\d )?[a-z.]+(?: (?:centimeters?|inch(?:es)?|dose))?))?"
    r"|(?P<most>up to [\d.,]*\d "
    r"(?:mg|mcg|gm?|grams?|milligrams?|ml|cc|units?|(?:milli|micro)curies?)))\.?$",
    re.IGNORECASE,
)
# Only of a drug is a bare amount at the end what one unit is; of a device it is its size.
_AMOUNT = re.compile(
    r", (?P<of>(?:[\d.,]*\d) (?:mg|mcg|gm|grams?|g|units?|iu|i\.u\.|meq|ml|cc|million units|"
    r"micrograms?|millicuries?|international units?))\.?$",
    re.IGNORECASE,
)
_NAMES = frozenset({"I", "Medicare", "Medicaid", "X-ray"})
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9'.-]*")


def describe(summary: Summary, _above: Sequence[Version]) -> str:
    """Return the description of a code or letter; see plain.describe."""
    version = summary.place.version
    if version.kind is not NodeKind.CODE:
        return _heading(summary)
    text, unit = _without_unit(version.compact, _spelled(version.title))
    return compose(
        shortened(_opening(version.compact, text), _MOST_WORDS_OF_TITLE),
        [unit, *_notes(version.title.lower()), use(summary)],
    )


def describe_modifier(summary: Summary, _above: Sequence[Version]) -> str:
    """Return the description of a modifier; see plain.describe."""
    text = shortened(_spelled(summary.place.version.title), _MOST_WORDS_OF_MODIFIER)
    return f"Added behind a procedure code, it says: {_lowered(text)}"


def _heading(summary: Summary) -> str:
    version = summary.place.version
    codes = counted(summary.place.child_count, "code", "codes")
    return f"{ended(capital(version.title))} A heading with {codes} below it; it is not billable."


def _opening(code: str, text: str) -> str:
    """Return what it is, after what kind of thing it is if its text does not show that."""
    lead, shown = _lead(code)
    explained = glossary("hcpcs", "term").explain(text, _MOST_TERMS, _MOST_WORDS_OF_TITLE)
    if _INJECTION.match(text):
        return f"A drug for injection: {_INJECTION.sub('', explained)}"
    if code[0] in "GM" and _is_statement(text):
        return f"A statement about care, for quality reporting: {_lowered(explained)}"
    if not lead or (shown and re.search(rf"\b(?:{shown})", text, re.IGNORECASE)):
        return capital(explained)
    return f"{lead}: {_lowered(explained)}"


def _is_statement(text: str) -> bool:
    lower = text.lower()
    known = table("hcpcs", "statement")
    return bool(re.match(known["begin"], lower) or re.search(known["inside"], lower))


def _without_unit(code: str, text: str) -> tuple[str, str]:
    """Return the text without the unit at its end, and what one unit is; "" if it tells none."""
    drug = code[0] == "J" or _INJECTION.match(text)
    match = _STATED.search(text) or (_AMOUNT.search(text) if drug else None)
    if match is None:
        return text, ""
    found = match.groupdict()
    unit = found.get("most") or found["of"] or "item"
    if not unit[0].isdigit() and not found.get("most"):
        unit = f"one {unit.replace('diem', 'day')}"
    if unit == "one unit":
        return text, ""
    return text[: match.start()], f"One unit stands for {unit}."


def _notes(lower: str) -> Iterator[str]:
    said = set()
    for phrase, sentence in table("hcpcs", "note").items():
        if phrase in lower and sentence not in said:
            said.add(sentence)
            yield sentence


@cache
def _lead(code: str) -> tuple[str, str]:
    for key, value in table("hcpcs", "lead").items():
        first, _, last = key.partition("-")
        if first <= code <= last:
            lead, _, shown = value.partition(" | ")
            return lead, shown
    return "", ""


def _spelled(text: str) -> str:
    """Return the text with abbreviations as people write them."""
    spellings = table("hcpcs", "spelling")
    text = " ".join(text.split()).replace(" ,", ",")
    return _WORD.sub(lambda word: spellings.get(word[0], word[0]), text)


def _lowered(text: str) -> str:
    first = text.split(" ", 1)[0]
    if any(char.isupper() or char.isdigit() for char in first[1:]) or first in _NAMES:
        return text
    return text[:1].lower() + text[1:]
