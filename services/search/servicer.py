"""SearchService over the wire: proto to domain and back, nothing else."""

from datetime import UTC, date, datetime

import grpc
from codebook.search.v1 import search_pb2, search_pb2_grpc
from google.protobuf.timestamp_pb2 import Timestamp

from services.runtime.clock import Clock, today
from services.runtime.errors import InvalidArgumentError
from services.search.domain.documents import number_of
from services.search.domain.finding import Finder
from services.search.domain.index import Counts, Filters, Hit, Status, Window, status_on
from services.search.domain.ranking import MAX_LIMIT, MAX_OFFSET
from services.search.domain.spans import Spans

_SEARCH_LIMIT = 20
_SUGGEST_LIMIT = 8
_MAX_SUGGEST_LIMIT = 20


class SearchServicer(search_pb2_grpc.SearchServiceServicer):
    """Answers SearchService from the domain."""

    def __init__(self, finder: Finder, clock: Clock) -> None:
        self._finder = finder
        self._clock = clock

    def Search(  # noqa: N802 - the name on the wire
        self,
        request: search_pb2.SearchRequest,
        context: grpc.ServicerContext,  # noqa: ARG002 - given by grpc
    ) -> search_pb2.SearchResponse:
        """Return the codes that fit a query; see the proto."""
        limit = _limit(request.limit, _SEARCH_LIMIT, MAX_LIMIT)
        if not 0 <= request.offset <= MAX_OFFSET:
            message = f"offset is from 0 to {MAX_OFFSET}, not {request.offset}."
            raise InvalidArgumentError(message, field="offset")
        filters = self._filters(request)
        found = self._finder.search(request.query, filters, Window(request.offset, limit))
        return search_pb2.SearchResponse(
            hits=[_to_hit(hit, filters.day) for hit in found.hits],
            total=found.total,
            facets=[_to_facet(name, counts) for name, counts in found.facets.items()],
            interpretation=found.interpretation,
            left_out=found.left_out,
            spelling=found.spelling,
        )

    def Suggest(  # noqa: N802 - the name on the wire
        self,
        request: search_pb2.SuggestRequest,
        context: grpc.ServicerContext,  # noqa: ARG002 - given by grpc
    ) -> search_pb2.SuggestResponse:
        """Return the few codes to show while a reader types; see the proto."""
        limit = _limit(request.limit, _SUGGEST_LIMIT, _MAX_SUGGEST_LIMIT)
        today_ = number_of(today(self._clock))
        hits = self._finder.suggest(request.query, limit)
        return search_pb2.SuggestResponse(hits=[_to_hit(hit, today_) for hit in hits])

    def GetIndexStatus(  # noqa: N802 - the name on the wire
        self,
        request: search_pb2.GetIndexStatusRequest,  # noqa: ARG002 - says nothing
        context: grpc.ServicerContext,  # noqa: ARG002 - given by grpc
    ) -> search_pb2.GetIndexStatusResponse:
        """Return what the index was built from; see the proto."""
        status = self._finder.status()
        built_at = Timestamp()
        built_at.FromDatetime(status.built_at)
        return search_pb2.GetIndexStatusResponse(
            catalog_revision=status.catalog_revision,
            document_count=status.document_count,
            built_at=built_at,
        )

    def _filters(self, request: search_pb2.SearchRequest) -> Filters:
        return Filters(
            systems=tuple(request.systems),
            billable=request.billable if request.HasField("billable") else None,
            chapters=tuple(request.chapters),
            status=_status(request.status),
            day=number_of(_day(request.as_of) or today(self._clock)),
        )


def _status(text: str) -> Status | None:
    try:
        return Status(text) if text else None
    except ValueError as error:
        statuses = ", ".join(Status)
        raise InvalidArgumentError(f"A status is one of {statuses}.", field="status") from error


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date() if text else None
    except ValueError as error:
        raise InvalidArgumentError("A date is YYYY-MM-DD.", field="as_of") from error


def _limit(asked: int, default: int, most: int) -> int:
    if not 0 <= asked <= most:
        raise InvalidArgumentError(f"limit is from 1 to {most}, not {asked}.", field="limit")
    return asked or default


def _to_hit(hit: Hit, day: int) -> search_pb2.Hit:
    title, term = hit.shown()
    return search_pb2.Hit(
        system=hit.system,
        code=hit.code,
        title=hit.title.text,
        title_spans=_to_spans(title),
        kind=hit.kind,
        billable=hit.billable,
        chapter=hit.chapter,
        chapter_title=hit.chapter_title,
        term_spans=_to_spans(term),
        status=status_on(hit.begins, hit.ends, day),
    )


def _to_spans(spans: Spans) -> list[search_pb2.TextSpan]:
    return [search_pb2.TextSpan(text=span.text, matched=span.matched) for span in spans]


def _to_facet(name: str, counts: Counts) -> search_pb2.Facet:
    values = [search_pb2.FacetValue(value=value, count=count) for value, count in counts.items()]
    return search_pb2.Facet(name=name, values=values)
