"""HCPCS Level II in common language: what kind of thing it is, and what one unit of it is."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.plain.hcpcs_units import without_unit
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
_MOST_TERMS = 3
_INJECTION = re.compile(r"^inj(?:ection)?[,;] ", re.IGNORECASE)
_NAMES = frozenset({"I", "Medicare", "Medicaid", "X-ray"})
_WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9'.-]*[A-Za-z0-9])?")
_LETTERED = re.compile(r"\b([Hh]epatitis|[Vv]itamin) ([a-e]\d*)\b(?! vaccine)")
# How far a cancer has gone: T3b, N1, M0.
_STAGE = re.compile(r"\b[tnm](?:\d[a-c]?|x)?\b(?!')")
_SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)(?<!vs)(?<!sq)(?<!in)(?<=[a-z)]{2}\. )[a-z]")


def describe(summary: Summary, _above: Sequence[Version]) -> str:
    """Return the description of a code or letter; see plain.describe."""
    version = summary.place.version
    if version.kind is not NodeKind.CODE:
        return _heading(summary)
    text, unit = without_unit(version.compact, _spelled(version.title))
    return compose(
        _opening(version.compact, text), [unit, *_notes(version.title.lower()), use(summary)]
    )


def opening(summary: Summary, _above: Sequence[Version]) -> str:
    """Return what the description says first; see plain.opening."""
    version = summary.place.version
    if version.kind is not NodeKind.CODE:
        return _letter(version)
    text, _ = without_unit(version.compact, _spelled(version.title))
    return _opening(version.compact, text)


def describe_modifier(summary: Summary, _above: Sequence[Version]) -> str:
    """Return the description of a modifier; see plain.describe."""
    text = shortened(_spelled(summary.place.version.title), _MOST_WORDS_OF_MODIFIER)
    return f"Added behind a procedure code, it says: {_lowered(text)}"


def _heading(summary: Summary) -> str:
    version = summary.place.version
    codes = counted(summary.place.child_count, "code", "codes")
    return f"{_letter(version)} A heading with {codes} below it; it is not billable."


def _letter(version: Version) -> str:
    return ended(capital(version.title))


def _opening(code: str, text: str) -> str:
    """Return what it is, after what kind of thing it is if its text does not show that."""
    return shortened(_led(code, text), _MOST_WORDS_OF_TITLE)


def _led(code: str, text: str) -> str:
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
    """Return the text with abbreviations and names as people write them."""
    text = " ".join(text.split()).replace(" ,", ",")
    for short, plain in table("hcpcs", "dotted").items():
        text = text.replace(short, plain)
    text = _WORD.sub(lambda word: _spelled_word(word[0]), text)
    text = _LETTERED.sub(lambda found: f"{found[1]} {found[2].upper()}", text)
    if text.lower().startswith("oncology"):
        text = _STAGE.sub(lambda found: found[0][0].upper() + found[0][1:], text)
    text = _SENTENCE.sub(lambda found: found[0].upper(), text)
    return text.removesuffix(".)") + ")." if text.endswith(".)") else text


@cache
def _spelled_word(word: str) -> str:
    """Return a word, or each word of a compound, as people write it."""
    spellings = table("hcpcs", "spelling")
    # A capital may be that of a sentence: Rn, Fda-monitored.
    begun = word[:1].lower() + word[1:]
    if begun in spellings:
        return spellings[begun]
    first, *others = word.split("-")
    first = spellings.get(begun.split("-", 1)[0], first)
    return "-".join([first, *(spellings.get(one, one) for one in others)])


def _lowered(text: str) -> str:
    first = text.split(" ", 1)[0]
    if any(char.isupper() or char.isdigit() for char in first[1:]) or first in _NAMES:
        return text
    return text[:1].lower() + text[1:]
