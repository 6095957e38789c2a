import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from services.cli.readiness import first_lack, http_probe, port_probe, redis_probe
from tests.support.redis import RedisServer

HERE = "127.0.0.1"


@contextmanager
def answering(status: int, body: bytes) -> Iterator[int]:
    """Answer every request so, and yield the port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/readyz" else 404)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer((HERE, 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.parametrize("host", [HERE, "0.0.0.0"])  # noqa: S104 - nothing listens there
def test_200_is_ready(host: str) -> None:
    with answering(200, b"{}") as port:
        assert http_probe(host, port, "/readyz")() == ""


def test_a_process_that_is_not_ready_says_which_part_is_not_well() -> None:
    with answering(503, b'{"sigterm": true, "redis": false, "catalog": false}') as port:
        assert http_probe(HERE, port, "/readyz")() == "not well: catalog, redis"


def test_a_stack_waits_for_the_parts_that_a_process_can_do_without() -> None:
    with answering(200, b'{"sigterm": true, "auth": false, "catalog": true}') as port:
        assert http_probe(HERE, port, "/readyz")() == "not well: auth"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"redis": true}'])
def test_any_other_answer_is_not_ready(body: bytes) -> None:
    with answering(503, body) as port:
        assert http_probe(HERE, port, "/readyz")() == "it answers with status 503"


def test_no_answer_is_not_ready() -> None:
    with answering(200, b"") as port:
        pass

    assert http_probe(HERE, port, "/readyz")().startswith(f"port {port} does not answer (")


def test_a_port_that_takes_connections_is_ready() -> None:
    with socket.create_server((HERE, 0)) as server:
        port = server.getsockname()[1]
        assert port_probe(HERE, port)() == ""

    assert port_probe(HERE, port)().startswith(f"port {port} is not open (")


def test_of_several_probes_the_first_that_finds_a_lack_speaks() -> None:
    assert first_lack(lambda: "", lambda: "one", lambda: "two")() == "one"
    assert first_lack(lambda: "", lambda: "")() == ""


@pytest.mark.redis
def test_a_redis_that_answers_is_ready(redis_server: RedisServer) -> None:
    assert redis_probe(redis_server.url)() == ""


@pytest.mark.redis
def test_a_redis_that_is_gone_is_not(own_redis: RedisServer) -> None:
    own_redis.stop()

    assert redis_probe(own_redis.url)().startswith("it does not answer (")
