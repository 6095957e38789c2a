"""The Meilisearch client on connections that are kept alive, with the request's own deadline."""

import io
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import requests
import urllib3
from meilisearch import Client
from meilisearch._httprequests import HttpRequests
from meilisearch.config import Config
from meilisearch.errors import MeilisearchApiError, MeilisearchCommunicationError
from meilisearch.index import Index

from services.runtime.context import remaining_seconds

# Without `identity` a query on a kept connection can take 44 ms instead of one.
_HEADERS = {"Accept-Encoding": "identity"}
# What is kept back of the caller's time for the answer's way home.
_MARGIN_SECONDS = 0.02
_LEAST_SECONDS = 0.001


class KeepAliveRequests(HttpRequests):
    """Sends the client's requests over a pool of connections. Safe to share between threads.

    The client's own opens a connection for each request and changes headers that threads share.
    """

    def __init__(self, config: Config, *, timeout: float, connections: int) -> None:
        super().__init__(config, _HEADERS)
        self._timeout = timeout
        self._prefix = urllib3.util.parse_url(config.url).path or ""
        self._pool = urllib3.connection_from_url(config.url, maxsize=connections)

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
        response = self._send(http_method.__name__.upper(), path, data, headers)
        if response.status >= HTTPStatus.BAD_REQUEST:
            raise _api_error(response)
        return json.loads(response.data) if response.data else None

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._pool.close()

    def _send(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str]
    ) -> urllib3.BaseHTTPResponse:
        try:
            try:
                return self._attempt(method, path, data, headers)
            except urllib3.exceptions.ProtocolError:
                # The other side has closed a kept connection at the moment of its use.
                return self._attempt(method, path, data, headers)
        except urllib3.exceptions.HTTPError as error:
            raise MeilisearchCommunicationError(str(error)) from error

    def _attempt(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str]
    ) -> urllib3.BaseHTTPResponse:
        return self._pool.urlopen(
            method,
            f"{self._prefix.rstrip('/')}/{path}",
            body=data,
            headers=headers,
            timeout=urllib3.Timeout(total=self._time_left()),
            retries=False,
        )

    def _time_left(self) -> float:
        left = remaining_seconds()
        if left is None:
            return self._timeout
        return max(_LEAST_SECONDS, min(self._timeout, left - _MARGIN_SECONDS))


class KeepAliveClient(Client):
    """The client on such connections; it has not connected yet when it is made."""

    http: KeepAliveRequests

    def __init__(self, url: str, key: str, *, timeout: float, connections: int = 1) -> None:
        """Take at most `timeout` seconds for a request; an empty key is none."""
        super().__init__(url, key or None)
        self.http = KeepAliveRequests(self.config, timeout=timeout, connections=connections)
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
    return None if body is None else json.dumps(body, cls=serializer).encode()


def _api_error(response: urllib3.BaseHTTPResponse) -> MeilisearchApiError:
    """Return the client's own error, which reads a response of requests."""
    readable = requests.Response()
    readable.status_code = response.status
    readable.raw = io.BytesIO(response.data)
    readable.encoding = "utf-8"
    return MeilisearchApiError(f"HTTP {response.status}", readable)
