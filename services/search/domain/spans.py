"""Marks in a text what a query matched, and cuts such a text into pieces."""

from typing import NamedTuple

# Private-use characters: no published text has them, and `without_marks` keeps it so.
OPEN = "\ue000"
CLOSE = "\ue001"

_MARKS = dict.fromkeys(map(ord, (OPEN, CLOSE)))


class TextSpan(NamedTuple):
    """A piece of a text, and whether the query matched it."""

    text: str
    matched: bool = False


def without_marks(text: str) -> str:
    """Return the text without the characters that mark a match."""
    return text.translate(_MARKS)


def cut(marked: str) -> tuple[TextSpan, ...]:
    """Return the pieces of a marked text, in order, none of them empty."""
    before, *rest = marked.split(OPEN)
    spans = [TextSpan(before)]
    for piece in rest:
        matched, _, after = piece.partition(CLOSE)
        spans += (TextSpan(matched, matched=True), TextSpan(after))
    return tuple(span for span in spans if span.text)


def best_matched(marked: list[str]) -> tuple[TextSpan, ...]:
    """Return the pieces of the text of which the most was matched; none if none was matched."""
    matched = max((cut(text) for text in marked), key=_matched_characters, default=())
    return matched if _matched_characters(matched) else ()


def _matched_characters(spans: tuple[TextSpan, ...]) -> int:
    return sum(len(span.text) for span in spans if span.matched)
