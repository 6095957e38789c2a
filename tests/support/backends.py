"""Catalog, search and auth for tests of the gateway: real gRPC servers with answers to order."""

# ruff: noqa: N802 - the names on the wire

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import grpc
from codebook.auth.v1 import auth_pb2, auth_pb2_grpc
from codebook.catalog.v1 import catalog_pb2, catalog_pb2_grpc, facts_pb2, facts_pb2_grpc
from codebook.search.v1 import search_pb2, search_pb2_grpc
from google.protobuf.timestamp_pb2 import Timestamp
from grpc_health.v1 import health_pb2_grpc
from prometheus_client import CollectorRegistry

from services.runtime.context import request_id
from services.runtime.errors import InvalidArgumentError, NotFoundError
from services.runtime.health import Health
from services.runtime.interceptors import ServerInterceptor
from services.runtime.metrics import GrpcServerMetrics
from tests.support import book, facts

Context = grpc.ServicerContext
# 1 December 2026, midnight UTC.
RESETS_AT = Timestamp(seconds=1_796_083_200)


_MORE = "more"


@dataclass
class Trouble:
    """What happens to calls on top of their answer, by method; and which calls there were."""

    errors: dict[str, Exception] = field(default_factory=dict)
    delays: dict[str, float] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    request_ids: set[str] = field(default_factory=set)
    # Calls that are being answered now, and the most there were at once.
    now: int = 0
    at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def meet(self, method: str) -> Iterator[None]:
        with self.lock:
            self.calls.append(method)
            self.request_ids.add(request_id.get())
            self.now += 1
            self.at_once = max(self.at_once, self.now)
        try:
            time.sleep(self.delays.get(method, 0))
            if error := self.errors.get(method):
                raise error
            yield
        finally:
            with self.lock:
                self.now -= 1


class Catalog(catalog_pb2_grpc.CatalogServiceServicer):
    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        self.revision = "r1"
        self.systems: Sequence[catalog_pb2.CodeSystem] = book.SYSTEMS
        own = [catalog_pb2.CodeRecord.FromString(r.SerializeToString()) for r in book.RECORDS]
        self.records = {(one.summary.system, one.summary.compact): one for one in own}

    def GetRevision(
        self, _: catalog_pb2.GetRevisionRequest, __: Context
    ) -> catalog_pb2.GetRevisionResponse:
        with self.trouble.meet("GetRevision"):
            return catalog_pb2.GetRevisionResponse(revision=self.revision)

    def ListSystems(
        self, _: catalog_pb2.ListSystemsRequest, __: Context
    ) -> catalog_pb2.ListSystemsResponse:
        with self.trouble.meet("ListSystems"):
            return catalog_pb2.ListSystemsResponse(systems=self.systems)

    def GetCode(
        self, request: catalog_pb2.GetCodeRequest, _: Context
    ) -> catalog_pb2.GetCodeResponse:
        with self.trouble.meet("GetCode"):
            return catalog_pb2.GetCodeResponse(record=self._find(request.system, request.code))

    def ResolveCode(
        self, request: catalog_pb2.ResolveCodeRequest, _: Context
    ) -> catalog_pb2.ResolveCodeResponse:
        with self.trouble.meet("ResolveCode"):
            compact = _compact(request.code)
            _demand_possible(compact)
            found = [r.summary for r in self.records.values() if r.summary.compact == compact]
            return catalog_pb2.ResolveCodeResponse(codes=found)

    def ListChildren(
        self, request: catalog_pb2.ListChildrenRequest, _: Context
    ) -> catalog_pb2.ListChildrenResponse:
        with self.trouble.meet("ListChildren"):
            if request.page_token not in ("", _MORE):
                raise InvalidArgumentError("It is not a token of this list.", field="page_token")
            if not request.parent:
                self._demand_system(request.system)
                return catalog_pb2.ListChildrenResponse(
                    children=[book.CHAPTER_4],
                    next_page_token="" if request.page_token else _MORE,
                    release=book.RELEASE,
                )
            found = self._find(request.system, request.parent)
            return catalog_pb2.ListChildrenResponse(
                parent=found.summary,
                ancestors=found.ancestors,
                children=found.children,
                release=found.release,
            )

    def ListCodes(
        self, request: catalog_pb2.ListCodesRequest, _: Context
    ) -> catalog_pb2.ListCodesResponse:
        with self.trouble.meet("ListCodes"):
            self._demand_system(request.system)
            codes = [r.summary.code for r in self.records.values()]
            if request.page_token:
                return catalog_pb2.ListCodesResponse(codes=codes[1:])
            return catalog_pb2.ListCodesResponse(codes=codes[:1], next_page_token=_MORE)

    def ListNearCodes(
        self, _: catalog_pb2.ListNearCodesRequest, __: Context
    ) -> catalog_pb2.ListNearCodesResponse:
        with self.trouble.meet("ListNearCodes"):
            return catalog_pb2.ListNearCodesResponse(codes=[book.E11_9, book.E11_8])

    def StreamCodes(
        self, _: catalog_pb2.StreamCodesRequest, __: Context
    ) -> Iterator[catalog_pb2.StreamCodesResponse]:
        raise AssertionError("the gateway does not stream")

    def _find(self, system: str, code: str) -> catalog_pb2.CodeRecord:
        self._demand_system(system)
        compact = _compact(code)
        _demand_possible(compact)
        found = self.records.get((system, compact))
        if found is None:
            raise NotFoundError(f"no {code} in {system}", reason="CODE_UNKNOWN")
        return found

    def _demand_system(self, system: str) -> None:
        if system not in {one.system for one in book.SYSTEMS}:
            raise NotFoundError(f"no system {system}", reason="SYSTEM_UNKNOWN")


