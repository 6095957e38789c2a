"""The numbers that every process shows: gRPC on both sides, the process, the build."""

from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)

_LABELS = ("grpc_type", "grpc_service", "grpc_method")
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


def new_registry(service: str) -> CollectorRegistry:
    """Return a registry with the process, platform, memory and build numbers in it."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    build = Gauge(
        "codebook_build_info",
        "Always 1; the labels say what runs.",
        ("service", "version"),
        registry=registry,
    )
    build.labels(service, version("codebook")).set(1)
    return registry


class MethodMetrics:
    """What is counted of the calls of one method, found once and not again for each of them."""

    def __init__(self, handled: Counter, seconds: Histogram, kind: str, path: str) -> None:
        _, service, self.name = path.split("/", 2)
        self.labels = (kind, service, self.name)
        self._handled = handled
        self._by_code: dict[str, Counter] = {}
        self._seconds = seconds.labels(*self.labels)

    def answered(self, code: str, seconds: float) -> None:
        """Count a call that ended with the status code after so many seconds."""
        counter = self._by_code.get(code)
        if counter is None:
            counter = self._by_code[code] = self._handled.labels(*self.labels, code)
        counter.inc()
        self._seconds.observe(seconds)


class GrpcServerMetrics:
    """The customary server numbers, by kind of call, service and method."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.started = Counter(
            "grpc_server_started_total", "Calls begun.", _LABELS, registry=registry
        )
        self.handled = Counter(
            "grpc_server_handled_total",
            "Calls answered, by status code.",
            (*_LABELS, "grpc_code"),
            registry=registry,
        )
        self.seconds = Histogram(
            "grpc_server_handling_seconds",
            "Seconds from the start of a call to its answer.",
            _LABELS,
            buckets=_SECONDS,
            registry=registry,
        )


class GrpcClientMetrics:
    """The customary client numbers, by kind of call, service and method."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.handled = Counter(
            "grpc_client_handled_total",
            "Calls made and answered, by status code.",
            (*_LABELS, "grpc_code"),
            registry=registry,
        )
        self.seconds = Histogram(
            "grpc_client_handling_seconds",
            "Seconds from making a call to its answer.",
            _LABELS,
            buckets=_SECONDS,
            registry=registry,
        )
