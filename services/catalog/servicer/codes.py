"""CatalogService over the wire: proto to domain and back, nothing else."""
# ruff: noqa: N802 - the methods have the names on the wire
# ruff: noqa: ARG002 - grpc gives every method a context

from collections.abc import Iterator
from datetime import date

import grpc
from codebook.catalog.v1 import catalog_pb2 as pb
from codebook.catalog.v1 import catalog_pb2_grpc

from services.catalog.domain.codes import compact_form
from services.catalog.domain.dates import parse_as_of
from services.catalog.domain.documents import Document, documents, systems_to_stream
from services.catalog.domain.listing import list_children, list_codes, list_systems, resolve
from services.catalog.domain.lookup import look_up
from services.catalog.domain.near import list_near
from services.catalog.domain.revision import revision_of
from services.catalog.domain.snapshot import Snapshot, Snapshots
from services.catalog.errors import CodeNotFoundError
from services.catalog.messages.codes import (
    document_message,
    equivalent_message,
    listing_message,
    record_message,
    summary_messages,
    system_message,
)
from services.catalog.metrics import CatalogMetrics
from services.runtime.clock import Clock, today

_BATCH = 500


class CatalogServicer(catalog_pb2_grpc.CatalogServiceServicer):
    """Answers CatalogService, each call from one snapshot."""

    def __init__(self, snapshots: Snapshots, clock: Clock, metrics: CatalogMetrics) -> None:
        self._snapshots = snapshots
        self._clock = clock
        self._metrics = metrics

    def ListSystems(
        self, request: pb.ListSystemsRequest, context: grpc.ServicerContext
    ) -> pb.ListSystemsResponse:
        """Return every loaded system; see the proto."""
        as_of = self._as_of(request.as_of)
        with self._snapshots.snapshot() as snapshot:
            states = list_systems(snapshot, as_of)
        return pb.ListSystemsResponse(systems=[system_message(state) for state in states])

    def GetRevision(
        self, request: pb.GetRevisionRequest, context: grpc.ServicerContext
    ) -> pb.GetRevisionResponse:
        """Return the token by which answers may be kept; see the proto."""
        with self._snapshots.snapshot() as snapshot:
            return pb.GetRevisionResponse(revision=self._revision(snapshot))

    def GetCode(
        self, request: pb.GetCodeRequest, context: grpc.ServicerContext
    ) -> pb.GetCodeResponse:
        """Return the whole record of a code; see the proto."""
        compact, as_of = compact_form(request.code), self._as_of(request.as_of)
        try:
            with self._snapshots.snapshot() as snapshot:
                record = look_up(snapshot, request.system, compact, as_of)
        except CodeNotFoundError:
            self._metrics.lookups.labels("missing").inc()
            raise
        self._metrics.lookups.labels(record.summary.status.name.lower()).inc()
        return pb.GetCodeResponse(record=record_message(record))

    def ResolveCode(
        self, request: pb.ResolveCodeRequest, context: grpc.ServicerContext
    ) -> pb.ResolveCodeResponse:
        """Return every system's code that is written so; see the proto."""
        compact, as_of = compact_form(request.code), self._as_of(request.as_of)
        with self._snapshots.snapshot() as snapshot:
            return pb.ResolveCodeResponse(codes=summary_messages(resolve(snapshot, compact, as_of)))

    def ListChildren(
        self, request: pb.ListChildrenRequest, context: grpc.ServicerContext
    ) -> pb.ListChildrenResponse:
        """Return one page of what stands below a heading; see the proto."""
        parent = compact_form(request.parent, field="parent") if request.parent else ""
        as_of = self._as_of(request.as_of)
        with self._snapshots.snapshot() as snapshot:
            listing = list_children(
                snapshot,
                request.system,
                parent,
                as_of,
                size=request.page_size,
                token=request.page_token,
            )
        return listing_message(listing)

    def ListCodes(
        self, request: pb.ListCodesRequest, context: grpc.ServicerContext
    ) -> pb.ListCodesResponse:
        """Return one page of all codes as printed; see the proto."""
        as_of, size, token = self._as_of(request.as_of), request.page_size, request.page_token
        with self._snapshots.snapshot() as snapshot:
            codes, more = list_codes(snapshot, request.system, as_of, size=size, token=token)
        return pb.ListCodesResponse(codes=codes, next_page_token=more)

    def ListNearCodes(
        self, request: pb.ListNearCodesRequest, context: grpc.ServicerContext
    ) -> pb.ListNearCodesResponse:
        """Return what a mistyped code may have meant; see the proto."""
        as_of = self._as_of(request.as_of)
        with self._snapshots.snapshot() as snapshot:
            near = list_near(snapshot, request.system, request.code, as_of, size=request.page_size)
        return pb.ListNearCodesResponse(codes=summary_messages(near))

    def StreamCodes(
        self, request: pb.StreamCodesRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.StreamCodesResponse]:
        """Send every code in force, or every code, from one snapshot; see the proto."""
        as_of = self._as_of(request.as_of)
        with self._snapshots.snapshot() as snapshot:
            systems = systems_to_stream(snapshot, request.system)
            head = pb.StreamCodesResponse(
                revision=self._revision(snapshot),
                total_count=sum(
                    snapshot.ever_count(system)
                    if request.any_status
                    else snapshot.counts(system, as_of)[0]
                    for system in systems
                ),
            )
            yield _with_equivalents(head, snapshot, as_of)
            for system in systems:
                streamed = documents(snapshot, system, as_of, any_status=request.any_status)
                yield from self._batches(streamed, head)

    def _batches(
        self, streamed: Iterator[Document], head: pb.StreamCodesResponse
    ) -> Iterator[pb.StreamCodesResponse]:
        batch = pb.StreamCodesResponse()
        batch.CopyFrom(head)
        for document in streamed:
            batch.codes.append(document_message(document))
            if len(batch.codes) == _BATCH:
                yield self._counted(batch)
                batch = pb.StreamCodesResponse()
                batch.CopyFrom(head)
        if batch.codes:
            yield self._counted(batch)

    def _counted(self, batch: pb.StreamCodesResponse) -> pb.StreamCodesResponse:
        self._metrics.streamed.inc(len(batch.codes))
        return batch

    def _revision(self, snapshot: Snapshot) -> str:
        return revision_of(snapshot, today(self._clock))

    def _as_of(self, text: str) -> date:
        return parse_as_of(text, today(self._clock))


def _with_equivalents(
    head: pb.StreamCodesResponse, snapshot: Snapshot, as_of: date
) -> pb.StreamCodesResponse:
    first = pb.StreamCodesResponse()
    first.CopyFrom(head)
    first.equivalent_terms.extend(map(equivalent_message, snapshot.equivalents(as_of)))
    return first
