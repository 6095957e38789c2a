"""A real redis-server on a free port of this machine, which a test may stop and start again."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

from services.cli.parts import REDIS
from tests.support.parts import demand
from tests.support.ports import free_port

_START_SECONDS = 10


class RedisServer:
    """A redis-server that keeps its port; it forgets all when it is stopped, unless told not to."""

    def __init__(self, program: Path, directory: Path, *, appendonly: bool = False) -> None:
        self._appendonly = "yes" if appendonly else "no"
        self._program = program
        self._directory = directory
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Return when it answers."""
        options = {
            "--bind": "127.0.0.1",
            "--port": str(self.port),
            "--save": "",
            "--appendonly": self._appendonly,
            "--dir": str(self._directory),
            "--logfile": "redis.log",
        }
        command = [str(self._program), *(word for pair in options.items() for word in pair)]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        self._wait(self._process)

    def stop(self) -> None:
        """Kill it as a machine that goes away would: nothing is said to its clients before."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Stop it and start it again, empty, on the same port."""
        self.stop()
        self.start()

    def client(self) -> Redis:
        """Return a client to look into it and to disturb it; close it after use."""
        return Redis(port=self.port, decode_responses=True, retry=Retry(NoBackoff(), 0))

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _START_SECONDS
        with self.client() as client:
            while process.poll() is None and time.monotonic() < until:
                try:
                    client.ping()
                except RedisConnectionError:  # LOADING is one of them
                    time.sleep(0.01)
                else:
                    return
        log = (self._directory / "redis.log").read_text()
        self.stop()
        pytest.fail(f"redis-server did not start:\n{log}")


@pytest.fixture(scope="session")
def redis_program() -> Path:
    """Return a redis-server to run; skips without one, and fails where CI demands it."""
    return demand(REDIS)


@pytest.fixture(scope="session")
def shared_redis(
    redis_program: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RedisServer]:
    """Yield one server for the whole run; a test takes `redis_server` instead."""
    yield from _running(redis_program, tmp_path_factory.mktemp("redis"))


@pytest.fixture
def redis_server(shared_redis: RedisServer) -> RedisServer:
    """Return a running server with nothing in it; not to be stopped."""
    with shared_redis.client() as client:
        client.flushall()
    return shared_redis


@pytest.fixture
def own_redis(redis_program: Path, tmp_path: Path) -> Iterator[RedisServer]:
    """Yield a running server that the test may stop, start, kill and fill."""
    yield from _running(redis_program, tmp_path)


def _running(program: Path, directory: Path) -> Iterator[RedisServer]:
    server = RedisServer(program, directory)
    server.start()
    yield server
    server.stop()
