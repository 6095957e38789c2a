"""Marks in a text what a query matched, and cuts such a text into pieces."""

from collections.abc import Sequence
from typing import NamedTuple

from services.search.domain.words import words_in

# Private-use characters: no published text has them, and `without_marks` keeps it so.
OPEN = "\ue000"
CLOSE = "\ue001"


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
    return text if text.isascii() else text.replace(OPEN, "").replace(CLOSE, "")


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
    for start, end, spelt in words_in(text):
        mark = next(marks, "") if spelt else ""
        if OPEN not in mark:
            continue
        if start > done:
            spans.append(TextSpan(text[done:start]))
        done = start + _marked_length(mark, end - start)
        spans.append(TextSpan(text[start:done], matched=True))
        left -= 1
        if not left:
            break
    if done < len(text):
        spans.append(TextSpan(text[done:]))
    return tuple(spans)


def best_matched(texts: Sequence[str], marked: Sequence[str]) -> Spans:
    """Return the pieces of the text of which the most was matched; none if none was matched."""
    pairs = [pair for pair in zip(texts, marked, strict=False) if OPEN in pair[1]]
    return marked_like(*max(pairs, key=_share)) if pairs else ()


def _marked_length(word: str, length: int) -> int:
    before, _, rest = word.partition(OPEN)
    matched, _, after = rest.partition(CLOSE)
    return length if before or not after else min(len(matched), length)


def _share(pair: tuple[str, str]) -> float:
    """Return how much of a text is matched: its characters, and of equals the shorter text."""
    _, marked = pair
    matched = sum(len(piece.partition(CLOSE)[0]) for piece in marked.split(OPEN)[1:])
    return matched - len(marked) / 10_000
