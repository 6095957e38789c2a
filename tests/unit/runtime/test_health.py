from typing import cast

import grpc
from grpc_health.v1 import health_pb2
from prometheus_client import CollectorRegistry

from services.runtime.health import Health


def fails() -> None:
    raise ConnectionError("down")


def status_of(health: Health, part: str) -> int:
    request = health_pb2.HealthCheckRequest(service=part)
    # The servicer answers without looking at its context.
    return health.servicer.Check(request, cast("grpc.ServicerContext", None)).status


def make() -> tuple[Health, CollectorRegistry]:
    registry = CollectorRegistry()
    return Health(registry), registry


def test_a_part_is_unwell_until_looked_at() -> None:
    health, _ = make()
    health.part("database", lambda: None)
    assert not health.ready()


def test_ready_when_every_needed_part_is_well() -> None:
    health, registry = make()
    health.part("database", lambda: None)
    health.part("extra", fails, needed=False)
    health.refresh()
    assert health.ready()
    assert health.report() == {"database": True, "extra": False, "sigterm": True}
    assert registry.get_sample_value("codebook_health_part", {"part": "extra"}) == 0


def test_a_needed_part_that_fails_makes_unready_and_comes_back() -> None:
    health, _ = make()
    broken = True

    def check() -> None:
        if broken:
            fails()

    health.part("database", check)
    health.refresh()
    assert not health.ready()
    assert status_of(health, "database") == health_pb2.HealthCheckResponse.NOT_SERVING
    broken = False
    health.refresh()
    assert health.ready()
    assert status_of(health, "") == health_pb2.HealthCheckResponse.SERVING


def test_stopping_is_final() -> None:
    health, _ = make()
    health.part("database", lambda: None)
    health.refresh()
    health.stop()
    health.refresh()
    assert not health.ready()
    assert status_of(health, "") == health_pb2.HealthCheckResponse.NOT_SERVING
