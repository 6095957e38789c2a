"""auth on a real Redis: in this process, and as processes of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import grpc
import pytest
from codebook.auth.v1 import auth_pb2, auth_pb2_grpc
from prometheus_client import CollectorRegistry

from services.auth.app import build
from services.auth.settings import AuthSettings
from services.runtime.channels import open_channel
from services.runtime.clock import SystemClock
from services.runtime.metrics import GrpcClientMetrics
from services.runtime.server import GrpcProcess
from tests.support.auth import KEY, plans_file
from tests.support.redis import own_redis, redis_program, redis_server, shared_redis

__all__ = ["own_redis", "redis_program", "redis_server", "shared_redis"]

Stub = auth_pb2_grpc.AuthServiceStub
_START_SECONDS = 30


@dataclass(frozen=True)
class Served:
    """auth in this process, and a caller of it."""

    stub: Stub
    process: GrpcProcess
    registry: CollectorRegistry


@contextmanager
def calling(port: int) -> Iterator[Stub]:
    """Yield a stub on a channel of the runtime's own."""
    metrics = GrpcClientMetrics(CollectorRegistry())
    channel = open_channel(f"127.0.0.1:{port}", default_timeout=10, metrics=metrics)
    with channel:
        yield auth_pb2_grpc.AuthServiceStub(channel)


@contextmanager
def serving(redis_url: str, *, guest: int = 5, network: int = 30) -> Iterator[Served]:
    """Run auth on a free port of this process, without anybody in its database."""
    with TemporaryDirectory() as folder:
        yield from _serving(Path(folder), redis_url, guest, network)


def _serving(folder: Path, redis_url: str, guest: int, network: int) -> Iterator[Served]:
    settings = AuthSettings.model_validate(
        {
            "secret_key": KEY,
            "redis_url": redis_url,
            "port": 0,
            "metrics_port": 0,
            "drain_seconds": 0,
            "database_url": f"sqlite:///{folder / 'auth.db'}",
            "plans_file": plans_file(folder, network, guest=guest, registered=guest + 5),
        }
    )
    service = build(settings, SystemClock())
    process = GrpcProcess(service)
    process.start()
    try:
        with calling(process.port) as stub:
            yield Served(stub, process, service.registry)
    finally:
        process.stop()


@pytest.fixture
def start_process(tmp_path: Path) -> Iterator[Callable[[str], tuple[subprocess.Popen[str], int]]]:
    """Yield what starts `python -m services.auth` on a Redis and returns it and its port."""
    with ExitStack() as stack:

        def start(redis_url: str) -> tuple[subprocess.Popen[str], int]:
            environment = {
                **os.environ,
                "AUTH_SECRET_KEY": KEY,
                "AUTH_PORT": "0",
                "AUTH_METRICS_PORT": "0",
                "AUTH_DATABASE_URL": f"sqlite:///{tmp_path / 'auth.db'}",
                "AUTH_PLANS_FILE": str(plans_file(tmp_path, guest=5)),
                "REDIS_URL": redis_url,
            }
            log = tmp_path / f"auth-{time.monotonic_ns()}.log"
            command = [sys.executable, "-m", "services.auth"]
            with log.open("w") as stderr:
                process = subprocess.Popen(command, env=environment, stderr=stderr, text=True)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process, _port(process, log)

        yield start


def _port(process: subprocess.Popen[str], log: Path) -> int:
    until = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        for line in log.read_text().splitlines():
            event = json.loads(line)
            if event["event"] == "started":
                return int(event["port"])
        time.sleep(0.02)
    pytest.fail(f"auth did not start:\n{log.read_text()}")


def page_view(unit: str, token: str = "", address: str = "192.0.2.7") -> auth_pb2.AdmitRequest:
    return auth_pb2.AdmitRequest(
        guest_token=token,
        client_address=address,
        meter=auth_pb2.METER_PAGE_VIEW,
        unit=unit,
    )


def error_of(stub: Stub, request: auth_pb2.AdmitRequest, timeout: float = 5) -> grpc.RpcError:
    with pytest.raises(grpc.RpcError) as caught:
        stub.Admit(request, timeout=timeout)
    return caught.value
