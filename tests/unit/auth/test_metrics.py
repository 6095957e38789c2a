import pytest
from prometheus_client import CollectorRegistry

from services.auth.domain.meter import Ask, Decision, Verdict
from services.auth.errors import MeterUnavailableError
from services.auth.memory import MemoryMeter
from services.auth.metrics import MeasuredMeter, MeterMetrics
from tests.support.auth import admission, visit
from tests.support.clock import FakeClock

PLAN = {"meter": "page_view", "plan": "guest"}


class Down(MemoryMeter):
    def admit(self, _: Ask) -> Verdict:
        raise MeterUnavailableError


def near_and_over(registry: CollectorRegistry) -> tuple[float, float]:
    near = registry.get_sample_value("codebook_auth_near_limit_total", PLAN)
    over = registry.get_sample_value("codebook_auth_over_limit_total", PLAN)
    return near or 0, over or 0


def test_admits_are_counted_by_decision_and_near_and_over_the_limit() -> None:
    registry, clock = CollectorRegistry(), FakeClock()
    door = admission(MeasuredMeter(MemoryMeter(clock), MeterMetrics(registry)), clock, guest=5)
    token = door.admit(visit("a/1")).new_guest_token
    seen = []
    for unit in ("a/1", "a/2", "a/3", "a/4", "a/5", "a/6", "a/5"):
        door.admit(visit(unit, token))
        seen.append(near_and_over(registry))
    assert seen == [(0, 0), (0, 0), (0, 0), (0, 0), (1, 0), (1, 1), (1, 1)]
    counted = {
        decision: registry.get_sample_value(
            "codebook_auth_admits_total", {**PLAN, "decision": decision}
        )
        for decision in Decision
    }
    assert counted == {
        Decision.ADMITTED_NEW: 5,
        Decision.ADMITTED_BEFORE: 2,
        Decision.REFUSED_ALLOWANCE: 1,
        Decision.REFUSED_NETWORK: None,
        Decision.NOT_RECORDED: None,
    }


def test_an_answer_is_timed_whether_it_comes_or_not() -> None:
    registry, clock = CollectorRegistry(), FakeClock()
    metrics = MeterMetrics(registry)
    admission(MeasuredMeter(MemoryMeter(clock), metrics), clock).admit(visit("a/1"))
    with pytest.raises(MeterUnavailableError):
        admission(MeasuredMeter(Down(clock), metrics), clock).admit(visit("a/1"))
    meter = {"meter": "page_view"}
    assert registry.get_sample_value("codebook_auth_meter_seconds_count", meter) == 2
    assert registry.get_sample_value("codebook_auth_meter_unavailable_total", meter) == 1
