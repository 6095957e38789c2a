"""What every description in common language must be like, whatever the code."""

import re

from services.catalog.domain.plain.sentences import MOST_WORDS
from services.catalog.domain.records import Summary

_DOUBLED = re.compile(r"\b([a-z]{2,}) \1\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"[{}<>|\t\n]|\bNone\b|\(\)|  | ,| \.(?![ \d.])")
_SIDES = re.compile(r"\b(right|left)\b", re.IGNORECASE)
_CUT = "The official text goes on."


def faults(summary: Summary, description: str) -> list[str]:
    """Return what is wrong with a description, in words; empty when nothing is."""
    title = summary.place.version.title
    whole = _CUT not in description
    found = {
        "empty": not description,
        "too long": len(description.split()) > MOST_WORDS,
        "no sentence": not re.match(r"[A-Z0-9\"'(“]", description) or description[-1:] != ".",
        "a word twice": _doubled(description) - _doubled(title) - _doubled(title.lower()),
        "unresolved": _PLACEHOLDER.search(_without(description, title)),
        "sides": whole and _sides(description) != _sides(title),
        "brackets": description.count("(") - description.count(")")
        != (title.count("(") - title.count(")") if whole else 0),
    }
    return [
        f"{summary.place.version.code}: {what}: {description}"
        for what, is_so in found.items()
        if is_so
    ]


def _without(description: str, title: str) -> str:
    """Return the description without the signs that the title has itself."""
    return description.translate({ord(sign): "~" for sign in "<>" if sign in title})


def _doubled(text: str) -> set[str]:
    return {match.lower() for match in _DOUBLED.findall(text)}


def _sides(text: str) -> set[str]:
    return {match.lower() for match in _SIDES.findall(text)}
