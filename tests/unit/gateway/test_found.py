"""What was found is kept: for its day, and in so many bytes."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

import pytest
from codebook.search.v1 import search_pb2 as pb
from codebook.search.v1 import search_pb2_grpc
from prometheus_client import CollectorRegistry

from services.gateway.clients import search
from services.gateway.clients.revision import Revision
from services.gateway.clients.search import Query, SearchClient
from services.gateway.metrics import GatewayMetrics
from tests.support.clock import FakeClock


@dataclass
class Index:
    """Finds one code with a title of so many characters; `asked` are the days and the texts."""

    title: int = 1
    asked: list[tuple[str, str]] = field(default_factory=list)

    def Search(self, request: pb.SearchRequest) -> pb.SearchResponse:  # noqa: N802 - as the stub's
        self.asked.append((request.as_of, request.query))
        return pb.SearchResponse(hits=[pb.Hit(title="x" * self.title)])

    def Suggest(self, request: pb.SuggestRequest) -> pb.SuggestResponse:  # noqa: N802 - as above
        self.asked.append(("", request.query))
        return pb.SuggestResponse(hits=[pb.Hit(title="x")])


def client_of(index: Index, clock: FakeClock) -> SearchClient:
    revision = Revision(lambda: "r1")
    revision.refresh()
    stub = cast("search_pb2_grpc.SearchServiceStub", index)
    return SearchClient(stub, revision, clock, GatewayMetrics(CollectorRegistry()), 10)


def query(text: str, as_of: str = "") -> Query:
    return Query(text, (), None, 20, 0, as_of=as_of)


def test_what_was_found_today_is_asked_for_again_tomorrow() -> None:
    index, clock = Index(), FakeClock()
    client = client_of(index, clock)
    for _ in range(2):
        client.search(query("hip"))
        client.suggest("hi", 8)
    client.search(query("hip", "2026-06-15"))  # the same day, named
    assert index.asked == [("2026-06-15", "hip"), ("", "hi")]
    clock.advance(timedelta(hours=12))
    client.search(query("hip"))
    client.suggest("hi", 8)
    assert index.asked[2:] == [("2026-06-16", "hip"), ("", "hi")]


def test_large_pages_push_out_others_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_BYTES", 10_000)
    for title, kept in ((1, True), (4_000, False)):
        index = Index(title)
        client = client_of(index, FakeClock())
        for text in ("a", "b", "c", "a"):
            client.search(query(text))
        assert (len(index.asked) == 3) is kept
