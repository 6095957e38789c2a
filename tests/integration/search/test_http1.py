"""Answers over HTTP/1.1 in every form that a server may choose, from a socket that gives them."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from services.search.store.http1 import AnswerError, Connection

OK = b"HTTP/1.1 200 OK\r\n"


@contextmanager
def answering(*answers: bytes) -> Iterator[tuple[Connection, list[bytes]]]:
    """Yield a connection to a server that gives the answers in turn, and what it was sent."""
    asked: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            for answer in answers:
                asked.append(connection.recv(65_536))
                connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        address = urlsplit(f"http://reader:word@127.0.0.1:{listener.getsockname()[1]}/")
        connection = Connection(address, 5)
        try:
            yield connection, asked
        finally:
            connection.close()
            thread.join(10)
        assert not thread.is_alive()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (OK + b"Content-Length: 2\r\n\r\n{}", (200, b"{}", True)),
        (OK + b"content-length:2\r\n\r\n{}", (200, b"{}", True)),
        (OK + b"Content-Length: 2\r\nConnection: Close\r\n\r\n{}", (200, b"{}", False)),
        (
            OK + b"Transfer-Encoding: chunked\r\n\r\n1;a=b\r\n{\r\n1\r\n}\r\n0\r\nA: b\r\n\r\n",
            (200, b"{}", True),
        ),
        (OK + b"\r\n{}", (200, b"{}", False)),
        (b"HTTP/1.1 204 No Content\r\n\r\n", (204, b"", True)),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 0\r\n\r\n", (200, b"", True)),
        (b"HTTP/1.0 503 Later\r\nContent-Length: 1\r\n\r\n.", (503, b".", True)),
    ],
)
def test_an_answer_is_read_to_its_end(answer: bytes, expected: tuple[int, bytes, bool]) -> None:
    with answering(answer) as (connection, asked):
        answered = connection.exchange("POST /a HTTP/1.1\r\nX: y\r\n", b"[1]", 5)
        assert (*answered, connection.is_kept) == expected
    head, _, sent = asked[0].partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")
    assert (first, sent) == (b"POST /a HTTP/1.1", b"[1]")
    assert lines[0] == b"X: y"
    assert lines[1].startswith(b"Host: 127.0.0.1:")
    assert lines[2] == b"Content-Length: 3"


def test_a_connection_serves_again_after_an_answer_in_pieces() -> None:
    pieces = OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n"
    with answering(pieces, OK + b"Content-Length: 3\r\n\r\ntwo") as (connection, _):
        assert [connection.exchange("GET / HTTP/1.1\r\n", b"", 5)[1] for _ in range(2)] == [
            b"one",
            b"two",
        ]


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        OK + b"Content-Length: two\r\n\r\n{}",
        OK + b"Content-Length: -5\r\n\r\n{}",
        OK + b"Content-Length: +2\r\n\r\n{}",
        OK + b"Content-Length: 1_0\r\n\r\n{}",
        OK + b"Content-Length: 2147483648\r\n\r\n{}",
        OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n{}",
        OK + b"Content-Length:\r\n\r\n{}",
        OK + b"Transfer-Encoding: chunked\r\n\r\nmany\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n80000000\r\n{}\r\n",
        OK + b"X: " + b"y" * 65_536 + b"\r\n\r\n",
    ],
)
def test_what_is_no_answer_is_said_to_be_none(answer: bytes) -> None:
    with answering(answer) as (connection, _):
        with pytest.raises(AnswerError):
            connection.exchange("GET / HTTP/1.1\r\n", b"", 5)
        assert not connection.is_kept


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200", OK + b"Content-Length: 9\r\n\r\n{}"])
def test_an_answer_that_breaks_off_is_a_closed_connection(answer: bytes) -> None:
    with answering(answer) as (connection, _):
        with pytest.raises(ConnectionError):
            connection.exchange("GET / HTTP/1.1\r\n", b"", 5)
        assert not connection.is_kept


def test_who_speaks_no_tls_is_not_believed_to_be_a_secure_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(OK)

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(ssl.SSLError):
            Connection(urlsplit(f"https://127.0.0.1:{port}"), 5)
        thread.join(10)
