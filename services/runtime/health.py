"""Named parts of a process and whether each is well; what readiness and gRPC health answer from."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from grpc_health.v1 import health_pb2
from grpc_health.v1.health import HealthServicer
from prometheus_client import CollectorRegistry, Gauge

from services.runtime.logging import get_logger

STOPPING = "sigterm"
# The name under which gRPC health says that calls are answered, whatever the parts are like: from
# the start until the process is told to stop. Channels watch it, so that callers notice.
ANSWERING = "answering"


@dataclass(frozen=True)
class _Part:
    check: Callable[[], object]
    needed: bool


class Health:
    """The parts of one process. `refresh` looks at them; everything else answers from that look.

    A part is well when its check returns and unwell when it raises. The process is ready when
    every needed part is well and it has not been told to stop; liveness never looks here.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self.servicer = HealthServicer()
        self.servicer.set(ANSWERING, health_pb2.HealthCheckResponse.SERVING)
        self._parts: dict[str, _Part] = {}
        self._well: dict[str, bool] = {STOPPING: True}
        self._lock = threading.Lock()
        self._gauge = Gauge(
            "codebook_health_part", "1 when the part is well, else 0.", ("part",), registry=registry
        )
        self._gauge.labels(STOPPING).set(1)

    def part(self, name: str, check: Callable[[], object], *, needed: bool = True) -> None:
        """Add a part; one that is not needed is shown but does not make the process unready."""
        self._parts[name] = _Part(check, needed)

    def refresh(self) -> None:
        """Run every check and publish what it says."""
        for name, part in self._parts.items():
            self._publish(name, well=_passes(name, part.check))
        self._publish("", well=self.ready())

    def report(self) -> Mapping[str, bool]:
        """Return each part's name and whether it was well at the last look."""
        with self._lock:
            return {name: well for name, well in self._well.items() if name}

    def ready(self) -> bool:
        """Return whether the process should be sent requests."""
        report = self.report()
        needed = (report.get(name, False) for name, part in self._parts.items() if part.needed)
        return report[STOPPING] and all(needed)

    def stop(self) -> None:
        """Say that the process is stopping: not ready from here on, to every asker."""
        self._publish(STOPPING, well=False)
        self.servicer.enter_graceful_shutdown()

    def _publish(self, name: str, *, well: bool) -> None:
        with self._lock:
            changed = self._well.get(name) != well
            self._well[name] = well
        if name:
            self._gauge.labels(name).set(well)
        status = health_pb2.HealthCheckResponse
        self.servicer.set(name, status.SERVING if well else status.NOT_SERVING)
        if changed and name:
            get_logger().info("health part changed", part=name, well=well)


def _passes(name: str, check: Callable[[], object]) -> bool:
    try:
        check()
    except Exception as error:  # noqa: BLE001 - whatever a check raises, its part is unwell
        get_logger().debug("health check failed", part=name, error=repr(error))
        return False
    return True
