"""How one asks a process of the stack whether it is ready."""

import json
import socket
from http.client import HTTPConnection, HTTPException

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from services.cli.ports import reachable
from services.cli.supervisor import Probe

_SECONDS = 2.0


def http_probe(host: str, port: int, path: str) -> Probe:
    """Return a probe of an HTTP address: it is ready at 200 with no part that is not well.

    A process calls itself ready without the parts that it can do without; a stack that has just
    been started is complete only with all of them.
    """

    def probe() -> str:
        connection = HTTPConnection(reachable(host), port, timeout=_SECONDS)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return _unwell(answer.status, answer.read())
        except (OSError, HTTPException) as error:
            return f"port {port} does not answer ({error})"
        finally:
            connection.close()

    return probe


def port_probe(host: str, port: int) -> Probe:
    """Return a probe of a port: it is ready when it takes connections."""

    def probe() -> str:
        try:
            socket.create_connection((reachable(host), port), _SECONDS).close()
        except OSError as error:
            return f"port {port} is not open ({error})"
        return ""

    return probe


def first_lack(*probes: Probe) -> Probe:
    """Return a probe that finds what the first of these finds that finds anything."""
    return lambda: next(filter(None, (probe() for probe in probes)), "")


def redis_probe(url: str) -> Probe:
    """Return a probe of a Redis: it is ready when it has loaded its data and answers PING."""

    def probe() -> str:
        try:
            # The one who asks tries again, not the client.
            once = Retry(NoBackoff(), 0)
            with redis.Redis.from_url(url, socket_timeout=_SECONDS, retry=once) as client:
                client.ping()
        except redis.RedisError as error:
            return f"it does not answer ({error})"
        return ""

    return probe


def _unwell(status: int, body: bytes) -> str:
    try:
        parts = sorted(name for name, well in json.loads(body).items() if not well)
    except (ValueError, AttributeError):
        parts = []
    if parts:
        return f"not well: {', '.join(parts)}"
    return "" if status == 200 else f"it answers with status {status}"
