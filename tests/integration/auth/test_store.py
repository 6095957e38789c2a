"""What the counters leave in a real Redis, and how they take its moods."""

import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Thread

import pytest
from redis.crc import key_slot
from redis.exceptions import RedisError

from services.auth.domain.admission import Admission
from services.auth.domain.meter import Decision
from services.auth.errors import MeterUnavailableError
from services.auth.store import RedisMeter, open_pool
from services.runtime import context
from tests.support.auth import HERE, admission, visit
from tests.support.clock import FakeClock
from tests.support.redis import RedisServer

pytestmark = pytest.mark.redis
DAY = 86_400


def meter_on(server: RedisServer) -> RedisMeter:
    return RedisMeter(open_pool(server.url, 4))


@pytest.fixture
def meter(redis_server: RedisServer) -> Iterator[RedisMeter]:
    meter = meter_on(redis_server)
    yield meter
    meter.close()


@pytest.fixture
def door(meter: RedisMeter) -> Admission:
    return admission(meter, FakeClock(datetime(2026, 6, 30, 12, tzinfo=UTC)))


def test_two_keys_on_one_slot_and_no_address_in_them(
    door: Admission, redis_server: RedisServer
) -> None:
    token = door.admit(visit("icd-10-cm/E11.9")).new_guest_token
    guest, _, home, _ = token.split(".")
    with redis_server.client() as client:
        keys = sorted(client.scan_iter())
        everything = repr([(key, client.smembers(key)) for key in keys])
    assert keys == [
        f"meter:{{{home}}}:page_view:2026-06:guest:{guest}",
        f"meter:{{{home}}}:page_view:2026-06:network",
    ]
    assert len({key_slot(key.encode()) for key in keys}) == 1
    assert HERE.rpartition(".")[0] not in everything


def test_what_is_recorded_expires_a_day_after_the_window(
    door: Admission, redis_server: RedisServer
) -> None:
    door.admit(visit("a/1"))
    with redis_server.client() as client:
        lives = [client.ttl(key) for key in client.scan_iter()]
    assert len(lives) == 2
    assert all(1.5 * DAY - 5 <= life <= 1.5 * DAY for life in lives)


def test_looking_and_being_refused_leave_nothing(
    meter: RedisMeter, redis_server: RedisServer
) -> None:
    door = admission(meter, FakeClock(), guest=0)
    door.admit(visit("a/1"))
    door.admit(visit("a/1", peek=True))
    with redis_server.client() as client:
        assert client.dbsize() == 0


def test_a_script_that_redis_forgot_is_sent_again(
    door: Admission, redis_server: RedisServer
) -> None:
    token = door.admit(visit("a/1")).new_guest_token
    with redis_server.client() as client:
        client.script_flush()
        assert door.admit(visit("a/1", token)).decision is Decision.ADMITTED_BEFORE
        client.config_resetstat()
        assert door.admit(visit("a/2", token)).decision is Decision.ADMITTED_NEW
        calls = client.info("commandstats")
    assert calls["cmdstat_evalsha"]["calls"] == 1
    assert "cmdstat_eval" not in calls


def test_a_redis_that_restarts_is_found_again(own_redis: RedisServer) -> None:
    meter = meter_on(own_redis)
    door = admission(meter, FakeClock())
    token = door.admit(visit("a/1")).new_guest_token
    own_redis.stop()
    for _ in range(10):
        with pytest.raises(MeterUnavailableError):
            door.admit(visit("a/1", token))
    with pytest.raises(RedisError):
        meter.ping()
    own_redis.start()
    meter.ping()
    assert door.admit(visit("a/1", token)).decision is Decision.ADMITTED_NEW
    meter.close()


@pytest.mark.parametrize(("budget", "at_most"), [(None, 0.5), (0.1, 0.1)])
def test_a_redis_that_hangs_is_not_waited_for(
    own_redis: RedisServer, budget: float | None, at_most: float
) -> None:
    meter = meter_on(own_redis)
    door = admission(meter, FakeClock())
    token = door.admit(visit("a/1")).new_guest_token
    with own_redis.client() as client:
        pid = client.info("server")["process_id"]
    os.kill(pid, signal.SIGSTOP)
    start = time.monotonic()
    context.set_budget(budget)
    try:
        with pytest.raises(MeterUnavailableError):
            door.admit(visit("a/2", token))
        waited = time.monotonic() - start
    finally:
        context.set_budget(None)
        os.kill(pid, signal.SIGCONT)
    assert waited < at_most + 0.3
    assert door.admit(visit("a/1", token)).decision is Decision.ADMITTED_BEFORE
    meter.close()


def test_a_redis_that_takes_no_writes_is_unavailable(own_redis: RedisServer) -> None:
    meter = meter_on(own_redis)
    with own_redis.client() as client:
        client.config_set("maxmemory", "1")
        with pytest.raises(MeterUnavailableError):
            admission(meter, FakeClock()).admit(visit("a/1"))
        client.config_set("maxmemory", "0")
    assert admission(meter, FakeClock()).admit(visit("a/1")).decision is Decision.ADMITTED_NEW
    meter.close()


def test_connections_are_as_many_as_there_are_callers(
    redis_server: RedisServer,
) -> None:
    meter = RedisMeter(open_pool(redis_server.url, 3))
    door = admission(meter, FakeClock())
    threads = [
        Thread(target=lambda: [door.admit(visit("a/1")) for _ in range(100)]) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with redis_server.client() as client:
        # One of them is the client that asks.
        assert 1 < len(client.client_list()) <= 4
    meter.close()
