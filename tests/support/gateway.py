"""The gateway as a process of its own, for tests of how it starts, answers and stops."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.ops import get
from tests.support.ports import free_port
from tests.support.programs import wait_for

_UP_SECONDS = 30
# Dies with us. A preexec_fn would do the same, but forks, and gRPC does not survive a fork.
_PROGRAM = """
import ctypes, runpy, signal
ctypes.CDLL(None).prctl(1, signal.SIGTERM)
runpy.run_module("services.gateway", run_name="__main__")
"""


@dataclass(frozen=True)
class Gateway:
    """A gateway that runs; `process` is granian's parent, `log` what both processes write."""

    process: subprocess.Popen[bytes]
    port: int
    metrics_port: int
    log: Path

    def worker(self) -> int:
        """Return the id of granian's worker."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return int(children.read_text().split()[0])

    def exchange(self, request: bytes) -> bytes:
        """Return all that comes back for these bytes; the request must ask to close."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65_536), b""))


@contextmanager
def running_gateway(log: Path, environment: Mapping[str, str]) -> Iterator[Gateway]:
    """Run the gateway on free ports; yield it when it is ready."""
    port, metrics_port = free_port(), free_port()
    with started_gateway(log, environment, port, metrics_port) as process:
        wait_for(lambda: process.poll() is not None or _is_ready(metrics_port), _UP_SECONDS)
        assert process.poll() is None, log.read_text()
        yield Gateway(process, port, metrics_port, log)


@contextmanager
def started_gateway(
    log: Path, environment: Mapping[str, str], port: int, metrics_port: int
) -> Iterator[subprocess.Popen[bytes]]:
    """Start the gateway on these ports; kill it at the end, if it still runs."""
    ports = {"GATEWAY_PORT": str(port), "GATEWAY_METRICS_PORT": str(metrics_port)}
    with (
        log.open("wb") as sink,
        subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdout=sink,
            stderr=sink,
            env={**os.environ, **environment, **ports},
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def _is_ready(metrics_port: int) -> bool:
    with suppress(OSError):
        return get(metrics_port, "/readyz")[0] == 200
    return False
