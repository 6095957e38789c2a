import pytest
from google.rpc.code_pb2 import Code

from services.runtime import errors
from services.runtime.clock import SystemClock, today
from services.runtime.status import to_status
from tests.support.clock import FakeClock


@pytest.mark.parametrize("kind", errors.BY_CODE.values())
def test_every_kind_has_its_code_and_reason(kind: type[errors.ServiceError]) -> None:
    status = to_status(kind("why", reason="BECAUSE", metadata={"system": "icd-10-cm"}))
    assert status.code == Code.Value(kind.code)
    assert status.message == "why"
    assert len(status.details) == 1


def test_a_wrong_field_is_named() -> None:
    status = to_status(errors.InvalidArgumentError("no date", field="as_of"))
    assert len(status.details) == 2


def test_a_wait_is_named() -> None:
    status = to_status(errors.ResourceExhaustedError("used up", retry_after=1.5))
    assert len(status.details) == 2


def test_the_day_is_the_day_in_utc() -> None:
    assert today(FakeClock()).isoformat() == "2026-06-15"
    clock = SystemClock()
    assert clock.now().tzinfo is not None
    assert clock.monotonic() <= clock.monotonic()
