"""A Meter of each kind, empty, on a clock that the test moves."""

from collections.abc import Callable, Iterator

import pytest

from services.auth.domain.meter import Meter
from services.auth.domain.session import Sessions
from services.auth.memory import MemoryMeter
from services.auth.store import RedisMeter, RedisSessions, open_pool
from services.runtime.clock import Clock
from tests.support.redis import RedisServer, redis_program, redis_server, shared_redis

__all__ = ["redis_program", "redis_server", "shared_redis"]

MakeMeter = Callable[[Clock], Meter]
MakeRoom = Callable[[Clock], tuple[Meter, Sessions]]
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


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
def make_room(request: pytest.FixtureRequest) -> Iterator[MakeRoom]:
    """Yield what makes a Meter and the Sessions beside it, both empty."""
    if request.param == "memory":

        def in_memory(clock: Clock) -> tuple[Meter, Sessions]:
            both = MemoryMeter(clock)
            return both, both

        yield in_memory
        return
    server: RedisServer = request.getfixturevalue("redis_server")
    pool = open_pool(server.url, _CONNECTIONS)
    meter = RedisMeter(pool)
    with server.client() as client:

        def empty(_: Clock) -> tuple[Meter, Sessions]:
            client.flushdb()
            return meter, RedisSessions(pool)

        yield empty
    meter.close()
