"""Puts an answer together: the codes named, then what is below, then what the words find."""

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
from services.search.domain.nearly import MOST, Nearly, few, nearly
from services.search.domain.reading import Reading, read_query
from services.search.domain.status import IndexStatus
from services.search.errors import IndexNotBuiltError, QueryError, SystemUnknownError

# Below so many suggestions that have every word, others are shown as well.
_TOO_FEW_SUGGESTIONS = 3
# So many results that have every word are enough: what has less is not looked for.
_ENOUGH = 10


@dataclass(frozen=True)
class Found:
    """A page of hits, how many there are in all, the counts by facet, how the query was read.

    `left_out` are the words that not every hit has, and `spelling` what may have been meant by a
    query that has a word which is nowhere.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, Counts]
    interpretation: str
    left_out: tuple[str, ...] = ()
    spelling: str = ""


class Finder:
    """Answers queries from an index. Its methods raise what the index raises."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._systems: frozenset[str] = frozenset()

    def suggest(self, query: str, limit: int, filters: Filters | None = None) -> tuple[Hit, ...]:
        """Return the first hits; one request where words find enough. Raises QueryError."""
        reading = read_query(query)
        if not reading.text:
            return ()
        chosen = filters or Filters()
        whole = Window(0, limit)
        questions = [Question(part, reading, chosen, window=whole) for part in _parts(reading)]
        lists = self._index.ask(questions, brief=True)
        hits = _joined(lists, limit)
        if reading.names_codes and not lists[0].total:
            return self._of_words(reading.as_words(), chosen, limit, brief=True)
        if len(hits) < _TOO_FEW_SUGGESTIONS and few(reading, found=bool(hits)):
            return nearly(self._index, reading, chosen, hits, most=limit, brief=True).hits
        return hits

    def search(self, query: str, filters: Filters, page: Window) -> Found:
        """Return a page of hits with facets; a facet's counts leave its own filter out.

        Raises QueryError or SystemUnknownError.
        """
        reading = read_query(query)
        if not reading.text:
            raise QueryError("The query is empty: it has no letter and no digit.")
        self._demand_known(filters.systems)
        reading = self._finished(reading)
        found = self._found(reading, filters, page)
        if reading.names_codes and found.interpretation != "code":
            reading = self._finished(reading.as_words())
            found = self._found(reading, filters, page)
        # Where words may be left out, codes that have fewer may fit better than some that have all.
        enough = MOST if reading.wording.optional else _ENOUGH
        if found.total >= enough or not few(reading, found=found.total > 0):
            return found
        shown = len(found.hits) == found.total
        whole = found.hits if shown else self._of_words(reading, filters, found.total)
        return _page_of(nearly(self._index, reading, filters, whole), found, filters, page)

    def status(self) -> IndexStatus:
        """Return what the index was built from; raises IndexNotBuiltError."""
        status = self._index.status()
        if status is None:
            raise IndexNotBuiltError
        return status

    def _finished(self, reading: Reading) -> Reading:
        """Return the reading of a query that is typed to its end: PE is not the start of peanut."""
        words = reading.wording.words
        if not words or not self._index.frequencies().has(words[-1]):
            return reading
        return replace(reading, wording=replace(reading.wording, whole=True))

    def _of_words(
        self, reading: Reading, filters: Filters, most: int, *, brief: bool = False
    ) -> tuple[Hit, ...]:
        question = Question(Part.WORDS, reading, filters, Window(0, most))
        return _joined(self._index.ask([question], brief=brief), most)

    def _found(self, reading: Reading, filters: Filters, page: Window) -> Found:
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
    if reading.names_codes:
        return (Part.CODE, Part.WORDS) if reading.wording.words else (Part.CODE,)
    if reading.may_go_on:
        return (Part.CODE, Part.BELOW, Part.WORDS)
    return (Part.CODE, Part.WORDS) if reading.compact else (Part.WORDS,)


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
    return tuple(islice(chain.from_iterable(map(_named_first, lists)), limit))


def _named_first(answer: Answer) -> list[Hit]:
    """Return the hits, first what is called so: a family history of X has X in its name too."""
    return sorted(answer.hits, key=lambda hit: not hit.named)


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


def _page_of(close: Nearly, found: Found, filters: Filters, page: Window) -> Found:
    """Return a page of what fits nearly; of a filter that is set, others' counts are as before."""
    counted = {name: dict(counts.most_common()) for name, counts in close.facets(filters).items()}
    kept = {name: {**found.facets[name], **counted[name]} for name in filters.active()}
    return Found(
        close.hits[page.offset : page.offset + page.limit],
        len(close.hits),
        {**counted, **kept},
        found.interpretation,
        close.left_out,
        close.spelling,
    )
