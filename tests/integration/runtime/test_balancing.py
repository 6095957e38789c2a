"""Several servers behind one name: calls are shared, and a server that stops loses none."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import grpc
import pytest
from codebook.catalog.v1 import catalog_pb2, catalog_pb2_grpc
from prometheus_client import CollectorRegistry

from services.runtime.channels import open_channel
from services.runtime.errors import UnavailableError
from services.runtime.metrics import GrpcClientMetrics, new_registry
from services.runtime.server import GrpcProcess
from services.runtime.status import from_rpc_error
from tests.support.programs import wait_for
from tests.support.rpc import Methods, process_of, running

_CALLERS = 4


def answer(name: str, *_: object) -> catalog_pb2.GetRevisionResponse:
    return catalog_pb2.GetRevisionResponse(revision=name)


def caller(_: object, context: grpc.ServicerContext) -> catalog_pb2.GetRevisionResponse:
    """Answer with the connection that the call came over."""
    return catalog_pb2.GetRevisionResponse(revision=context.peer())


def start(name: str, *, drain_seconds: float = 0) -> GrpcProcess:
    process = process_of(
        Methods(partial(answer, name)), new_registry("demo"), drain_seconds=drain_seconds
    )
    process.start()
    return process


class Load:
    """Callers that never pause; who answered how often, and how often nobody did."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = catalog_pb2_grpc.CatalogServiceStub(channel)
        self._ended = threading.Event()
        self.answers: Counter[str] = Counter()
        self.threads = [threading.Thread(target=self._call) for _ in range(_CALLERS)]

    def _call(self) -> None:
        while not self._ended.is_set():
            try:
                name = self._stub.GetRevision(catalog_pb2.GetRevisionRequest()).revision
            except grpc.RpcError as error:
                name = f"failed: {error}"
            self.answers[name] += 1

    def end(self) -> None:
        self._ended.set()
        for thread in self.threads:
            thread.join()


@contextmanager
def load_on(*processes: GrpcProcess) -> Iterator[Load]:
    target = "ipv4:" + ",".join(f"127.0.0.1:{process.port}" for process in processes)
    metrics = GrpcClientMetrics(CollectorRegistry())
    with open_channel(target, default_timeout=10, metrics=metrics) as channel:
        load = Load(channel)
        for thread in load.threads:
            thread.start()
        try:
            yield load
        finally:
            load.end()


@pytest.fixture
def staying() -> Iterator[GrpcProcess]:
    process = start("staying")
    yield process
    process.stop()


def test_calls_are_shared_and_a_server_that_stops_loses_none(staying: GrpcProcess) -> None:
    leaving = start("leaving", drain_seconds=0.5)
    with load_on(staying, leaving) as load:
        wait_for(lambda: min(load.answers["staying"], load.answers["leaving"]) > 100)
        leaving.stop()
        answered = load.answers["staying"]
        wait_for(lambda: load.answers["staying"] > answered + 100)
    assert set(load.answers) == {"staying", "leaving"}


def test_a_caller_connects_anew_from_time_to_time_and_loses_no_call() -> None:
    process = process_of(Methods(caller), new_registry("demo"), connection_seconds=1)
    process.start()
    with load_on(process) as load:
        wait_for(lambda: len(load.answers) > 1)
    process.stop()
    assert all(name.startswith("ipv4:127.0.0.1:") for name in load.answers)


def test_a_call_that_has_reached_nobody_is_tried_again() -> None:
    asked: list[float] = []

    def away_at_first(_: object, rpc: grpc.ServicerContext) -> catalog_pb2.GetRevisionResponse:
        asked.append(0)
        if len(asked) == 1:
            rpc.abort(grpc.StatusCode.UNAVAILABLE, "as a server says that has just stopped")
        return answer("there")

    with running(Methods(away_at_first)) as (stub, _):
        assert stub.GetRevision(catalog_pb2.GetRevisionRequest()).revision == "there"
    assert len(asked) == 2


def test_what_a_service_has_answered_is_not_asked_for_again() -> None:
    asked: list[float] = []

    def unwell(*_: object) -> catalog_pb2.GetRevisionResponse:
        asked.append(0)
        raise UnavailableError("The database cannot be reached.", reason="DATABASE_AWAY")

    with running(Methods(unwell)) as (stub, _):
        with pytest.raises(grpc.RpcError) as caught:
            stub.GetRevision(catalog_pb2.GetRevisionRequest())
        assert from_rpc_error(caught.value).reason == "DATABASE_AWAY"
    assert len(asked) == 1
