"""Redis goes away under a running auth, and comes back."""

import threading
import time
from typing import cast

import grpc
import pytest
from codebook.auth.v1 import auth_pb2

from services.runtime.errors import UnavailableError
from services.runtime.status import from_rpc_error
from tests.integration.auth.conftest import Served, Stub, error_of, page_view, serving
from tests.support.redis import RedisServer

pytestmark = pytest.mark.redis
NEW, BEFORE = auth_pb2.DECISION_ADMITTED_NEW, auth_pb2.DECISION_ADMITTED_BEFORE


def unavailable(served: Served) -> float:
    name = "codebook_auth_meter_unavailable_total"
    return served.registry.get_sample_value(name, {"meter": "page_view"}) or 0


def seconds(served: Served, what: str) -> float:
    name = f"codebook_auth_meter_seconds_{what}"
    return served.registry.get_sample_value(name, {"meter": "page_view"}) or 0


def test_without_redis_the_answer_is_fast_and_says_why(own_redis: RedisServer) -> None:
    with serving(own_redis.url) as auth:
        token = auth.stub.Admit(page_view("a/1")).new_guest_token
        own_redis.stop()
        start = time.monotonic()
        for _ in range(20):
            error = from_rpc_error(error_of(auth.stub, page_view("a/1", token)))
            assert isinstance(error, UnavailableError)
            assert error.reason == "METER_UNAVAILABLE"
        assert time.monotonic() - start < 2
        assert unavailable(auth) == 20
        own_redis.start()
        # The counts are gone; the guest is not.
        answer = auth.stub.Admit(page_view("a/1", token))
        assert (answer.decision, answer.new_guest_token) == (NEW, "")
        assert unavailable(auth) == 20


def test_auth_starts_without_redis_and_finds_it_later(own_redis: RedisServer) -> None:
    own_redis.stop()
    with serving(own_redis.url) as auth:
        error = from_rpc_error(error_of(auth.stub, page_view("a/1")))
        assert error.reason == "METER_UNAVAILABLE"
        own_redis.start()
        assert auth.stub.Admit(page_view("a/1")).decision == NEW


def test_under_load_every_answer_is_good_or_unavailable(own_redis: RedisServer) -> None:
    reasons: set[str] = set()
    decisions: set[int] = set()
    stop = threading.Event()

    def load(stub: Stub, token: str) -> None:
        while not stop.is_set():
            try:
                decisions.add(stub.Admit(page_view("a/1", token)).decision)
            except grpc.RpcError as error:
                reasons.add(from_rpc_error(error).reason)

    with serving(own_redis.url) as auth:
        token = auth.stub.Admit(page_view("a/1")).new_guest_token
        threads = [threading.Thread(target=load, args=(auth.stub, token)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for _ in range(3):
            time.sleep(0.2)
            own_redis.stop()
            time.sleep(0.1)
            own_redis.start()
        time.sleep(0.2)
        stop.set()
        for thread in threads:
            thread.join()
        assert auth.stub.Admit(page_view("a/1", token)).decision == BEFORE
    assert reasons == {"METER_UNAVAILABLE"}
    assert decisions == {NEW, BEFORE}


def test_a_caller_with_little_time_holds_no_thread_longer(own_redis: RedisServer) -> None:
    with serving(own_redis.url) as auth, own_redis.client() as client:
        auth.stub.Admit(page_view("a/1"))
        client.client_pause(450)
        error = error_of(auth.stub, page_view("a/2"), timeout=0.05)
        codes = {grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.UNAVAILABLE}
        assert cast("grpc.Call", error).code() in codes
        while seconds(auth, "count") < 2:
            time.sleep(0.01)
        assert seconds(auth, "sum") < 0.4
