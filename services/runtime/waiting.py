"""`python -m services.runtime.waiting ADDRESS…` ends as soon as each of the servers is there.

An address is a URL or `host:port`; one without a host, such as SQLite's, is of no server.
"""

import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from urllib.parse import urlsplit

from services.runtime.clock import Clock, SystemClock

_SECONDS = 600
_PAUSE_SECONDS = 1
_CONNECT_SECONDS = 3
_PORTS = {"http": 80, "https": 443, "postgres": 5432, "postgresql": 5432, "redis": 6379}

Server = tuple[str, int]


def servers(addresses: Sequence[str]) -> Iterator[Server]:
    """Yield host and port of each address of a server; raises ValueError if one has no port."""
    for number, address in enumerate(addresses, 1):
        parts = urlsplit(address if "://" in address else f"//{address}")
        if parts.hostname:
            port = parts.port or _PORTS.get(parts.scheme.partition("+")[0])
            if port is None:  # not shown: there may be a password in it
                raise ValueError(f"Address {number} has no port.")
            yield parts.hostname, port


def wait_for(server: Server, clock: Clock, pause: Callable[[float], object]) -> None:
    """Return when the server takes connections; raises TimeoutError after ten minutes without."""
    until = clock.monotonic() + _SECONDS
    while not _takes_connections(server):
        if clock.monotonic() > until:
            raise TimeoutError("{}:{} is not there.".format(*server))
        pause(_PAUSE_SECONDS)


def _takes_connections(server: Server) -> bool:
    try:
        with closing(socket.create_connection(server, _CONNECT_SECONDS)):
            return True
    except OSError:
        return False


def main(addresses: Sequence[str]) -> None:
    """Wait for one after the other; exits with one sentence when one does not come."""
    try:
        for server in servers(addresses):
            wait_for(server, SystemClock(), time.sleep)
    except (TimeoutError, ValueError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
