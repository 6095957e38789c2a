"""Finds the codes that a note or an article names, so that a reader can follow them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A category and what may follow its point; then, in the notation of the tabular list, `-` for
# "whatever follows" (ICD-10-CM Official Guidelines, I.A.6). Vitamin B12 is no code, nor is LGMD
# R12, a muscular dystrophy.
_CODE = re.compile(
    r"(?<![A-Za-z0-9.])(?<![Vv]itamin )(?<!LGMD )"
    r"([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)(?:\.?-(?![A-Za-z0-9]))?(?!\.?[A-Za-z0-9])"
)
# An article may name codes of any system: seven characters of ICD-10-PCS, five of HCPCS or CPT.
_ANY_CODE = re.compile(
    r"\b((?=[A-Z]*\d)[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}|[A-V]\d{4}|\d{4}[0-9AFTU])\b(?![.,]?\d)|"
    + _CODE.pattern
)


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `code` is what it names, or empty."""

    text: str
    code: str = ""


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the note in pieces, in order: `E11.-` names E11, `N18.1-N18.6` both of its ends."""
    return tuple(_pieces(_CODE, text))


def mentions(text: str) -> tuple[Piece, ...]:
    """Return a text of our own in pieces, in order: it may name codes of every system."""
    return tuple(_pieces(_ANY_CODE, text))


def _pieces(codes: re.Pattern[str], text: str) -> Iterator[Piece]:
    end = 0
    for match in codes.finditer(text):
        if before := text[end : match.start()]:
            yield Piece(before)
        yield Piece(match[0], next(filter(None, match.groups())))
        end = match.end()
    if rest := text[end:]:
        yield Piece(rest)
