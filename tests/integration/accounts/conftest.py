"""A site with a real auth on a real Redis, and a clock that the test moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.accounts import Site, running_site
from tests.support.backends import Backends, running_backends
from tests.support.clock import FakeClock
from tests.support.redis import RedisServer, own_redis, redis_program, redis_server, shared_redis

__all__ = ["own_redis", "redis_program", "redis_server", "shared_redis"]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def backends() -> Iterator[Backends]:
    with running_backends() as running:
        yield running


@pytest.fixture
def site(
    tmp_path: Path, redis_server: RedisServer, backends: Backends, clock: FakeClock
) -> Iterator[Site]:
    with running_site(tmp_path, redis_server.url, backends, clock) as running:
        yield running
