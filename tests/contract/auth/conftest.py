"""A Meter of each kind, empty, on a clock that the test moves."""

from collections.abc import Callable, Iterator

import pytest

from services.auth.domain.meter import Meter
from services.auth.memory import MemoryMeter
from services.auth.store import RedisMeter, open_pool
from services.runtime.clock import Clock
from tests.support.redis import RedisServer, redis_program, redis_server, shared_redis

__all__ = ["redis_program", "redis_server", "shared_redis"]

MakeMeter = Callable[[Clock], Meter]
_CONNECTIONS = 64


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
def make_meter(request: pytest.FixtureRequest) -> Iterator[MakeMeter]:
    """Yield what makes a Meter with nothing recorded; making another empties the first."""
    if request.param == "memory":
        yield MemoryMeter
        return
    server: RedisServer = request.getfixturevalue("redis_server")
    meter = RedisMeter(open_pool(server.url, _CONNECTIONS))
    with server.client() as client:

        def empty(_: Clock) -> Meter:
            client.flushdb()
            return meter

        yield empty
    meter.close()
