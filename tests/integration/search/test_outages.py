"""What search answers when Meilisearch is away, slow, locked or empty."""

import time
from collections.abc import Callable

import grpc
import pytest
from codebook.search.v1 import search_pb2, search_pb2_grpc
from pydantic import SecretStr

from services.runtime.errors import NotFoundError, ServiceError, UnavailableError
from services.runtime.status import from_rpc_error
from services.search.app import build_index
from services.search.settings import SearchSettings
from tests.support.meilisearch import MeilisearchServer
from tests.support.search import BOOK, search_settings, serving_search

pytestmark = pytest.mark.meilisearch

Stub = search_pb2_grpc.SearchServiceStub
SEARCH = search_pb2.SearchRequest(query="diabetes")
SUGGEST = search_pb2.SuggestRequest(query="diab")
STATUS = search_pb2.GetIndexStatusRequest()


def error_of(call: Callable[[], object]) -> ServiceError:
    with pytest.raises(grpc.RpcError) as caught:
        call()
    return from_rpc_error(caught.value)


def hurried(settings: SearchSettings, seconds: float) -> SearchSettings:
    return settings.model_copy(update={"query_seconds": seconds})


def test_a_stopped_meilisearch_is_unavailable_until_it_is_back(
    own_meilisearch: MeilisearchServer, catalog_target: str
) -> None:
    settings = search_settings(own_meilisearch.url, catalog_target)
    build_index(settings, lambda *_: None, force=False)
    with serving_search(settings) as (stub, service):
        assert stub.Search(SEARCH).total
        own_meilisearch.stop()
        for call in (
            lambda: stub.Search(SEARCH),
            lambda: stub.Suggest(SUGGEST),
            lambda: stub.GetIndexStatus(STATUS),
        ):
            error = error_of(call)
            assert isinstance(error, UnavailableError)
            assert error.reason == "INDEX_UNAVAILABLE"
        service.health.refresh()
        assert not service.health.ready()
        own_meilisearch.start()
        assert stub.Search(SEARCH).total
        service.health.refresh()
        assert service.health.ready()


def test_a_slow_meilisearch_is_given_up_in_time(own_meilisearch: MeilisearchServer) -> None:
    settings = hurried(search_settings(own_meilisearch.url), 0.2)
    with serving_search(settings) as (stub, _):
        own_meilisearch.pause()
        start = time.monotonic()
        error = error_of(lambda: stub.Search(SEARCH))
        assert time.monotonic() - start < 2
        own_meilisearch.resume()
    assert error.reason == "INDEX_UNAVAILABLE"


def test_the_callers_deadline_is_kept(own_meilisearch: MeilisearchServer) -> None:
    settings = hurried(search_settings(own_meilisearch.url), 30)
    with serving_search(settings) as (stub, service):
        own_meilisearch.pause()
        start = time.monotonic()
        error_of(lambda: stub.Search(SEARCH, timeout=0.5))
        assert time.monotonic() - start < 2
        own_meilisearch.resume()
    # The call was also ended on this side: its thread is not left waiting for Meilisearch.
    labels = {"grpc_type": "unary", "grpc_method": "Search", "grpc_code": "UNAVAILABLE"}
    labels["grpc_service"] = "codebook.search.v1.SearchService"
    assert service.registry.get_sample_value("grpc_server_handled_total", labels) == 1


def test_no_index_yet(meilisearch_server: MeilisearchServer) -> None:
    with serving_search(search_settings(meilisearch_server.url)) as (stub, service):
        for call in (lambda: stub.Search(SEARCH), lambda: stub.Suggest(SUGGEST)):
            error = error_of(call)
            assert isinstance(error, UnavailableError)
            assert error.reason == "INDEX_MISSING"
        filtered = search_pb2.SearchRequest(query="diabetes", systems=["icd-10-cm"])
        assert error_of(lambda: stub.Search(filtered)).reason == "INDEX_MISSING"
        assert isinstance(error_of(lambda: stub.GetIndexStatus(STATUS)), NotFoundError)
        assert service.health.report()["index"] is False


def test_a_wrong_key_is_unavailable(meilisearch_server: MeilisearchServer) -> None:
    settings = search_settings(meilisearch_server.url)
    settings = settings.model_copy(update={"meili_master_key": SecretStr("not the key at all")})
    with serving_search(settings) as (stub, _):
        assert error_of(lambda: stub.Search(SEARCH)).reason == "INDEX_UNAVAILABLE"


def test_what_is_counted(meilisearch_server: MeilisearchServer, catalog_target: str) -> None:
    settings = search_settings(meilisearch_server.url, catalog_target)
    build_index(settings, lambda *_: None, force=False)
    with serving_search(settings) as (stub, service):
        stub.Search(SEARCH)
        stub.Search(search_pb2.SearchRequest(query="zzzzz"))
        stub.Suggest(SUGGEST)
        read = service.registry.get_sample_value
        assert read("codebook_search_query_seconds_count", {"call": "search"}) == 2
        assert read("codebook_search_query_seconds_count", {"call": "suggest"}) == 1
        assert read("codebook_search_empty_results_total", {"call": "search"}) == 1
        assert read("codebook_search_index_documents") == len(BOOK)
        assert time.time() - (read("codebook_search_index_built_timestamp_seconds") or 0) < 60
