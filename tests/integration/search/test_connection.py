"""The client's connections: kept, taken up again when the other side has closed them."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from meilisearch.errors import MeilisearchApiError, MeilisearchCommunicationError

from services.search.store.connection import KeepAliveClient
from tests.support.meilisearch import KEY, MeilisearchServer

_OK = b"HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n"
_HEALTHY = _OK + b'{"status":"available"}'


@contextmanager
def answering(
    *answers_of_each_connection: int, answer: bytes = _HEALTHY
) -> Iterator[tuple[str, list[str]]]:
    """Serve connections that answer so many requests each and then close when asked again.

    Yield the address, and the first words of each request that was answered.
    """
    answered: list[str] = []

    def serve(listener: socket.socket) -> None:
        for answers in answers_of_each_connection:
            connection, _ = listener.accept()
            with connection:
                for _ in range(answers):
                    request = connection.recv(65_536)
                    connection.sendall(answer)
                    answered.append(request.decode().partition(" HTTP")[0])
                connection.recv(65_536)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", answered
        thread.join(10)
        assert not thread.is_alive(), "it waits for a connection that the client did not open"


def test_a_connection_that_was_closed_is_opened_again() -> None:
    with answering(2, 1) as (url, answered):
        client = KeepAliveClient(url, KEY, timeout=5)
        for _ in range(3):
            assert client.health() == {"status": "available"}
        client.close()
    assert len(answered) == 3


def test_a_server_that_only_closes_is_given_up() -> None:
    with answering(0) as (url, _):
        client = KeepAliveClient(url, KEY, timeout=5)
        with pytest.raises(MeilisearchCommunicationError):
            client.health()
        client.close()


def test_what_is_not_json_is_no_answer_of_meilisearch() -> None:
    with answering(1, answer=_OK + b"<title>Portal</title>\n") as (url, _):
        client = KeepAliveClient(url, KEY, timeout=5)
        with pytest.raises(MeilisearchCommunicationError, match="JSONDecodeError"):
            client.health()
        client.close()


def test_a_path_before_that_of_meilisearch_is_kept() -> None:
    with answering(1) as (url, answered):
        client = KeepAliveClient(f"{url}/behind/a/proxy/", "", timeout=5)
        assert client.is_healthy()
        client.close()
    assert answered == ["GET /behind/a/proxy/health"]


@pytest.mark.meilisearch
def test_an_error_of_meilisearch_has_its_code(meilisearch_server: MeilisearchServer) -> None:
    with pytest.raises(MeilisearchApiError, match="not found") as caught:
        meilisearch_server.client.get_raw_index("none")
    assert caught.value.code == "index_not_found"
    assert caught.value.status_code == 404


@pytest.mark.meilisearch
def test_threads_share_a_client(meilisearch_server: MeilisearchServer) -> None:
    client = KeepAliveClient(meilisearch_server.url, KEY, timeout=5)
    well: list[bool] = []

    def ask() -> None:
        well.extend(client.is_healthy() for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client.close()
    assert well == [True] * 160
