"""Asks the index of codes."""

from collections.abc import Sequence
from typing import Any, NoReturn

from meilisearch import Client
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from services.runtime.logging import get_logger
from services.search.domain import spans
from services.search.domain.index import Answer, Filters, Hit, Part, Question
from services.search.domain.reading import Reading
from services.search.domain.status import IndexStatus
from services.search.errors import IndexMissingError, IndexUnavailableError
from services.search.store import meta

# The index in use.
CODES = "codes"

_BRIEF = ["system", "code", "kind", "billable"]
_FULL = [*_BRIEF, "chapter", "chapter_title"]

Json = dict[str, Any]


class CodeIndex:
    """The index of codes, for reading."""

    def __init__(self, client: Client, uid: str = CODES) -> None:
        self._client = client
        self._uid = uid

    def ask(self, questions: Sequence[Question], *, brief: bool = False) -> list[Answer]:
        """Return one answer to each question, in one request.

        Raises IndexUnavailableError or IndexMissingError.
        """
        queries = [self._query(question, brief=brief) for question in questions]
        try:
            results = self._client.multi_search(queries)["results"]
        except MeilisearchError as error:
            _fail(error)
        return [_answer(result) for result in results]

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
            "q": reading.text if part is Part.WORDS else "",
            "filter": [*_of_part(part, reading), *_of_reader(question.filters)],
            "offset": question.window.offset,
            "limit": question.window.limit,
            "facets": list(question.facets),
            "attributesToRetrieve": _BRIEF if brief else _FULL,
            "attributesToHighlight": ["title"] if brief else ["title", "terms"],
            "highlightPreTag": spans.OPEN,
            "highlightPostTag": spans.CLOSE,
        }
        if part is not Part.WORDS:
            query["sort"] = ["order:asc"]
        elif reading.compact:
            # Half of a code that does not exist is not what was meant.
            query["matchingStrategy"] = "all"
        return query


def _of_part(part: Part, reading: Reading) -> list[str]:
    """Return the filters that make the lists of one answer differ."""
    exact = f'compact = "{reading.compact}"'
    if reading.code_range:
        exact = f'range = "{reading.code_range}"'
    begins = f'compact STARTS WITH "{reading.compact}"'
    match part:
        case Part.CODE:
            return [exact]
        case Part.BELOW:
            return [begins, f"NOT {exact}"]
        case Part.WORDS if reading.may_go_on:
            return [f"NOT {begins}"]
        case Part.WORDS if reading.compact or reading.code_range:
            return [f"NOT {exact}"]
        case _:
            return []


def _of_reader(filters: Filters) -> list[str]:
    conditions = []
    if filters.systems:
        names = ", ".join(f'"{system}"' for system in filters.systems)
        conditions.append(f"system IN [{names}]")
    if filters.billable is not None:
        conditions.append(f"billable = {str(filters.billable).lower()}")
    return conditions


def _answer(result: Json) -> Answer:
    return Answer(
        tuple(_hit(document) for document in result["hits"]),
        result["estimatedTotalHits"],
        result.get("facetDistribution") or {},
    )


def _hit(document: Json) -> Hit:
    marked = document["_formatted"]
    return Hit(
        document["system"],
        document["code"],
        document["kind"],
        document["billable"],
        spans.cut(marked["title"]),
        document.get("chapter", ""),
        document.get("chapter_title", ""),
        spans.best_matched(marked.get("terms", [])),
    )


def _fail(error: MeilisearchError) -> NoReturn:
    code = error.code if isinstance(error, MeilisearchApiError) else None
    get_logger().warning("index does not answer", error=str(error), code=code)
    if code == "index_not_found":
        raise IndexMissingError from error
    raise IndexUnavailableError from error
