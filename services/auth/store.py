"""The counters in Redis: one script, one set of units for each subject, meter and window.

The keys of a guest and of the guest's home share the hash tag `{<home>}`, so they are on one slot:

    meter:{<home>}:<meter>:<window>:guest:<id>
    meter:{<home>}:<meter>:<window>:network
"""

import hashlib
from importlib import resources
from typing import Any

from redis import ConnectionPool, RedisError
from redis.exceptions import NoScriptError

from services.auth.domain.meter import Ask, Decision, Verdict
from services.auth.errors import MeterUnavailableError
from services.runtime.context import remaining_seconds
from services.runtime.errors import DeadlineExceededError
from services.runtime.logging import get_logger

_CONNECT_SECONDS = 0.25
_READ_SECONDS = 0.5


def open_pool(url: str, connections: int) -> ConnectionPool:
    """Return a pool of at most that many connections, none of them opened yet.

    Nothing is tried twice: a page that waits for its counters is worse than one without them. A
    connection that Redis has closed meanwhile is noticed when it is taken, and opened anew.
    """
    return ConnectionPool.from_url(
        url,
        max_connections=connections,
        socket_connect_timeout=_CONNECT_SECONDS,
        socket_timeout=_READ_SECONDS,
        protocol=2,
    )


class RedisMeter:
    """The Meter that every process of auth shares."""

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool
        script = resources.files(__package__).joinpath("admit.lua").read_bytes()
        self._script = script
        # How Redis names a script; nothing is secured by it.
        self._sha = hashlib.sha1(script, usedforsecurity=False).hexdigest()

    def admit(self, ask: Ask) -> Verdict:
        """Decide and record in one step; see Meter.

        Raises DeadlineExceededError, having asked nothing, when the caller waits no longer.
        """
        try:
            decision, used, network_used = self._evaluate(_keys(ask), _arguments(ask))
        except RedisError as error:
            get_logger().warning("counters unavailable", error=repr(error))
            raise MeterUnavailableError from error
        return Verdict(Decision(decision.decode()), used, network_used)

    def ping(self) -> None:
        """Return if Redis answers; raises RedisError."""
        self._call("PING")

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def _evaluate(self, keys: tuple[str, str], arguments: tuple[str | int, ...]) -> Any:  # noqa: ANN401 - the script says
        try:
            return self._call("EVALSHA", self._sha, len(keys), *keys, *arguments)
        except NoScriptError:  # a Redis that is new, restarted, or was told to forget
            return self._call("EVAL", self._script, len(keys), *keys, *arguments)

    def _call(self, *command: str | int | bytes) -> Any:  # noqa: ANN401 - what Redis answers
        seconds = _patience()
        # A Redis object would do the same, but cannot be told how long this answer may take.
        connection: Any = self._pool.get_connection()
        try:
            connection.send_command(*command)
            return connection.read_response(timeout=seconds)
        finally:
            self._pool.release(connection)


def _patience() -> float:
    """Return how many seconds an answer may take: less when the caller's deadline is near."""
    left = remaining_seconds()
    if left is None:
        return _READ_SECONDS
    if left <= 0:
        raise DeadlineExceededError("The caller waits no longer.")
    return min(_READ_SECONDS, left)


def _keys(ask: Ask) -> tuple[str, str]:
    window = f"meter:{{{ask.guest.home}}}:{ask.meter}:{ask.window.name}"
    return f"{window}:guest:{ask.guest.id}", f"{window}:network"


def _arguments(ask: Ask) -> tuple[str | int, ...]:
    keep = int(ask.keep.total_seconds())
    return ask.unit, ask.limit, ask.network_limit, keep, int(ask.peek)
