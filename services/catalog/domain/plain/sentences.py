"""Sentences within a number of words: how every description is put together."""

import re
from collections.abc import Iterable

from services.catalog.domain.kinds import CodeStatus
from services.catalog.domain.records import Summary

MOST_WORDS = 80

# After what a long text may be cut without a word losing its meaning.
_PAUSE = re.compile(r"[,;:](?= )")
_CUT = "The official text goes on."


def compose(first: str, others: Iterable[str]) -> str:
    """Return the first sentence and as many of the others, the weightiest first, as have room."""
    others = [one for one in others if one]
    said = [first]
    words = len(first.split())
    for sentence in others:
        count = len(sentence.split())
        if words + count <= MOST_WORDS:
            said.append(sentence)
            words += count
    return " ".join(said)


def shortened(text: str, most: int) -> str:
    """Return the text as a sentence of at most `most` words, which says so when it is cut."""
    words = text.split()
    if len(words) <= most:
        return ended(text)
    cut = " ".join(words[: most - len(_CUT.split())])
    pauses = [pause.start() for pause in _PAUSE.finditer(cut)]
    kept = cut[: pauses[-1]] if pauses and pauses[-1] > len(cut) // 2 else cut
    # A bracket that the cut has left open is closed by leaving out what is in it.
    for left, right in ("()", "[]"):
        while kept.count(left) > kept.count(right):
            kept = kept[: kept.rindex(left)].rstrip(" ,;:")
    return f"{kept.rstrip(' ,;:')} … {_CUT}"


def ended(text: str) -> str:
    """Return the text with a full stop, unless it has one."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def capital(text: str) -> str:
    """Return the text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str) -> str:
    """Return `1 code`, `2 codes`."""
    return f"{number:,} {one if number == 1 else many}"


def use(summary: Summary) -> str:
    """Return whether what is described may be billed, as a sentence."""
    version, below = summary.place.version, summary.place.child_count
    if summary.status is CodeStatus.DELETED:
        return "It has ended: it may no longer be billed."
    if summary.status is CodeStatus.FUTURE:
        return "It is published and not yet in force."
    if version.billable:
        return "The code is complete and can be billed."
    if below:
        entry = "the entry" if below == 1 else f"among the {below:,} entries"
        return f"A heading, not billable: choose {entry} below it."
    return "A heading, not billable."
