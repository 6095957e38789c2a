"""Reads every code from the catalog, for the index to be built of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import grpc
from codebook.catalog.v1 import catalog_pb2, catalog_pb2_grpc

from services.search.domain.documents import CodeEntry
from services.search.errors import ReindexError

_STREAM_SECONDS = 900


@dataclass(frozen=True)
class Edition:
    """One state of the catalog: its revision, how many codes it has, and the codes."""

    revision: str
    count: int
    entries: Iterator[CodeEntry]


class Catalog:
    """The catalog service, as far as an index needs it. Its methods raise grpc.RpcError."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = catalog_pb2_grpc.CatalogServiceStub(channel)
        self._cancel: Callable[[], object] = lambda: None

    def revision(self) -> str:
        """Return the token of what the catalog answers now."""
        return self._stub.GetRevision(catalog_pb2.GetRevisionRequest()).revision

    def edition(self) -> Edition:
        """Return every code in force, in the order of the book, as they arrive.

        Raises ReindexError when the catalog is empty, and while codes are read when it changes.
        """
        batches = self._stub.StreamCodes(catalog_pb2.StreamCodesRequest(), timeout=_STREAM_SECONDS)
        self._cancel = batches.cancel
        first = next(batches, None)
        if first is None or not first.total_count:
            raise ReindexError("The catalog has no codes: load them first.")
        return Edition(first.revision, first.total_count, _entries(first, batches))

    def cancel(self) -> None:
        """End the stream of codes, if there is one; its reader gets an RpcError, CANCELLED."""
        self._cancel()


def _entries(
    first: catalog_pb2.StreamCodesResponse, rest: Iterator[catalog_pb2.StreamCodesResponse]
) -> Iterator[CodeEntry]:
    yield from map(_entry, first.codes)
    for batch in rest:
        if batch.revision != first.revision:
            raise ReindexError("The catalog changed while it was read: try again.")
        yield from map(_entry, batch.codes)


def _entry(code: catalog_pb2.CodeDocument) -> CodeEntry:
    summary = code.summary
    kind = catalog_pb2.NodeKind.Name(summary.kind).removeprefix("NODE_KIND_").lower()
    return CodeEntry(
        summary.system,
        summary.code,
        summary.compact,
        summary.title,
        kind,
        summary.billable,
        code.chapter,
        code.chapter_title,
        tuple(code.inclusion_terms),
    )
