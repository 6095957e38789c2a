"""Marks in a text what a query matched, and cuts such a text into pieces."""

from collections.abc import Sequence
from typing import NamedTuple

from services.search.domain.words import words_in

# Private-use characters: no published text has them, and `without_marks` keeps it so.
OPEN = "\ue000"
CLOSE = "\ue001"

_MARKS = dict.fromkeys(map(ord, (OPEN, CLOSE)))


class TextSpan(NamedTuple):
    """A piece of a text, and whether the query matched it."""

    text: str
    matched: bool = False


# A text in pieces.
Spans = tuple[TextSpan, ...]


class Marked(NamedTuple):
    """A text, and its one spelling with what the query matched marked."""

    text: str
    spelt: str


def without_marks(text: str) -> str:
    """Return the text without the characters that mark a match."""
    return text if text.isascii() else text.translate(_MARKS)


def marked_like(text: str, marked: str) -> Spans:
    """Return the pieces of a text whose words are marked in `marked`, its one spelling.

    A word that is marked to its end there is marked to its end here; a beginning is as long.
    """
    left = marked.count(OPEN)
    if not left:
        return (TextSpan(text),) if text else ()
    spans: list[TextSpan] = []
    done = 0
    marks = iter(marked.split())
    for word in words_in(text):
        if not word.spelt:
            continue
        length = _marked_length(next(marks, ""), word.end - word.start)
        if length:
            spans += (TextSpan(text[done : word.start]),)
            done = word.start + length
            spans += (TextSpan(text[word.start : done], matched=True),)
            left -= 1
            if not left:
                break
    return tuple(span for span in (*spans, TextSpan(text[done:])) if span.text)


def best_matched(texts: Sequence[str], marked: Sequence[str]) -> Spans:
    """Return the pieces of the text of which the most was matched; none if none was matched."""
    pairs = [pair for pair in zip(texts, marked, strict=False) if OPEN in pair[1]]
    return marked_like(*max(pairs, key=_share)) if pairs else ()


def _marked_length(word: str, length: int) -> int:
    if OPEN not in word:
        return 0
    before, _, rest = word.partition(OPEN)
    matched, _, after = rest.partition(CLOSE)
    return length if before or not after else min(len(matched), length)


def _share(pair: tuple[str, str]) -> float:
    """Return how much of a text is matched: its characters, and of equals the shorter text."""
    _, marked = pair
    matched = sum(len(piece.partition(CLOSE)[0]) for piece in marked.split(OPEN)[1:])
    return matched - len(marked) / 10_000
