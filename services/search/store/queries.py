"""Asks the index of codes."""

from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Any, NoReturn

from meilisearch import Client
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from services.runtime.logging import get_logger
from services.search.domain import ranking, spans
from services.search.domain.facets import facets
from services.search.domain.frequencies import Frequencies
from services.search.domain.index import Answer, Filters, Hit, Part, Question, Status
from services.search.domain.reading import Reading
from services.search.domain.spans import Marked
from services.search.domain.status import IndexStatus
from services.search.errors import IndexMissingError, IndexUnavailableError
from services.search.store import meta

# The index in use.
CODES = "codes"

_BRIEF = ["system", "code", "title", "terms", "kind", "billable", "begins", "ends"]
_FULL = [*_BRIEF, "chapter", "chapter_title"]
# The fields in one spelling, by which a query finds; what is shown are `title` and `terms`. They
# come with what matched marked, and only so.
_SPELT = ["words", "names"]
# What a code must be called to come first.
_CALLED = ["known"]
_FIELDS = ranking.SETTINGS["searchableAttributes"]
# The field that is counted for all facets.
_COUNTED = "counted"
_FREQUENCY_SECONDS = 10.0

Json = dict[str, Any]


class CodeIndex:
    """The index of codes, for reading."""

    def __init__(self, client: Client, uid: str = CODES) -> None:
        self._client = client
        self._uid = uid
        self._frequencies = Frequencies({}, 0)
        self._built_at: datetime | None = None
        self._looked = -_FREQUENCY_SECONDS

    def ask(self, questions: Sequence[Question], *, brief: bool = False) -> list[Answer]:
        """Return one answer to each question, in one request.

        Raises IndexUnavailableError or IndexMissingError.
        """
        queries = [self._query(question, brief=brief) for question in questions]
        try:
            results = self._client.multi_search(queries)["results"]
        except MeilisearchError as error:
            _fail(error)
        return [_answer(*pair) for pair in zip(results, questions, strict=True)]

    def frequencies(self) -> Frequencies:
        """Return in how many documents each word stands; looks now and then for another index."""
        if monotonic() - self._looked < _FREQUENCY_SECONDS:
            return self._frequencies
        try:
            status = meta.read(self._client)
            if status is None:
                raise IndexMissingError
            if status.built_at != self._built_at:
                self._frequencies = meta.read_frequencies(self._client)
                self._built_at = status.built_at
        except MeilisearchError as error:
            _fail(error)
        self._looked = monotonic()
        return self._frequencies

    def status(self) -> IndexStatus | None:
        """Return what the index in use was built from, None when there is none.

        Raises IndexUnavailableError.
        """
        try:
            return meta.read(self._client)
        except MeilisearchError as error:
            _fail(error)

    def check(self) -> None:
        """Return when Meilisearch is well; raises a MeilisearchError when it is not."""
        self._client.health()

    def _query(self, question: Question, *, brief: bool) -> Json:
        reading, part = question.reading, question.part
        query: Json = {
            "indexUid": self._uid,
            "q": (question.words or reading.wording.text) if part is Part.WORDS else "",
            "filter": [*_of_part(part, reading), *_of_reader(question.filters)],
            "offset": question.window.offset,
            "limit": question.window.limit,
            "facets": [_COUNTED] if question.facets else [],
        }
        if question.window.limit:
            query |= _SHOWN_BRIEFLY if brief else _SHOWN
        if question.words:
            # In which order words are given up is decided before: see relaxing.
            query["matchingStrategy"] = "last"
            query["attributesToRetrieve"] = [*query["attributesToRetrieve"], *_FIELDS]
        elif part is Part.WORDS:
            query["matchingStrategy"] = "all"
        else:
            query["sort"] = ["order:asc"]
        return query


def _shown(fields: Sequence[str]) -> Json:
    return {
        "attributesToRetrieve": [*fields, *_CALLED],
        "attributesToHighlight": _SPELT,
        "highlightPreTag": spans.OPEN,
        "highlightPostTag": spans.CLOSE,
    }


