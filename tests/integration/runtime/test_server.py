"""The runtime around real calls: ids, deadlines, errors, numbers, health, shutdown."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import grpc
import pytest
from codebook.catalog.v1 import catalog_pb2
from grpc_health.v1 import health_pb2
from prometheus_client import CollectorRegistry

from services.runtime import context, errors
from services.runtime.metrics import new_registry
from services.runtime.server import PortTakenError
from services.runtime.status import from_rpc_error
from tests.support.rpc import Methods, process_of, running

ASK = catalog_pb2.GetRevisionRequest()
STREAM = catalog_pb2.StreamCodesRequest()
METHOD = {"grpc_service": "codebook.catalog.v1.CatalogService", "grpc_method": "GetRevision"}


def revision(text: str) -> catalog_pb2.GetRevisionResponse:
    return catalog_pb2.GetRevisionResponse(revision=text)


def raising(error: Exception) -> Methods:
    def fail(*_: object) -> catalog_pb2.GetRevisionResponse:
        raise error

    return Methods(fail)


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_request_id_arrives() -> None:
    context.request_id.set("from-the-edge")
    with running(Methods(lambda *_: revision(context.request_id.get()))) as (stub, _):
        assert stub.GetRevision(ASK).revision == "from-the-edge"


def test_a_call_without_an_id_gets_one() -> None:
    with running(Methods(lambda *_: revision(context.request_id.get()))) as (stub, _):
        assert len(stub.GetRevision(ASK).revision) == 16


def test_the_deadline_is_passed_on_less_a_margin() -> None:
    with running(Methods(lambda *_: revision(str(context.remaining_seconds())))) as (stub, _):
        context.set_budget(1)
        assert 0.5 < float(stub.GetRevision(ASK).revision) < 0.985


def test_the_default_timeout_holds_where_there_is_no_deadline() -> None:
    with running(Methods(lambda *_: revision(str(context.remaining_seconds())))) as (stub, _):
        assert 4 < float(stub.GetRevision(ASK).revision) <= 5


@pytest.mark.parametrize("as_future", [False, True])
def test_a_spent_budget_is_a_deadline_error_at_once(*, as_future: bool) -> None:
    def slow(*_: object) -> catalog_pb2.GetRevisionResponse:
        time.sleep(0.5)
        return revision("late")

    with running(Methods(slow)) as (stub, _):
        context.set_budget(0.05)
        start = time.monotonic()
        with pytest.raises(grpc.RpcError) as caught:
            stub.GetRevision.future(ASK).result() if as_future else stub.GetRevision(ASK)
        assert time.monotonic() - start < 0.4
        assert isinstance(from_rpc_error(caught.value), errors.DeadlineExceededError)


@pytest.mark.parametrize(
    "error",
    [
        errors.NotFoundError("no such code", reason="CODE_UNKNOWN", metadata={"code": "Q"}),
        errors.InvalidArgumentError("as_of is no date", field="as_of"),
        errors.ResourceExhaustedError("used up", retry_after=2.5),
    ],
)
def test_an_error_is_the_same_on_both_sides(error: errors.ServiceError) -> None:
    with running(raising(error)) as (stub, _):
        with pytest.raises(grpc.RpcError) as caught:
            stub.GetRevision(ASK)
        received = from_rpc_error(caught.value)
    assert type(received) is type(error)
    assert vars(received) == vars(error)


def test_what_is_unknown_is_a_plain_internal_error() -> None:
    with running(raising(ZeroDivisionError("secret detail"))) as (stub, _):
        with pytest.raises(grpc.RpcError) as caught:
            stub.GetRevision(ASK)
        received = from_rpc_error(caught.value)
    assert isinstance(received, errors.InternalError)
    assert "secret" not in received.message


def test_an_abort_of_the_method_itself_stands() -> None:
    def abort(_: object, rpc: grpc.ServicerContext) -> catalog_pb2.GetRevisionResponse:
        rpc.abort(grpc.StatusCode.PERMISSION_DENIED, "not you")

    with running(Methods(abort)) as (stub, _):
        with pytest.raises(grpc.RpcError) as caught:
            stub.GetRevision(ASK)
        assert isinstance(from_rpc_error(caught.value), errors.PermissionDeniedError)


def test_a_method_that_is_not_there_is_an_internal_error() -> None:
    with running(Methods(lambda *_: revision(""))) as (stub, _):
        with pytest.raises(grpc.RpcError) as caught:
            stub.ListSystems(catalog_pb2.ListSystemsRequest())
        assert isinstance(from_rpc_error(caught.value), errors.InternalError)


def test_nobody_there_is_unavailable() -> None:
    with running(Methods(lambda *_: revision(""))) as (stub, process):
        process.stop()
        with pytest.raises(grpc.RpcError) as caught:
            stub.GetRevision(ASK)
        assert isinstance(from_rpc_error(caught.value), errors.UnavailableError)


def test_a_stream_ends_with_the_error_after_what_was_sent() -> None:
    def stream(*_: object) -> Iterator[catalog_pb2.StreamCodesResponse]:
        yield catalog_pb2.StreamCodesResponse(total_count=1)
        raise errors.NotFoundError("no such system")

    registry = new_registry("demo")
    with running(Methods(lambda *_: revision(""), stream), registry) as (stub, _):
        answers = stub.StreamCodes(STREAM)
        assert next(answers).total_count == 1
        with pytest.raises(grpc.RpcError) as caught:
            next(answers)
        assert isinstance(from_rpc_error(caught.value), errors.NotFoundError)


def test_a_stream_that_ends_well_is_counted() -> None:
    registry = new_registry("demo")
    servicer = Methods(lambda *_: revision(""), lambda *_: iter([]))
    with running(servicer, registry) as (stub, _):
        assert list(stub.StreamCodes(STREAM)) == []
    labels = {**METHOD, "grpc_method": "StreamCodes", "grpc_type": "server_stream"}
    value = registry.get_sample_value("grpc_server_handled_total", {**labels, "grpc_code": "OK"})
    assert value == 1


def test_calls_are_counted_by_code() -> None:
    registry = new_registry("demo")
    failing = raising(errors.NotFoundError("gone"))
    with running(failing, registry) as (stub, _), pytest.raises(grpc.RpcError):
        stub.GetRevision(ASK)
    labels = {**METHOD, "grpc_type": "unary"}
    assert registry.get_sample_value("grpc_server_started_total", labels) == 1
    labels["grpc_code"] = "NOT_FOUND"
    assert registry.get_sample_value("grpc_server_handled_total", labels) == 1


def test_calls_of_one_method_that_end_differently_are_counted_apart() -> None:
    registry = new_registry("demo")
    ends = iter([None, errors.NotFoundError("gone"), None])

    def answer(*_: object) -> catalog_pb2.GetRevisionResponse:
        if error := next(ends):
            raise error
        return revision("r1")

    with running(Methods(answer), registry) as (stub, _):
        stub.GetRevision(ASK)
        with pytest.raises(grpc.RpcError):
            stub.GetRevision(ASK)
        stub.GetRevision(ASK)
        # Another method, which the first ones' numbers must not reach.
        assert list(stub.StreamCodes(STREAM)) == []
    labels = {**METHOD, "grpc_type": "unary"}
    handled = {
        code: registry.get_sample_value("grpc_server_handled_total", labels | {"grpc_code": code})
        for code in ("OK", "NOT_FOUND")
    }
    assert handled == {"OK": 2, "NOT_FOUND": 1}
    assert registry.get_sample_value("grpc_server_started_total", labels) == 3
    assert registry.get_sample_value("grpc_server_handling_seconds_count", labels) == 3


def test_the_ops_port_tells_how_it_is() -> None:
    with running(Methods(lambda *_: revision(""))) as (_, process):
        port = process.metrics_port
        assert get(port, "/healthz") == (200, "ok\n")
        status, body = get(port, "/readyz")
        assert (status, json.loads(body)) == (200, {"sigterm": True})
        assert "codebook_build_info" in get(port, "/metrics?x=1")[1]
        assert get(port, "/other")[0] == 404


def test_grpc_health_answers() -> None:
    with (
        running(Methods(lambda *_: revision(""))) as (_, process),
        grpc.insecure_channel(f"127.0.0.1:{process.port}") as channel,
    ):
        check = channel.unary_unary(
            "/grpc.health.v1.Health/Check",
            health_pb2.HealthCheckRequest.SerializeToString,
            health_pb2.HealthCheckResponse.FromString,
        )
        answer = check(health_pb2.HealthCheckRequest())
    assert answer.status == health_pb2.HealthCheckResponse.SERVING


def test_a_request_in_flight_is_finished_and_stores_closed_after_it() -> None:
    order: list[str] = []
    begun = threading.Event()

    def slow(*_: object) -> catalog_pb2.GetRevisionResponse:
        begun.set()
        time.sleep(0.3)
        order.append("answered")
        return revision("done")

    with running(Methods(slow)) as (stub, process):
        call = stub.GetRevision.future(ASK)
        assert begun.wait(5)
        process.stop()
        order.append("stopped")
        assert call.result().revision == "done"
    assert order == ["answered", "stopped"]


def test_a_taken_port_is_one_sentence() -> None:
    with running(Methods(lambda *_: revision(""))) as (_, process):
        servicer = Methods(lambda *_: revision(""))
        with pytest.raises(PortTakenError, match=str(process.port)):
            process_of(servicer, CollectorRegistry(), port=process.port)
        with pytest.raises(PortTakenError, match=str(process.metrics_port)):
            process_of(servicer, CollectorRegistry(), metrics_port=process.metrics_port)
