"""Asks the catalog, and keeps what it answers for as long as its revision stands."""

from collections.abc import Callable
from typing import TypeVar

from codebook.catalog.v1 import catalog_pb2 as pb
from codebook.catalog.v1 import catalog_pb2_grpc

from services.gateway.cache import LruCache
from services.gateway.clients import messages
from services.gateway.clients.calls import house_errors
from services.gateway.clients.records import ChildrenPage, CodeRecord, CodeSummary, CodeSystem
from services.gateway.clients.revision import Revision
from services.gateway.metrics import GatewayMetrics
from services.runtime.clock import Clock, today

Answer = TypeVar("Answer")
# Revision, date of service, and what was asked.
_Key = tuple[str, ...]
# Lists are few and big, codes are many.
_LISTS = 200


class CatalogClient:
    """The code records. Every `as_of` is YYYY-MM-DD, or empty for today in UTC.

    Each method raises InvalidArgumentError and NotFoundError as the catalog's rpc of the same name
    does, UnavailableError and DeadlineExceededError when there is no answer.
    """

    def __init__(
        self,
        stub: catalog_pb2_grpc.CatalogServiceStub,
        revision: Revision,
        clock: Clock,
        metrics: GatewayMetrics,
        cache_entries: int,
    ) -> None:
        self._stub = stub
        self._revision = revision
        self._clock = clock
        self._lookups = metrics.cache_lookups
        self._systems: LruCache[_Key, tuple[CodeSystem, ...]] = LruCache(_LISTS)
        self._codes: LruCache[_Key, CodeRecord] = LruCache(cache_entries)
        self._resolved: LruCache[_Key, tuple[CodeSummary, ...]] = LruCache(cache_entries)
        self._children: LruCache[_Key, ChildrenPage] = LruCache(_LISTS)

    def systems(self, as_of: str = "") -> tuple[CodeSystem, ...]:
        """Return every loaded code system, in the order in which a reader expects them."""
        day = self._day(as_of)

        def ask() -> tuple[CodeSystem, ...]:
            answer = self._stub.ListSystems(pb.ListSystemsRequest(as_of=day))
            return tuple(map(messages.system, answer.systems))

        return self._kept(self._systems, "ListSystems", (day,), ask)

    def known_code(self, system: str, code: str, as_of: str) -> CodeRecord | None:
        """Return the record if it is in memory; None says nothing about whether it exists."""
        found = self._codes.get((self._revision.current, self._day(as_of), system, code))
        self._count("GetCode", hit=found is not None)
        return found

    def ask_for_code(self, system: str, code: str, as_of: str) -> Callable[[], CodeRecord]:
        """Send the question now; return what waits for the answer and gives the record."""
        day, revision = self._day(as_of), self._revision.current
        call = self._stub.GetCode.future(pb.GetCodeRequest(system=system, code=code, as_of=day))

        def answer() -> CodeRecord:
            with house_errors():
                record = messages.record(call.result().record)
            self._keep(self._codes, (revision, day, system, code), record)
            return record

        return answer

    def code(self, system: str, code: str, as_of: str) -> CodeRecord:
        """Return the record of one code or heading, in whatever spelling it is asked for."""
        day = self._day(as_of)

        def ask() -> CodeRecord:
            request = pb.GetCodeRequest(system=system, code=code, as_of=day)
            return messages.record(self._stub.GetCode(request).record)

        return self._kept(self._codes, "GetCode", (day, system, code), ask)

    def resolve(self, code: str, as_of: str) -> tuple[CodeSummary, ...]:
        """Return every system's code that is written so; empty when there is none."""
        day = self._day(as_of)

        def ask() -> tuple[CodeSummary, ...]:
            answer = self._stub.ResolveCode(pb.ResolveCodeRequest(code=code, as_of=day))
            return tuple(map(messages.summary, answer.codes))

        return self._kept(self._resolved, "ResolveCode", (day, code), ask)

    def children(
        self, system: str, parent: str, as_of: str, page_size: int, page_token: str
    ) -> ChildrenPage:
        """Return a page of what stands directly below a heading, or at the top of the book."""
        day = self._day(as_of)

        def ask() -> ChildrenPage:
            request = pb.ListChildrenRequest(
                system=system,
                parent=parent,
                as_of=day,
                page_size=page_size,
                page_token=page_token,
            )
            return messages.children_page(self._stub.ListChildren(request))

        key = (day, system, parent, str(page_size), page_token)
        return self._kept(self._children, "ListChildren", key, ask)

    def near(self, system: str, code: str, as_of: str) -> tuple[CodeSummary, ...]:
        """Return codes that a mistyped one may have meant, the likeliest first."""
        request = pb.ListNearCodesRequest(system=system, code=code, as_of=self._day(as_of))
        with house_errors():
            return tuple(map(messages.summary, self._stub.ListNearCodes(request).codes))

    def _day(self, as_of: str) -> str:
        return as_of or today(self._clock).isoformat()

    def _kept(
        self,
        cache: LruCache[_Key, Answer],
        method: str,
        asked: tuple[str, ...],
        ask: Callable[[], Answer],
    ) -> Answer:
        key = (self._revision.current, *asked)
        found = cache.get(key)
        self._count(method, hit=found is not None)
        if found is not None:
            return found
        with house_errors():
            answer = ask()
        self._keep(cache, key, answer)
        return answer

    def _keep(self, cache: LruCache[_Key, Answer], key: _Key, answer: Answer) -> None:
        # What was read before the first look at the revision cannot be told from later states.
        if key[0]:
            cache.put(key, answer)

    def _count(self, method: str, *, hit: bool) -> None:
        self._lookups.labels(method, "hit" if hit else "miss").inc()
