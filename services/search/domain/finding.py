"""Puts an answer together: the code itself, then what is below it, then what the words find."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, islice

from services.search.domain.index import (
    FACETS,
    NOTHING,
    Answer,
    Counts,
    Filters,
    Hit,
    Index,
    Part,
    Question,
    Window,
)
from services.search.domain.reading import Reading, read_query
from services.search.domain.status import IndexStatus
from services.search.errors import IndexNotBuiltError, QueryError, SystemUnknownError


@dataclass(frozen=True)
class Found:
    """A page of hits, how many there are in all, the counts by facet, how the query was read."""

    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, Counts]
    interpretation: str


class Finder:
    """Answers queries from an index. Its methods raise what the index raises."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._systems: frozenset[str] = frozenset()

    def suggest(self, query: str, limit: int) -> tuple[Hit, ...]:
        """Return the first hits; one request, whatever the reading. Raises QueryError."""
        reading = read_query(query)
        if not reading.text:
            return ()
        whole = Window(0, limit)
        questions = [Question(part, reading, window=whole) for part in _parts(reading)]
        return _joined(self._index.ask(questions, brief=True), limit)

    def search(self, query: str, filters: Filters, page: Window) -> Found:
        """Return a page of hits with facets; a facet's counts leave its own filter out.

        Raises QueryError or SystemUnknownError.
        """
        reading = read_query(query)
        if not reading.text:
            raise QueryError("The query is empty: it has no letter and no digit.")
        self._demand_known(filters.systems)
        parts = _parts(reading)
        # Where a later page begins in the second list is known only when the first is counted.
        direct = page.offset == 0 or len(parts) == 1
        first = page if direct else NOTHING
        questions = [_narrowed(part, reading, filters, first) for part in parts]
        answers = self._index.ask([*questions, *_widened(questions)])
        lists = answers[: len(parts)]
        return Found(
            _joined(lists, page.limit) if direct else self._page(questions, lists, page),
            sum(answer.total for answer in lists),
            _added_up(answers),
            _interpretation(parts, lists),
        )

    def status(self) -> IndexStatus:
        """Return what the index was built from; raises IndexNotBuiltError."""
        status = self._index.status()
        if status is None:
            raise IndexNotBuiltError
        return status

    def _page(
        self, questions: Sequence[Question], lists: Sequence[Answer], page: Window
    ) -> tuple[Hit, ...]:
        stretches = windows([answer.total for answer in lists], page)
        wanted = [
            replace(question, window=stretch, facets=())
            for question, stretch in zip(questions, stretches, strict=True)
            if stretch.limit
        ]
        return _joined(self._index.ask(wanted), page.limit) if wanted else ()

    def _demand_known(self, systems: tuple[str, ...]) -> None:
        if self._systems.issuperset(systems):
            return
        status = self._index.status()
        if status is None:
            return  # the question itself will say so
        self._systems = frozenset(status.systems)
        if not self._systems.issuperset(systems):
            raise SystemUnknownError(status.systems)


def windows(totals: Sequence[int], page: Window) -> Iterator[Window]:
    """Yield for each of several lists its stretch of a page of all of them in a row."""
    for total, end in zip(totals, accumulate(totals), strict=True):
        begin = end - total
        first = max(page.offset, begin)
        last = min(page.offset + page.limit, end)
        yield Window(first - begin, last - first) if last > first else NOTHING


def _parts(reading: Reading) -> tuple[Part, ...]:
    if reading.may_go_on:
        return (Part.CODE, Part.BELOW, Part.WORDS)
    may_be_code = reading.compact or reading.code_range
    return (Part.CODE, Part.WORDS) if may_be_code else (Part.WORDS,)


def _narrowed(part: Part, reading: Reading, filters: Filters, window: Window) -> Question:
    free = tuple(name for name in FACETS if name not in filters.active())
    return Question(part, reading, filters, window, free)


def _widened(questions: Sequence[Question]) -> Iterator[Question]:
    """Yield what counts a facet that narrows as if it did not: what else could be chosen."""
    for question in questions:
        for facet in question.filters.active():
            filters = question.filters.without(facet)
            yield replace(question, filters=filters, window=NOTHING, facets=(facet,))


def _joined(lists: Sequence[Answer], limit: int) -> tuple[Hit, ...]:
    return tuple(islice(chain.from_iterable(answer.hits for answer in lists), limit))


def _interpretation(parts: Sequence[Part], lists: Sequence[Answer]) -> str:
    """Return `code` if there is such a code, whatever it may have looked like."""
    totals = zip(parts, lists, strict=True)
    is_code = any(answer.total for part, answer in totals if part is not Part.WORDS)
    return "code" if is_code else "words"


def _added_up(answers: Sequence[Answer]) -> dict[str, Counts]:
    facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for answer in answers:
        for name, counts in answer.facets.items():
            facets[name].update(counts)
    return {name: dict(counts.most_common()) for name, counts in facets.items()}
