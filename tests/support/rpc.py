"""A service of two methods, served by the real runtime, for tests of what surrounds a method."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from codebook.catalog.v1 import catalog_pb2, catalog_pb2_grpc
from prometheus_client import CollectorRegistry

from services.runtime.channels import open_channel
from services.runtime.health import Health
from services.runtime.metrics import GrpcClientMetrics, new_registry
from services.runtime.server import GrpcProcess, Service
from services.runtime.settings import ServiceSettings

_NAME = "codebook.catalog.v1.CatalogService"


def _nothing(*_: object) -> Iterator[catalog_pb2.StreamCodesResponse]:
    return iter(())


@dataclass(frozen=True)
class Methods:
    """What GetRevision and StreamCodes do; every other method is UNIMPLEMENTED."""

    unary: Callable[..., catalog_pb2.GetRevisionResponse]
    stream: Callable[..., Iterator[catalog_pb2.StreamCodesResponse]] = _nothing

    def register(self, server: grpc.Server) -> None:
        handlers: dict[str, grpc.RpcMethodHandler[Any, Any]] = {
            "GetRevision": grpc.unary_unary_rpc_method_handler(
                self.unary,
                catalog_pb2.GetRevisionRequest.FromString,
                catalog_pb2.GetRevisionResponse.SerializeToString,
            ),
            "StreamCodes": grpc.unary_stream_rpc_method_handler(
                self.stream,
                catalog_pb2.StreamCodesRequest.FromString,
                catalog_pb2.StreamCodesResponse.SerializeToString,
            ),
        }
        generic = grpc.method_handlers_generic_handler(_NAME, handlers)
        server.add_generic_rpc_handlers((generic,))


def process_of(
    methods: Methods,
    registry: CollectorRegistry,
    *,
    port: int = 0,
    metrics_port: int = 0,
    drain_seconds: float = 0,
    connection_seconds: float = 300,
    tls_dir: Path | None = None,
) -> GrpcProcess:
    """Return a process that serves them, on free ports unless told, not yet started."""
    settings = ServiceSettings(
        port=port,
        metrics_port=metrics_port,
        drain_seconds=drain_seconds,
        connection_seconds=connection_seconds,
        tls_dir=tls_dir,
    )
    return GrpcProcess(Service("demo", settings, registry, Health(registry), methods.register))


@contextmanager
def running(
    methods: Methods, registry: CollectorRegistry | None = None, *, tls_dir: Path | None = None
) -> Iterator[tuple[catalog_pb2_grpc.CatalogServiceStub, GrpcProcess]]:
    """Run the methods and give a stub on a channel of the runtime's own."""
    process = process_of(methods, registry or new_registry("demo"), tls_dir=tls_dir)
    process.start()
    channel = open_channel(
        f"127.0.0.1:{process.port}",
        default_timeout=5,
        metrics=GrpcClientMetrics(CollectorRegistry()),
        tls_dir=tls_dir,
    )
    try:
        yield catalog_pb2_grpc.CatalogServiceStub(channel), process
    finally:
        channel.close()
        process.stop()
