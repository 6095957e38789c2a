"""Runs a gRPC process: binds, serves, watches its parts, and stops in order."""

import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import grpc
from grpc_health.v1 import health_pb2_grpc
from prometheus_client import CollectorRegistry

from services.runtime.health import Health
from services.runtime.interceptors import ServerInterceptor
from services.runtime.logging import get_logger
from services.runtime.metrics import GrpcServerMetrics
from services.runtime.ops import OpsServer
from services.runtime.settings import ServiceSettings
from services.runtime.tls import server_credentials

_HEALTH_PERIOD_SECONDS = 2.0


class PortTakenError(Exception):
    """A port that the process should listen on is taken; the message is for the operator."""


@dataclass(frozen=True)
class Service:
    """All that a process consists of, constructed and not yet started."""

    name: str
    settings: ServiceSettings
    registry: CollectorRegistry
    health: Health
    register: Callable[[grpc.Server], None]
    # What begins to work by itself when the process does.
    starters: Sequence[Callable[[], object]] = field(default=())
    # What is closed at the end, in this order.
    closers: Sequence[Callable[[], object]] = field(default=())


class GrpcProcess:
    """One running service. `start` returns when it listens; `stop` when all is finished."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._stopping = threading.Event()
        settings = service.settings
        self._server = grpc.server(
            ThreadPoolExecutor(settings.workers, thread_name_prefix="rpc"),
            interceptors=[ServerInterceptor(GrpcServerMetrics(service.registry))],
            options=(
                # Two processes on one port would share its calls without a word; refuse instead.
                ("grpc.so_reuseport", 0),
                ("grpc.max_connection_age_ms", round(settings.connection_seconds * 1000)),
            ),
        )
        service.register(self._server)
        health_pb2_grpc.add_HealthServicer_to_server(service.health.servicer, self._server)
        self.port = _bind(self._server, settings)
        try:
            self._ops = OpsServer(
                settings.host, settings.metrics_port, service.registry, service.health
            )
        except OSError as error:
            self._server.stop(None)
            raise _taken(service.name, settings.host, settings.metrics_port) from error
        self.metrics_port = self._ops.port
        self._watch = threading.Thread(target=self._watch_health, name="health", daemon=True)

    def start(self) -> None:
        """Answer calls from here on."""
        self._service.health.refresh()
        self._ops.start()
        self._server.start()
        self._watch.start()
        for start in self._service.starters:
            start()
        get_logger().info("started", port=self.port, metrics_port=self.metrics_port)

    def stop(self) -> None:
        """Say so, wait for callers to notice, finish what is in flight, close the stores."""
        settings = self._service.settings
        get_logger().info("stopping")
        self._service.health.stop()
        self._stopping.set()
        time.sleep(settings.drain_seconds)
        self._server.stop(settings.grace_seconds).wait()
        self._watch.join()
        for close in self._service.closers:
            close()
        self._ops.stop()
        get_logger().info("stopped")

    def _watch_health(self) -> None:
        while not self._stopping.wait(_HEALTH_PERIOD_SECONDS):
            self._service.health.refresh()


def _bind(server: grpc.Server, settings: ServiceSettings) -> int:
    address = f"{settings.host}:{settings.port}"
    try:
        if settings.tls_dir is None:
            return server.add_insecure_port(address)
        return server.add_secure_port(address, server_credentials(settings.tls_dir))
    except RuntimeError as error:
        raise _taken("gRPC", settings.host, settings.port) from error


def _taken(name: str, host: str, port: int) -> PortTakenError:
    return PortTakenError(f"{name}: {host}:{port} is taken or may not be used.")


def serve(service: Service) -> None:
    """Run the service until SIGTERM or SIGINT; exits 1 with one sentence if a port is taken."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        process = GrpcProcess(service)
    except PortTakenError as error:
        sys.exit(str(error))
    process.start()
    stop.wait()
    process.stop()
