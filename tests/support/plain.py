"""What every description in common language must be like, whatever the code."""

import re
from itertools import pairwise

from services.catalog.domain.plain.sentences import MOST_WORDS
from services.catalog.domain.records import Summary

_WORDS = re.compile(r"[a-z]+")
_BEGINS = re.compile(r"[A-Z0-9\"'(“]")
_SIGNS = re.compile(r"[{}<>|\t\n]|\bNone\b|\(\)|  | ,| \.(?![ \d.])")
# A sign that hangs before another.
_DANGLING = re.compile(r"[,;:(\[][.,;:)\]]|\.\.")
_SHOUTED = re.compile(r"\b[A-Z]{4,} [A-Z]{4,}\b")
_GLOSS = re.compile(r" \(([^()]*)\)")
_ARTICLES = frozenset({"a", "an", "the"})
_NO_NOUNS = _ARTICLES | {"of", "in", "from", "to", "with"}
# What must stand in both or in neither, whatever else our words are.
_SIDES = frozenset({"right", "left"})
_DEGREES = frozenset(
    "acute bilateral chronic complete displaced fifth first fourth incomplete major mild minor "
    "moderate nondisplaced not partial primary profound second secondary severe subacute third "
    "unilateral unspecified with without".split()
)
_CUT = "The official text goes on."


def faults(summary: Summary, description: str) -> list[str]:
    """Return what is wrong with a description, in words; empty when nothing is."""
    title = summary.place.version.title
    whole = _CUT not in description
    said, titled = description.lower().split(), title.lower().split()
    meanings = _meanings(description, title)
    found = {
        "empty": not description,
        "too long": len(description.split()) > MOST_WORDS,
        "no sentence": not _BEGINS.match(description) or description[-1:] != ".",
        "a word twice": _twice(said) - _twice(titled),
        "an article without a noun": _bare(said) - _bare(titled),
        "unresolved": _SIGNS.search(_without(description, title)),
        "dangling": set(_DANGLING.findall(description)) - set(_DANGLING.findall(title)),
        "shouted": set(_SHOUTED.findall(description)) - set(_SHOUTED.findall(title)),
        "sides": whole and _sides(description) != _sides(title),
        "a meaning twice": len(meanings) != len(set(meanings)),
        "brackets": any(
            _open(description, signs) != (_open(title, signs) if whole else 0)
            for signs in ("()", "[]")
        ),
    }
    return [
        f"{summary.place.version.code}: {what}: {description}"
        for what, is_so in found.items()
        if is_so
    ]


def degrees(text: str) -> frozenset[str]:
    """Return the words of degree, number and negation in a text, but for those in brackets."""
    return _DEGREES.intersection(_WORDS.findall(_GLOSS.sub("", text).lower()))


def _sides(text: str) -> frozenset[str]:
    return _SIDES.intersection(_WORDS.findall(text.lower()))


def _meanings(description: str, title: str) -> list[str]:
    """Return what stands in brackets that the title has not in brackets."""
    lower = title.lower()
    return [one for one in _GLOSS.findall(description) if f"({one.lower()})" not in lower]


def _without(description: str, title: str) -> str:
    """Return the description without the signs that the title has itself."""
    return description.translate({ord(sign): "~" for sign in "<>" if sign in title})


def _twice(words: list[str]) -> set[str]:
    return {one for one, next_one in pairwise(words) if one == next_one and one.isalpha()}


def _bare(words: list[str]) -> set[tuple[str, str]]:
    return {two for two in pairwise(words) if two[0] in _ARTICLES and two[1] in _NO_NOUNS}


def _open(text: str, signs: str) -> int:
    return text.count(signs[0]) - text.count(signs[1])
