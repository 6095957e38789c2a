"""Asks search for codes by words and by the beginnings of codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codebook.search.v1 import search_pb2 as pb
from codebook.search.v1 import search_pb2_grpc

from services.gateway.clients.calls import house_errors


@dataclass(frozen=True)
class TextSpan:
    """A piece of a text, marked when the query matched it."""

    text: str
    matched: bool


@dataclass(frozen=True)
class Hit:
    """One code that fits the query; `term_spans` is an inclusion term that matched, or empty."""

    system: str
    code: str
    title: str
    title_spans: tuple[TextSpan, ...]
    kind: str
    billable: bool
    chapter: str
    chapter_title: str
    term_spans: tuple[TextSpan, ...]


@dataclass(frozen=True)
class Facet:
    """One way to narrow the results: each value with how many hits have it."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Query:
    """What a reader searches for. `billable` None means both."""

    text: str
    systems: tuple[str, ...]
    billable: bool | None
    limit: int
    offset: int


@dataclass(frozen=True)
class Results:
    """One page of hits; `total` is the index's estimate of all."""

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...]
    interpretation: str


class SearchClient:
    """The index.

    Both methods raise InvalidArgumentError, UnavailableError and DeadlineExceededError.
    """

    def __init__(self, stub: search_pb2_grpc.SearchServiceStub) -> None:
        self._stub = stub

    def search(self, query: Query) -> Results:
        """Return one page of results, the best first."""
        request = pb.SearchRequest(
            query=query.text,
            systems=query.systems,
            billable=query.billable,
            limit=query.limit,
            offset=query.offset,
        )
        with house_errors():
            answer = self._stub.Search(request)
        return Results(
            hits=tuple(map(_hit, answer.hits)),
            total=answer.total,
            facets=tuple(map(_facet, answer.facets)),
            interpretation=answer.interpretation,
        )

    def suggest(self, text: str, limit: int) -> Sequence[Hit]:
        """Return the few codes to show while a reader types, the best first."""
        with house_errors():
            answer = self._stub.Suggest(pb.SuggestRequest(query=text, limit=limit))
        return tuple(map(_hit, answer.hits))


def _hit(message: pb.Hit) -> Hit:
    return Hit(
        system=message.system,
        code=message.code,
        title=message.title,
        title_spans=_spans(message.title_spans),
        kind=message.kind,
        billable=message.billable,
        chapter=message.chapter,
        chapter_title=message.chapter_title,
        term_spans=_spans(message.term_spans),
    )


def _spans(messages: Iterable[pb.TextSpan]) -> tuple[TextSpan, ...]:
    return tuple(TextSpan(message.text, message.matched) for message in messages)


def _facet(message: pb.Facet) -> Facet:
    return Facet(message.name, tuple((value.value, value.count) for value in message.values))
