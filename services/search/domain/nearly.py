"""What fits nearly: the codes that have some of the words, for when too few have them all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from services.search.domain.documents import stands_back
from services.search.domain.frequencies import Frequencies
from services.search.domain.index import (
    FACETS,
    Filters,
    Hit,
    Index,
    Part,
    Question,
    Status,
    Window,
    status_on,
)
from services.search.domain.reading import Reading
from services.search.domain.relaxing import (
    MOST_MISTYPED,
    Sought,
    closeness,
    orders,
    sought,
)

# How many codes that fit nearly are shown: nobody reads on.
MOST = 60
# Of how many codes that each order of words finds the closest are chosen.
_CANDIDATES = 20
# What a code says of what it has that has ended or has not begun, or that stands back.
_NOT_IN_FORCE, _STANDS_BACK = 0.9, 0.95
_KNOWN = 0


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


def few(reading: Reading, *, found: bool) -> bool:
    """Return whether words may be left out of a query that has found something, or nothing.

    A code that there is says enough, and half of one that there is not was not meant.
    """
    wording = reading.wording
    if reading.compact and (found or _is_code_like(reading.compact)):
        return False
    return wording.is_plain and bool(wording.words) and not (reading.names_codes and found)


def nearly(  # noqa: PLR0913 - what is asked, and how much of it is shown
    index: Index,
    reading: Reading,
    filters: Filters,
    exact: Sequence[Hit],
    *,
    most: int = MOST,
    brief: bool = False,
) -> Nearly:
    """Return the exact hits and after them those that have most of what the query says.

    All are asked for in one request. Where words may be left out, the exact hits are in order with
    the rest. What is brief has no spelling.
    """
    frequencies = index.frequencies()
    words = sought(reading.wording, frequencies)
    questions = [
        Question(Part.WORDS, reading, filters, Window(0, _CANDIDATES), words=text)
        for text in orders(words)
    ]
    answers = index.ask(questions, brief=brief) if questions else []
    there = {(hit.system, hit.code) for hit in exact}
    found = {(hit.system, hit.code): hit for answer in answers for hit in answer.hits}
    in_order = sorted(found.items(), key=lambda item: -_says(words, item[1], filters.day))
    if reading.wording.optional:
        others = (hit for hit in exact if (hit.system, hit.code) not in found)
        hits = (*(hit for _, hit in in_order), *others)
    else:
        hits = (*exact, *(hit for place, hit in in_order if place not in there))
    return Nearly(
        hits[:most],
        () if exact or not hits else _lacking(reading, words, hits[0]),
        "" if brief else _spelling(reading, frequencies),
    )


def _says(words: Sequence[Sought], hit: Hit, day: int) -> float:
    """Return how much of a query a code has, less where the code is none to be reported."""
    says = closeness(words, hit.fields)
    if status_on(hit.begins, hit.ends, day) is not Status.ACTIVE:
        says *= _NOT_IN_FORCE
    if not hit.fields[_KNOWN] and stands_back(hit.code, billable=hit.billable):
        says *= _STANDS_BACK
    return says


def _lacking(reading: Reading, words: Sequence[Sought], hit: Hit) -> tuple[str, ...]:
    had = {typed for word in words if word.share(hit.fields) for typed in word.typed.split()}
    needed = (word for word in reading.wording.words if word not in reading.wording.optional)
    return tuple(word for word in needed if word not in had)


def _spelling(reading: Reading, frequencies: Frequencies) -> str:
    """Return the query with the nearest words of the index for those that are nowhere."""
    words = reading.wording.words
    if len({word for word in words if not frequencies.knows(word)}) > MOST_MISTYPED:
        return ""
    near = [(w,) if frequencies.knows(w) else frequencies.meant(w) for w in words]
    meant = tuple(chain.from_iterable(near))
    return " ".join(meant) if all(near) and meant != words else ""


def _is_code_like(compact: str) -> bool:
    return any(character.isdigit() for character in compact)
