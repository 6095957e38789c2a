"""Reads every code from the catalog, for the index to be built of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import grpc
from codebook.catalog.v1 import catalog_pb2, catalog_pb2_grpc

from services.search.domain.documents import CodeEntry
from services.search.domain.vocabulary import Term
from services.search.errors import ReindexError

_STREAM_SECONDS = 900


@dataclass(frozen=True)
class Edition:
    """One state of the catalog: its revision, how many codes it has, and the codes.

    `terms` are names that stand for others all over a system.
    """

    revision: str
    count: int
    entries: Iterator[CodeEntry]
    terms: tuple[Term, ...]


class Catalog:
    """The catalog service, as far as an index needs it. Its methods raise grpc.RpcError."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = catalog_pb2_grpc.CatalogServiceStub(channel)
        self._cancel: Callable[[], object] = lambda: None

    def revision(self) -> str:
        """Return the token of what the catalog answers now."""
        return self._stub.GetRevision(catalog_pb2.GetRevisionRequest()).revision

    def edition(self) -> Edition:
        """Return every code that there ever is, in the order of the book, as they arrive.

        Raises ReindexError when the catalog is empty, and while codes are read when it changes.
        """
        request = catalog_pb2.StreamCodesRequest(any_status=True)
        batches = self._stub.StreamCodes(request, timeout=_STREAM_SECONDS)
        self._cancel = batches.cancel
        first = next(batches, None)
        if first is None or not first.total_count:
            raise ReindexError("The catalog has no codes: load them first.")
        terms = tuple(
            Term(term.term, term.stands_for, "published", system=term.system)
            for term in first.equivalent_terms
        )
        return Edition(first.revision, first.total_count, _entries(first, batches), terms)

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
    return CodeEntry(
        system=summary.system,
        code=summary.code,
        compact=summary.compact,
        title=summary.title,
        kind=_kind(summary.kind),
        billable=summary.billable,
        chapter=code.chapter,
        chapter_title=code.chapter_title,
        terms=(*code.inclusion_terms, *(term.text for term in code.index_terms)),
        short_title=code.short_title,
        plain=code.plain_description,
        active=summary.status == catalog_pb2.CODE_STATUS_ACTIVE,
        begins=_day(code.effective_from) or date.min,
        ends=_day(code.effective_to),
    )


@cache
def _kind(kind: "catalog_pb2.NodeKind.ValueType") -> str:
    return catalog_pb2.NodeKind.Name(kind).removeprefix("NODE_KIND_").lower()


@cache
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