_SHOWN, _SHOWN_BRIEFLY = _shown(_FULL), _shown(_BRIEF)


def _of_part(part: Part, reading: Reading) -> list[str | list[str]]:
    """Return the filters that make the lists of one answer differ."""
    begins = f'compact STARTS WITH "{reading.compact}"'
    match part:
        case Part.CODE:
            # Behind a code words are its title: B12 injection is no table of ICD-10-PCS.
            beside = ["NOT system = icd-10-pcs"] if reading.wording.words and reading.codes else []
            return [_named(reading), *beside]
        case Part.BELOW:
            return [begins, f'NOT compact = "{reading.compact}"']
        case _:
            filters: list[str | list[str]] = []
            if reading.may_go_on:
                filters.append(f"NOT {begins}")
            elif reading.compact or reading.names_codes:
                filters += [f"NOT {one}" for one in _named(reading)]
            if not reading.wording.names_encounter:
                filters.append("later = false")
            return filters


def _named(reading: Reading) -> list[str]:
    """Return the filters of which a code that was named fits one."""
    named = [f'compact STARTS WITH "{beginning}"' for beginning in reading.begins]
    codes = (reading.compact, *reading.codes) if reading.compact else reading.codes
    if codes:
        named.append(f"compact IN {_quoted(codes)}")
    if reading.categories:
        named.append(f"category IN {_quoted(reading.categories)}")
    if reading.code_range:
        named.append(f'range = "{reading.code_range}"')
    return named


def _of_reader(filters: Filters) -> list[str]:
    conditions = []
    if filters.systems:
        conditions.append(f"system IN {_quoted(filters.systems)}")
    if filters.billable is not None:
        conditions.append(f"billable = {str(filters.billable).lower()}")
    if filters.chapters:
        conditions.append(f"chapter IN {_quoted(filters.chapters)}")
    match filters.status:
        case Status.ACTIVE:
            conditions += [f"begins <= {filters.day}", f"ends > {filters.day}"]
        case Status.DELETED:
            conditions.append(f"ends <= {filters.day}")
        case Status.FUTURE:
            conditions.append(f"begins > {filters.day}")
        case None:
            pass
    return conditions


def _quoted(values: Sequence[str]) -> str:
    escaped = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "[" + ", ".join(f'"{value}"' for value in escaped) + "]"


def _answer(result: Json, question: Question) -> Answer:
    values = result.get("facetDistribution", {}).get(_COUNTED, {})
    called = " ".join(question.reading.wording.words)
    return Answer(
        tuple(_hit(document, question, called) for document in result["hits"]),
        result["estimatedTotalHits"],
        facets(values, question.facets, question.filters.day),
    )


def _hit(document: Json, question: Question, called: str) -> Hit:
    spelt = document["_formatted"]
    return Hit(
        document["system"],
        document["code"],
        document["kind"],
        document["billable"],
        Marked(document["title"], spelt["words"]),
        document.get("chapter", "").partition(" ")[2],
        document.get("chapter_title", ""),
        document.get("terms", ()),
        spelt.get("names", ()),
        document["begins"],
        document["ends"],
        tuple(map(_words_of, map(document.get, _FIELDS))) if question.words else (),
        bool(called)
        and called in (spans.without_marks(spelt["words"]), *document.get("known", ())),
    )


def _words_of(field: str | list[str] | None) -> frozenset[str]:
    text = " ".join(field) if isinstance(field, list) else field or ""
    return frozenset(text.split())


def _fail(error: MeilisearchError) -> NoReturn:
    code = error.code if isinstance(error, MeilisearchApiError) else None
    get_logger().warning("index does not answer", error=str(error), code=code)
    if code == "index_not_found":
        raise IndexMissingError from error
    raise IndexUnavailableError from error
