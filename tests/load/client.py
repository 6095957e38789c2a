"""A small HTTP/1.1 load generator: N keep-alive connections, each a thread with a raw socket."""

import itertools
import socket
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True)
class Load:
    """What one run measured: requests per second and the times of single requests."""

    requests: int
    seconds: float
    latencies_ms: Sequence[float]

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds

    def percentile_ms(self, percent: int) -> float:
        """Milliseconds within which this percentage of the requests was answered."""
        return statistics.quantiles(self.latencies_ms, n=100)[percent - 1]


def request_bytes(
    port: int, path: str, *, headers: Sequence[tuple[str, str]] = (), body: bytes | None = None
) -> bytes:
    """Return a whole request; with a body it is a POST of JSON."""
    lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in headers]
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")


class Connection:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = b""

    def exchange(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Send a request; return the status, the head and the body of the answer."""
        self._socket.sendall(request)
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            self._receive()
        head = self._buffer[:end]
        length = int(_header(head, b"content-length"))
        while len(self._buffer) < end + 4 + length:
            self._receive()
        body = self._buffer[end + 4 : end + 4 + length]
        self._buffer = self._buffer[end + 4 + length :]
        return int(head[9:12]), head, body

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _receive(self) -> None:
        received = self._socket.recv(262_144)
        if not received:
            raise ConnectionError("the server closed the connection")
        self._buffer += received


def _header(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.lower() == name:
            return value.strip()
    raise ValueError(f"no {name.decode()} in the answer")


def run(port: int, requests: Sequence[bytes], *, connections: int, seconds: float) -> Load:
    """Send the requests round and round for so long; raises if any is not answered 200."""
    results: list[list[float]] = [[] for _ in range(connections)]
    failures: list[Exception] = []
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        try:
            _work(port, requests[number::connections] or requests, until, results[number])
        except (OSError, ValueError) as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(connections)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    times = [one for result in results for one in result]
    return Load(len(times), time.perf_counter() - start, times)


def once(port: int, requests: Sequence[bytes]) -> Load:
    """Send each request one time on one connection; raises if any is not answered 200."""
    connection, start = Connection(port), time.perf_counter()
    times = [_timed(connection, request) for request in requests]
    connection.close()
    return Load(len(times), time.perf_counter() - start, times)


def _timed(connection: Connection, request: bytes) -> float:
    start = time.perf_counter()
    status, head, _ = connection.exchange(request)
    if status != HTTPStatus.OK:
        raise ValueError(f"answered {status}: {head[:200]!r}")
    return (time.perf_counter() - start) * 1000


def _work(port: int, requests: Sequence[bytes], until: float, times: list[float]) -> None:
    connection = Connection(port)
    for request in itertools.cycle(requests):
        if time.perf_counter() > until:
            break
        times.append(_timed(connection, request))
    connection.close()
