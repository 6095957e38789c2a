"""Attempts in Redis, under a keyed hash of who tries: no address or e-mail stands there."""

import hmac
import math
from datetime import datetime

from redis import ConnectionPool, Redis

from services.auth.domain.throttle import Limit
from services.auth.store.counters import counters_errors

_CONTEXT = b"codebook.auth.throttle.v1:"


class RedisThrottle:
    """The Throttle that every process of auth shares."""

    def __init__(self, pool: ConnectionPool, key: str) -> None:
        self._redis = Redis(connection_pool=pool)
        self._key = key.encode()

    def wait(self, limit: Limit, subject: str, now: datetime) -> float:
        """Return the seconds until another attempt is allowed; 0 when it is now."""
        name, ends = self._stretch(limit, subject, now)
        with counters_errors():
            counted = int(self._redis.get(name) or 0)
        return ends - now.timestamp() if counted >= limit.attempts else 0

    def count(self, limit: Limit, subject: str, now: datetime) -> int:
        """Count an attempt and return how many there have been in this stretch of time."""
        name, ends = self._stretch(limit, subject, now)
        with counters_errors(), self._redis.pipeline() as pipe:
            pipe.incr(name)
            pipe.expire(name, math.ceil(ends - now.timestamp()) + 1)
            return int(pipe.execute()[0])

    def take_back(self, limit: Limit, subject: str, now: datetime) -> None:
        """Count one attempt less: it was none."""
        name, ends = self._stretch(limit, subject, now)
        with counters_errors(), self._redis.pipeline() as pipe:
            pipe.decr(name)
            pipe.expire(name, math.ceil(ends - now.timestamp()) + 1)
            pipe.execute()

    def _stretch(self, limit: Limit, subject: str, now: datetime) -> tuple[str, float]:
        """Return the key of the count of now, and when in Unix seconds its time ends."""
        seconds = limit.per.total_seconds()
        number = int(now.timestamp() // seconds)
        who = hmac.digest(self._key, _CONTEXT + subject.encode(), "sha256").hex()[:32]
        return f"throttle:{limit.name}:{number}:{who}", (number + 1) * seconds
