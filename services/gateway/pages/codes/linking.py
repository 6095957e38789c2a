"""Finds the codes that a note names, so that a reader can follow them."""

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


@dataclass(frozen=True)
class Piece:
    """A piece of a note; `code` is what it names, or empty."""

    text: str
    code: str = ""


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the note in pieces, in order: `E11.-` names E11, `N18.1-N18.6` both of its ends."""
    return tuple(piece for piece in _pieces(text) if piece.text)


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for match in _CODE.finditer(text):
        yield Piece(text[end : match.start()])
        yield Piece(match[0], match[1])
        end = match.end()
    yield Piece(text[end:])
