"""Asks the catalog for the code records."""

from collections.abc import Callable

from codebook.catalog.v1 import catalog_pb2 as pb
from codebook.catalog.v1 import catalog_pb2_grpc

from services.gateway.clients import messages
from services.gateway.clients.calls import house_errors
from services.gateway.clients.kept import Kept
from services.gateway.clients.records import ChildrenPage, CodeRecord, CodeSummary, CodeSystem
from services.gateway.clients.revision import Revision
from services.gateway.metrics import GatewayMetrics
from services.runtime.clock import Clock, today

# Lists are few and big, codes are many.
_LISTS = 200
# Pages of ten thousand codes: all of the large books.
_MAPS = 40


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
        self._clock = clock
        self._systems: Kept[str, tuple[CodeSystem, ...]] = Kept(
            "ListSystems", revision, _LISTS, metrics
        )
        self._codes: Kept[tuple[str, str, str], CodeRecord] = Kept(
            "GetCode", revision, cache_entries, metrics
        )
        self._resolved: Kept[tuple[str, str], tuple[CodeSummary, ...]] = Kept(
            "ResolveCode", revision, cache_entries, metrics
        )
        self._children: Kept[tuple[str, str, str, int, str], ChildrenPage] = Kept(
            "ListChildren", revision, _LISTS, metrics
        )
        self._all_codes: Kept[tuple[str, str, str], tuple[tuple[str, ...], str]] = Kept(
            "ListCodes", revision, _MAPS, metrics
        )

    def systems(self, as_of: str = "") -> tuple[CodeSystem, ...]:
        """Return every loaded code system, in the order in which a reader expects them."""
        day = self._day(as_of)

        def ask() -> tuple[CodeSystem, ...]:
            answer = self._stub.ListSystems(pb.ListSystemsRequest(as_of=day))
            return tuple(map(messages.system, answer.systems))

        return self._systems.answer(day, ask)

    def known_code(self, system: str, code: str, as_of: str) -> CodeRecord | None:
        """Return the record if it is in memory; None says nothing about whether it exists."""
        return self._codes.known((system, code, self._day(as_of)))

    def ask_for_code(self, system: str, code: str, as_of: str) -> Callable[[], CodeRecord]:
        """Send the question now; return what waits for the answer and gives the record."""
        day = self._day(as_of)
        call = self._stub.GetCode.future(pb.GetCodeRequest(system=system, code=code, as_of=day))
        return self._codes.later((system, code, day), lambda: messages.record(call.result().record))

    def code(self, system: str, code: str, as_of: str) -> CodeRecord:
        """Return the record of one code or heading, in whatever spelling it is asked for."""
        day = self._day(as_of)

        def ask() -> CodeRecord:
            request = pb.GetCodeRequest(system=system, code=code, as_of=day)
            return messages.record(self._stub.GetCode(request).record)

        return self._codes.answer((system, code, day), ask)

    def resolve(self, code: str, as_of: str) -> tuple[CodeSummary, ...]:
        """Return every system's code that is written so; empty when there is none."""
        day = self._day(as_of)

        def ask() -> tuple[CodeSummary, ...]:
            answer = self._stub.ResolveCode(pb.ResolveCodeRequest(code=code, as_of=day))
            return tuple(map(messages.summary, answer.codes))

        return self._resolved.answer((code, day), ask)

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

        return self._children.answer((system, parent, day, page_size, page_token), ask)

    def codes(self, system: str, page: int) -> tuple[str, ...] | None:
        """Return a page of all codes as printed, in the order of the book, today; pages from 1.

        None when the system has fewer pages. The pages before it are asked for if they are not
        kept, for each says where the next one begins.
        """
        day, token = self._day(""), ""
        for number in range(1, page + 1):
            codes, following = self._code_page(system, day, token)
            if number == page:
                return codes
            if not following:
                break
            token = following
        return None

    def _code_page(self, system: str, day: str, token: str) -> tuple[tuple[str, ...], str]:
        def ask() -> tuple[tuple[str, ...], str]:
            request = pb.ListCodesRequest(system=system, as_of=day, page_token=token)
            answer = self._stub.ListCodes(request)
            return tuple(answer.codes), answer.next_page_token

        return self._all_codes.answer((system, day, token), ask)

    def near(self, system: str, code: str, as_of: str) -> tuple[CodeSummary, ...]:
        """Return codes that a mistyped one may have meant, the likeliest first."""
        request = pb.ListNearCodesRequest(system=system, code=code, as_of=self._day(as_of))
        with house_errors():
            return tuple(map(messages.summary, self._stub.ListNearCodes(request).codes))

    def _day(self, as_of: str) -> str:
        return as_of or today(self._clock).isoformat()