class Facts(facts_pb2_grpc.FactsServiceServicer):
    """What the tables say; of a code that is not in `facts`, nothing."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        self.facts: dict[tuple[str, str], facts_pb2.CodeFacts] = {}

    def GetCodeFacts(
        self, request: facts_pb2.GetCodeFactsRequest, _: Context
    ) -> facts_pb2.GetCodeFactsResponse:
        with self.trouble.meet("GetCodeFacts"):
            found = self.facts.get((request.system, request.code), facts_pb2.CodeFacts())
            return facts_pb2.GetCodeFactsResponse(facts=found)

    def ListEdits(
        self, request: facts_pb2.ListEditsRequest, _: Context
    ) -> facts_pb2.ListEditsResponse:
        with self.trouble.meet("ListEdits"):
            if request.page_token not in ("", _MORE):
                raise InvalidArgumentError("It is not a token of this list.", field="page_token")
            return facts_pb2.ListEditsResponse(
                edits=[facts.edit(request.code, f"{request.partner_prefix or 'A'}0001"[:5])],
                total_count=1_234,
                next_page_token="" if request.page_token else _MORE,
                release=facts.release("ptp-practitioner", "2026 Q2"),
            )

    def ListCoverage(
        self, request: facts_pb2.ListCoverageRequest, _: Context
    ) -> facts_pb2.ListCoverageResponse:
        with self.trouble.meet("ListCoverage"):
            return facts_pb2.ListCoverageResponse(
                documents=[facts.document()],
                lcd_count=1,
                article_count=30,
                next_page_token="" if request.page_token else _MORE,
            )

    def ListReleases(
        self, _: facts_pb2.ListReleasesRequest, __: Context
    ) -> facts_pb2.ListReleasesResponse:
        raise AssertionError("the gateway does not list releases")


class Search(search_pb2_grpc.SearchServiceServicer):
    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        self.total = 45
        self.second_status = "active"
        self.built_at = 1

    def Search(self, request: search_pb2.SearchRequest, _: Context) -> search_pb2.SearchResponse:
        with self.trouble.meet("Search"):
            if "nothing" in request.query:
                there = [search_pb2.FacetValue(value=book.CM, count=3)]
                facets = [search_pb2.Facet(name="system", values=there)]
                narrowed = list(request.systems)
                return search_pb2.SearchResponse(
                    interpretation="words", facets=facets if narrowed else []
                )
            hits = [book.hit(book.E11_9), book.hit(book.E11)]
            hits[0].term_spans.append(search_pb2.TextSpan(text="diabetes NOS", matched=True))
            hits[1].status = self.second_status
            values = [search_pb2.FacetValue(value=book.CM, count=self.total)]
            chapters = [
                search_pb2.FacetValue(value=f"{book.CM} {chapter}", count=20)
                for chapter in ("4", "99")
            ]
            billable = [
                search_pb2.FacetValue(value="true", count=40),
                search_pb2.FacetValue(value="false", count=5),
            ]
            return search_pb2.SearchResponse(
                hits=hits if request.offset < self.total else [],
                total=self.total,
                facets=[
                    search_pb2.Facet(name="system", values=values),
                    search_pb2.Facet(name="billable", values=billable),
                    search_pb2.Facet(name="chapter", values=chapters),
                ],
                interpretation="words",
            )

    def Suggest(self, request: search_pb2.SuggestRequest, _: Context) -> search_pb2.SuggestResponse:
        with self.trouble.meet("Suggest"):
            hits = [book.hit(book.E11_9), book.hit(book.E11)]
            return search_pb2.SuggestResponse(hits=hits[: request.limit])

    def GetIndexStatus(
        self, _: search_pb2.GetIndexStatusRequest, __: Context
    ) -> search_pb2.GetIndexStatusResponse:
        with self.trouble.meet("GetIndexStatus"):
            return search_pb2.GetIndexStatusResponse(
                catalog_revision="r1", built_at=Timestamp(seconds=self.built_at)
            )


class Auth(auth_pb2_grpc.AuthServiceServicer):
    """A meter that counts as the real one does, in memory. Tokens are `guest-1`, `guest-2`…"""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        self.limit = 1
        self.network_limit = 100
        self.guests = 0
        self.units: dict[str, set[str]] = {}
        self.addresses: list[str] = []
        self.undecided = False

    def Admit(self, request: auth_pb2.AdmitRequest, _: Context) -> auth_pb2.AdmitResponse:
        with self.trouble.meet("Admit"), self.trouble.lock:
            self.addresses.append(request.client_address)
            token, new = self._recognise(request.guest_token)
            units = self.units.setdefault(token, set())
            decision = self._decide(request, units)
            if decision == auth_pb2.DECISION_ADMITTED_NEW:
                units.add(request.unit)
            return auth_pb2.AdmitResponse(
                decision=decision,
                plan="guest",
                limit=self.limit,
                remaining=self.limit - len(units),
                registration_bonus=5,
                resets_at=RESETS_AT,
                new_guest_token=token if new else "",
            )

    def recorded(self) -> int:
        """Return how many views were counted, of all guests."""
        return sum(len(units) for units in self.units.values())

    def _recognise(self, token: str) -> tuple[str, bool]:
        if token in self.units:
            return token, False
        self.guests += 1
        return f"guest-{self.guests}", True

    def _decide(
        self, request: auth_pb2.AdmitRequest, units: set[str]
    ) -> "auth_pb2.Decision.ValueType":
        if self.undecided:
            return auth_pb2.DECISION_UNSPECIFIED
        if request.unit in units:
            return auth_pb2.DECISION_ADMITTED_BEFORE
        if request.peek:
            return auth_pb2.DECISION_NOT_RECORDED
        if len(units) >= self.limit:
            return auth_pb2.DECISION_REFUSED_ALLOWANCE
        if self.recorded() >= self.network_limit:
            return auth_pb2.DECISION_REFUSED_NETWORK
        return auth_pb2.DECISION_ADMITTED_NEW


@dataclass(frozen=True)
class Server:
    """A server that runs, and its port."""

    server: grpc.Server
    port: int
    health: Health

    def stop(self) -> None:
        self.server.stop(None).wait()


@dataclass(frozen=True)
class Backends:
    """The three servers while they run, and where."""

    trouble: Trouble
    catalog: Catalog
    facts: Facts
    search: Search
    auth: Auth
    processes: dict[str, Server]

    def target(self, name: str) -> str:
        return f"127.0.0.1:{self.processes[name].port}"


@contextmanager
def running_backends() -> Iterator[Backends]:
    """Run the three servers on free ports."""
    trouble = Trouble()
    catalog, tables = Catalog(trouble), Facts(trouble)
    search, auth = Search(trouble), Auth(trouble)

    def add_catalog(server: grpc.Server) -> None:
        catalog_pb2_grpc.add_CatalogServiceServicer_to_server(catalog, server)
        facts_pb2_grpc.add_FactsServiceServicer_to_server(tables, server)

    registers: dict[str, Callable[[grpc.Server], None]] = {
        "catalog": add_catalog,
        "search": lambda s: search_pb2_grpc.add_SearchServiceServicer_to_server(search, s),
        "auth": lambda s: auth_pb2_grpc.add_AuthServiceServicer_to_server(auth, s),
    }
    with ExitStack() as stack:
        processes = {}
        for name, register in registers.items():
            processes[name] = _process(register)
            stack.callback(processes[name].stop)
        yield Backends(trouble, catalog, tables, search, auth, processes)


def _process(register: Callable[[grpc.Server], None]) -> Server:
    metrics = GrpcServerMetrics(CollectorRegistry())
    server = grpc.server(ThreadPoolExecutor(8), interceptors=[ServerInterceptor(metrics)])
    register(server)
    health = Health(CollectorRegistry())
    health.refresh()
    health_pb2_grpc.add_HealthServicer_to_server(health.servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return Server(server, port, health)


def _demand_possible(compact: str) -> None:
    if not compact.replace("-", "").isalnum():
        raise InvalidArgumentError("A code has letters and digits only.", field="code")


def _compact(code: str) -> str:
    return code.replace(".", "").strip().upper()
