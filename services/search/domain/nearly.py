"""What fits nearly: the codes that have some of the words, for when too few have them all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.search.domain.index import (
    FACETS,
    NOTHING,
    Filters,
    Hit,
    Index,
    Part,
    Question,
    Status,
    Window,
)
from services.search.domain.reading import Reading
from services.search.domain.relaxing import MOST_MISTYPED, Frequencies, Group, groups, text_of

# How many codes that fit nearly are shown: nobody reads on.
_MOST = 60


@dataclass(frozen=True)
class Nearly:
    """Codes of which those that have every word come first, and what they lack."""

    hits: tuple[Hit, ...]
    left_out: tuple[str, ...] = ()
    spelling: str = ""

    def facets(self, filters: Filters) -> Mapping[str, Counter[str]]:
        """Return how many of the hits have each value of each facet."""
        counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for hit in self.hits:
            counts["system"][hit.system] += 1
            counts["billable"][str(hit.billable).lower()] += 1
            counts["status"][status_on(hit.begins, hit.ends, filters.day).value] += 1
            if hit.chapter:
                counts["chapter"][f"{hit.system} {hit.chapter}"] += 1
        return counts


def few(reading: Reading, hits: Sequence[Hit]) -> bool:
    """Return whether words may be left out of a query that found these.

    A code that there is says enough, and half of one that there is not was not meant.
    """
    wording = reading.wording
    if reading.compact and (hits or _is_code_like(reading.compact)):
        return False
    return wording.is_plain and bool(wording.words) and not (reading.names_codes and hits)


def nearly(  # noqa: PLR0913 - what is asked, and how much of it is shown
    index: Index,
    reading: Reading,
    filters: Filters,
    exact: Sequence[Hit],
    *,
    most: int = _MOST,
    brief: bool = False,
) -> Nearly:
    """Return the exact hits and after them those that have most of what the query says."""
    frequencies, wording = index.frequencies(), reading.wording

    def count(texts: Sequence[str]) -> list[int]:
        asked = [Question(Part.WORDS, reading, filters, NOTHING, words=text) for text in texts]
        return [answer.total for answer in index.ask(asked, brief=True)]

    chosen = groups(wording, frequencies, count)
    asked = [*chosen, *_shorter(chosen)]
    questions = [
        Question(Part.WORDS, reading, filters, Window(0, most), words=text_of(group, wording))
        for group in asked
    ]
    hits = {(hit.system, hit.code): hit for hit in exact}
    for answer in index.ask(questions, brief=brief) if questions else ():
        for hit in answer.hits:
            hits.setdefault((hit.system, hit.code), hit)
    left_out = () if exact or not chosen else tuple(w for w in wording.words if w not in chosen[0])
    return Nearly(tuple(hits.values())[:most], left_out, _spelling(reading, frequencies))


def status_on(begins: int, ends: int, day: int) -> Status:
    """Return whether a code that begins and ends on these days may be used on a day."""
    if begins > day:
        return Status.FUTURE
    return Status.ACTIVE if ends > day else Status.DELETED


def _shorter(chosen: Sequence[Group]) -> list[Group]:
    """Return the best group without one of its words after another, the last typed first."""
    best = chosen[0] if chosen else ()
    if len(best) < 2:
        return []
    return [tuple(w for w in best if w != one) for one in reversed(best)][:4]


def _spelling(reading: Reading, frequencies: Frequencies) -> str:
    """Return the query with the nearest words of the index for those that are nowhere."""
    words = reading.wording.words
    if len({word for word in words if not frequencies.knows(word)}) > MOST_MISTYPED:
        return ""
    near = [w if frequencies.knows(w) else frequencies.nearest(w) for w in words]
    return " ".join(near) if all(near) and tuple(near) != words else ""


def _is_code_like(compact: str) -> bool:
    return any(character.isdigit() for character in compact)
