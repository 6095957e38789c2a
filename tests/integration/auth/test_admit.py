"""Admit over a real gRPC server and a real Redis."""

from collections.abc import Iterator
from typing import cast

import grpc
import pytest
from codebook.auth.v1 import auth_pb2

from services.runtime.errors import InvalidArgumentError
from services.runtime.status import from_rpc_error
from tests.integration.auth.conftest import Served, error_of, page_view, serving
from tests.support.redis import RedisServer

pytestmark = pytest.mark.redis


@pytest.fixture
def auth(redis_server: RedisServer) -> Iterator[Served]:
    with serving(redis_server.url) as served:
        yield served


def test_a_guest_from_the_first_page_to_the_wall(auth: Served) -> None:
    first = auth.stub.Admit(page_view("icd-10-cm/E11.9"))
    assert first.decision == auth_pb2.DECISION_ADMITTED_NEW
    assert (first.plan, first.limit, first.remaining) == ("guest", 5, 4)
    assert first.registration_bonus == 5
    token = first.new_guest_token
    answers = [auth.stub.Admit(page_view(f"icd-10-cm/E11.{n}", token)) for n in range(9, 3, -1)]
    assert [answer.decision for answer in answers] == [
        auth_pb2.DECISION_ADMITTED_BEFORE,
        *[auth_pb2.DECISION_ADMITTED_NEW] * 4,
        auth_pb2.DECISION_REFUSED_ALLOWANCE,
    ]
    assert [answer.remaining for answer in answers] == [4, 3, 2, 1, 0, 0]
    assert {answer.new_guest_token for answer in answers} == {""}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", ""),
        ("unit", "  "),
        ("unit", "x" * 201),
        ("unit", "x" * 10_000),
        ("meter", auth_pb2.METER_UNSPECIFIED),
        ("meter", 99),
        ("meter", -1),
        ("client_address", ""),
        ("client_address", "localhost"),
        ("client_address", "192.0.2.7, 198.51.100.1"),
        ("client_address", "1" * 10_000),
        ("client_address", "\x00"),
    ],
)
def test_bad_input_is_refused_by_the_name_of_its_field(
    auth: Served, redis_server: RedisServer, field: str, value: str | int
) -> None:
    request = page_view("icd-10-cm/E11.9")
    setattr(request, field, value)
    error = from_rpc_error(error_of(auth.stub, request))
    assert isinstance(error, InvalidArgumentError)
    assert error.field == field
    assert str(value) not in error.message or len(str(value)) < 3
    with redis_server.client() as client:
        assert client.dbsize() == 0


@pytest.mark.parametrize("token", ["junk", "a.1.b.c", "x" * 100_000, "\x00", "é" * 50])
def test_a_token_of_no_use_is_a_new_guest_and_no_error(auth: Served, token: str) -> None:
    answer = auth.stub.Admit(page_view("icd-10-cm/E11.9", token))
    assert answer.decision == auth_pb2.DECISION_ADMITTED_NEW
    assert answer.new_guest_token


def test_a_field_that_is_no_text_is_refused_by_grpc(auth: Served) -> None:
    with grpc.insecure_channel(f"127.0.0.1:{auth.process.port}") as channel:
        admit: grpc.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary(
            "/codebook.auth.v1.AuthService/Admit"
        )
        with pytest.raises(grpc.RpcError) as caught:
            # Field 4, the unit, holds bytes that are not UTF-8.
            admit(b"\x22\x02\xff\xfe")
    assert cast("grpc.Call", caught.value).code() is grpc.StatusCode.INTERNAL


def test_what_happened_is_counted_without_a_name_in_it(auth: Served) -> None:
    auth.stub.Admit(page_view("icd-10-cm/E11.9"))
    labels = {"meter": "page_view", "plan": "guest", "decision": "admitted_new"}
    assert auth.registry.get_sample_value("codebook_auth_admits_total", labels) == 1
    allowed = {"meter", "plan", "decision", "le"}
    for metric in auth.registry.collect():
        if metric.name.startswith("codebook_auth_"):
            assert all(set(sample.labels) <= allowed for sample in metric.samples)
