"""Redis as auth speaks to it: a pool that waits no longer than the caller, and the names of keys.

Everything of one subject shares a hash tag, so it is on one slot, alone or in a cluster:

    meter:{<home>}:<meter>:<window>:guest:<id>     units of a guest
    meter:{<home>}:<meter>:<window>:network        units of all guests of the home
    meter:{<account>}:<meter>:<window>:account     units of an account
    credential:{<account>}:<digest>                a session, or the copy of a key
    sessions:{<account>}                           digests of the account's sessions
    account:{<account>}                            the copy of plan and role
    seen:{<account>}                               code pages seen, by time
"""

from typing import Any

from redis import ConnectionPool

from services.auth.domain.guest import Guest
from services.auth.domain.plan import MeterName
from services.auth.domain.window import Window
from services.runtime.context import remaining_seconds
from services.runtime.errors import DeadlineExceededError

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


class Commands:
    """Sends commands, one or several in one round trip; raises RedisError.

    A Redis object would do the same, but cannot be told how long this answer may take.
    """

    def __init__(self, pool: ConnectionPool) -> None:
        self._pool = pool

    def one(self, *command: str | int | bytes) -> Any:  # noqa: ANN401 - what Redis answers
        """Return the answer.

        Raises DeadlineExceededError, having asked nothing, when the caller waits no longer.
        """
        seconds = _patience()
        connection: Any = self._pool.get_connection()
        try:
            connection.send_command(*command)
            return connection.read_response(timeout=seconds)
        finally:
            self._pool.release(connection)

    def all(self, *commands: tuple[str | int | bytes, ...]) -> list[Any]:
        """Return the answers, in order; nothing else comes between the commands."""
        seconds = _patience()
        connection: Any = self._pool.get_connection()
        try:
            wrapped = [("MULTI",), *commands, ("EXEC",)]
            connection.send_packed_command(connection.pack_commands(wrapped))
            answers = [connection.read_response(timeout=seconds) for _ in wrapped]
        except BaseException:
            # What is still to come would be taken for the answer to the next command.
            connection.disconnect()
            raise
        finally:
            self._pool.release(connection)
        return list(answers[-1])

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


def guest_keys(guest: Guest, meter: MeterName, window: Window) -> tuple[str, str]:
    """Return the keys of the guest's units and of those of the guest's home."""
    start = f"meter:{{{guest.home}}}:{meter}:{window.name}"
    return f"{start}:guest:{guest.id}", f"{start}:network"


def account_units(account: str, meter: MeterName, window: str) -> str:
    """Return the key of an account's units."""
    return f"meter:{{{account}}}:{meter}:{window}:account"


def credential(account: str, digest: str) -> str:
    """Return the key of a session or of the copy of a key."""
    return f"credential:{{{account}}}:{digest}"


def sessions(account: str) -> str:
    """Return the key of the set of an account's sessions."""
    return f"sessions:{{{account}}}"


def standing(account: str) -> str:
    """Return the key of the copy of an account's plan and role."""
    return f"account:{{{account}}}"


def seen(account: str) -> str:
    """Return the key of the code pages that were seen."""
    return f"seen:{{{account}}}"


def _patience() -> float:
    """Return how many seconds an answer may take: less when the caller's deadline is near."""
    left = remaining_seconds()
    if left is None:
        return _READ_SECONDS
    if left <= 0:
        raise DeadlineExceededError("The caller waits no longer.")
    return min(_READ_SECONDS, left)
