"""Asks search for codes by words and by the beginnings of codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from codebook.search.v1 import search_pb2 as pb
from codebook.search.v1 import search_pb2_grpc

from services.gateway.clients.kept import Kept
from services.gateway.clients.revision import Revision
from services.gateway.metrics import GatewayMetrics
from services.runtime.clock import Clock, today

# Questions and pages of results are kept as they go over the wire, a tenth of what is made of them,
# and their bytes are counted, with what Python takes for an entry beside them. A page of twenty has
# five thousand bytes, one of a hundred up to 190,000.
_BYTES = 12_000_000
_ENTRY_BYTES = 500


class TextSpan(NamedTuple):
    """A piece of a text, marked when the query matched it."""

    text: str
    matched: bool


class Hit(NamedTuple):
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
    # Whether it may be used on the date asked for: active, deleted or future.
    status: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the results: each value with how many hits have it."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader searches for. `billable` None means both; empty `status` means all.

    `chapters` are named with their system, as the facet has them: `icd-10-cm 4`. `as_of` is the
    date of service on which a status holds, YYYY-MM-DD; empty means today.
    """

    text: str
    systems: tuple[str, ...]
    billable: bool | None
    limit: int
    offset: int
    chapters: tuple[str, ...] = ()
    status: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits; `total` is the index's estimate of all.

    `left_out` are words that no hit has together with the others, `spelling` is what may have been
    meant by a query with a word that is nowhere.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...]
    interpretation: str
    left_out: tuple[str, ...] = ()
    spelling: str = ""


class SearchClient:
    """The index.

    Both methods raise InvalidArgumentError, UnavailableError and DeadlineExceededError.
    """

    def __init__(
        self,
        stub: search_pb2_grpc.SearchServiceStub,
        revision: Revision,
        clock: Clock,
        metrics: GatewayMetrics,
        cache_entries: int,
    ) -> None:
        self._stub = stub
        self._clock = clock
        # Readers type the same beginnings, and go back to the same results.
        self._suggested: Kept[tuple[str, int, str], tuple[Hit, ...]] = Kept(
            "Suggest", revision, cache_entries, metrics
        )
        self._found: Kept[bytes, bytes] = Kept("Search", revision, _BYTES, metrics, _weight)

    def search(self, query: Query) -> Results:
        """Return one page of results, the best first."""
        request = pb.SearchRequest(
            query=query.text,
            systems=query.systems,
            billable=query.billable,
            limit=query.limit,
            offset=query.offset,
            chapters=query.chapters,
            status=query.status,
            as_of=query.as_of or self._today(),
        )

        def ask() -> bytes:
            return self._stub.Search(request).SerializeToString()

        answer = self._found.answer(request.SerializeToString(), ask)
        return _results(pb.SearchResponse.FromString(answer))

    def suggest(self, text: str, limit: int) -> Sequence[Hit]:
        """Return the few codes to show while a reader types, the best first."""

        def ask() -> tuple[Hit, ...]:
            answer = self._stub.Suggest(pb.SuggestRequest(query=text, limit=limit))
            return tuple(map(_hit, answer.hits))

        return self._suggested.answer((text, limit, self._today()), ask)

    def _today(self) -> str:
        # A status holds on a day: what is kept of today is not asked for tomorrow.
        return today(self._clock).isoformat()


def _weight(key: tuple[str, bytes], answer: bytes) -> int:
    _, request = key
    return len(request) + len(answer) + _ENTRY_BYTES


def _results(message: pb.SearchResponse) -> Results:
    return Results(
        hits=tuple(map(_hit, message.hits)),
        total=message.total,
        facets=tuple(map(_facet, message.facets)),
        interpretation=message.interpretation,
        left_out=tuple(message.left_out),
        spelling=message.spelling,
    )


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
        status=message.status,
    )


def _spans(messages: Iterable[pb.TextSpan]) -> tuple[TextSpan, ...]:
    return tuple([TextSpan(message.text, message.matched) for message in messages])


def _facet(message: pb.Facet) -> Facet:
    return Facet(message.name, tuple((value.value, value.count) for value in message.values))
