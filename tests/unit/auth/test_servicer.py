from datetime import timedelta
from typing import cast

import grpc
import pytest
from codebook.auth.v1 import auth_pb2

from services.auth.domain.plan import MeterName
from services.auth.errors import MeterInvalidError
from services.auth.memory import MemoryMeter
from services.auth.servicer import AuthServicer
from services.auth.store import RedisMeter, open_pool
from services.runtime import context
from services.runtime.errors import DeadlineExceededError
from tests.support.auth import HERE, admission, visit
from tests.support.clock import FakeClock

# The servicer does not look at its context.
CONTEXT = cast("grpc.ServicerContext", None)


def servicer(*, guest: int = 2, network: int = 3) -> AuthServicer:
    clock = FakeClock()
    return AuthServicer(admission(MemoryMeter(clock), clock, guest=guest, network=network))


def request(
    unit: str, token: str = "", meter: int = auth_pb2.METER_PAGE_VIEW, *, peek: bool = False
) -> auth_pb2.AdmitRequest:
    return auth_pb2.AdmitRequest(
        guest_token=token,
        client_address=HERE,
        meter=auth_pb2.Meter.ValueType(meter),
        unit=unit,
        peek=peek,
    )


def test_every_field_of_the_answer_is_filled() -> None:
    answer = servicer().Admit(request("icd-10-cm/E11.9"), CONTEXT)
    assert answer.decision == auth_pb2.DECISION_ADMITTED_NEW
    assert (answer.plan, answer.limit, answer.remaining) == ("guest", 2, 1)
    assert answer.registration_bonus == 5
    assert answer.resets_at.ToJsonString() == "2026-07-01T00:00:00Z"
    assert answer.new_guest_token


def test_every_decision_crosses_the_wire() -> None:
    auth = servicer(guest=2, network=3)
    token = auth.Admit(request("a/1"), CONTEXT).new_guest_token
    other = auth.Admit(request("a/3"), CONTEXT).new_guest_token
    asked = [
        request("a/1", token),
        request("a/2", token, peek=True),
        request("a/2", token),
        request("a/4", token),
        request("a/4", other),
    ]
    assert [auth.Admit(each, CONTEXT).decision for each in asked] == [
        auth_pb2.DECISION_ADMITTED_BEFORE,
        auth_pb2.DECISION_NOT_RECORDED,
        auth_pb2.DECISION_ADMITTED_NEW,
        auth_pb2.DECISION_REFUSED_ALLOWANCE,
        auth_pb2.DECISION_REFUSED_NETWORK,
    ]


@pytest.mark.parametrize(("name", "number"), auth_pb2.Meter.items()[1:])
def test_every_meter_of_the_wire_is_counted(name: str, number: int) -> None:
    answer = servicer().Admit(request("u", meter=number), CONTEXT)
    assert answer.decision == auth_pb2.DECISION_ADMITTED_NEW
    assert name.removeprefix("METER_").lower() in set(MeterName)


@pytest.mark.parametrize("number", [auth_pb2.METER_UNSPECIFIED, 99, -1])
def test_a_meter_that_does_not_exist_is_refused(number: int) -> None:
    with pytest.raises(MeterInvalidError) as caught:
        servicer().Admit(request("u", meter=number), CONTEXT)
    assert caught.value.field == "meter"


def test_a_caller_who_waits_no_longer_is_not_asked_for() -> None:
    # A unit test opens no socket: reaching for Redis would be another error.
    meter = RedisMeter(open_pool("redis://127.0.0.1:1/0", 1))
    door = admission(meter, FakeClock())
    context.set_budget(timedelta(seconds=-1).total_seconds())
    try:
        with pytest.raises(DeadlineExceededError):
            door.admit(visit("a/1"))
    finally:
        context.set_budget(None)
        meter.close()
