"""The Meilisearch client on connections that are kept alive, with the request's own deadline."""

import io
import json
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import orjson
import requests
from meilisearch import Client
from meilisearch._httprequests import HttpRequests
from meilisearch.config import Config
from meilisearch.errors import MeilisearchApiError, MeilisearchCommunicationError
from meilisearch.index import Index

from services.runtime.context import remaining_seconds
from services.search.store.http1 import AnswerError, Connection

# Without `identity` a query on a kept connection can take 44 ms instead of one.
_HEADERS = {"Accept-Encoding": "identity"}
# What is kept back of the caller's time for the answer's way home.
_MARGIN_SECONDS = 0.02
_LEAST_SECONDS = 0.001


class KeepAliveRequests(HttpRequests):
    """Sends the client's requests over connections that are kept. Threads may share it.

    The client's own opens a connection for each request, changes headers that threads share, and
    takes as long over a query as Meilisearch does.
    """

    def __init__(self, config: Config, *, timeout: float) -> None:
        super().__init__(config, _HEADERS)
        self._timeout = timeout
        self._address = urlsplit(config.url)
        self._prefix = self._address.path.rstrip("/")
        self._idle: deque[Connection] = deque()

    def send_request(
        self,
        http_method: Callable[..., requests.Response],
        path: str,
        body: Any = None,  # noqa: ANN401 - the client's signature
        content_type: str | None = None,
        *,
        serializer: type[json.JSONEncoder] | None = None,
    ) -> Any:  # noqa: ANN401 - the client's signature
        """Return the decoded answer; raises one of the client's own MeilisearchErrors."""
        headers = {**self.headers, "Content-Type": content_type or "application/json"}
        data = body if isinstance(body, bytes) else _encode(body, serializer)
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        request = f"{http_method.__name__.upper()} {self._prefix}/{path} HTTP/1.1\r\n{lines}"
        try:
            status, content = self._send(request, data or b"")
            if status >= HTTPStatus.BAD_REQUEST:
                raise _api_error(status, content)
            return orjson.loads(content) if content else None
        except (OSError, AnswerError, orjson.JSONDecodeError) as error:
            raise MeilisearchCommunicationError(f"{self.config.url}: {error!r}") from error

    def close(self) -> None:
        """Close the connections that are not in use."""
        while self._idle:
            self._idle.pop().close()

    def _send(self, request: str, data: bytes) -> tuple[int, bytes]:
        while (connection := self._kept()) is not None:
            try:
                return self._exchange(connection, request, data)
            except ConnectionError:
                continue  # the other side has closed it since
        return self._exchange(Connection(self._address, self._time_left()), request, data)

    def _kept(self) -> Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _exchange(self, connection: Connection, request: str, data: bytes) -> tuple[int, bytes]:
        try:
            return connection.exchange(request, data, self._time_left())
        finally:
            if connection.is_kept:
                self._idle.append(connection)
            else:
                connection.close()

    def _time_left(self) -> float:
        left = remaining_seconds()
        if left is None:
            return self._timeout
        return max(_LEAST_SECONDS, min(self._timeout, left - _MARGIN_SECONDS))


class KeepAliveClient(Client):
    """The client on such connections; it has not connected yet when it is made."""

    http: KeepAliveRequests

    def __init__(self, url: str, key: str, *, timeout: float) -> None:
        """Take at most `timeout` seconds for a request; an empty key is none."""
        super().__init__(url, key or None)
        self.http = KeepAliveRequests(self.config, timeout=timeout)
        self.task_handler.http = self.http

    def index(self, uid: str) -> Index:
        """Return the index of that name, on the same connections."""
        index = super().index(uid)
        index.http = self.http
        return index

    def close(self) -> None:
        """Close the connections."""
        self.http.close()


def _encode(body: object, serializer: type[json.JSONEncoder] | None) -> bytes | None:
    if body is None:
        return None
    return orjson.dumps(body) if serializer is None else json.dumps(body, cls=serializer).encode()


def _api_error(status: int, content: bytes) -> MeilisearchApiError:
    """Return the client's own error, which reads a response of requests."""
    response = requests.Response()
    response.status_code = status
    response.raw = io.BytesIO(content)
    response.encoding = "utf-8"
    return MeilisearchApiError(f"HTTP {status}", response)
