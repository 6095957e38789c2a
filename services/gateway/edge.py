"""What happens around every request: its id and deadline, its headers, its number, its log line."""

import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge, RequestURITooLarge

from services.gateway import inputs
from services.gateway.compression import accepts_gzip, compressed
from services.gateway.metrics import GatewayMetrics
from services.gateway.settings import GatewaySettings
from services.runtime.context import accept_request_id, request_id, set_budget
from services.runtime.errors import InvalidArgumentError
from services.runtime.logging import get_logger

_LONGEST_ADDRESS = 16_384
LARGEST_BODY = 65_536
_WORTH_COMPRESSING = 1_000
_PROBLEM = "application/problem+json"
_COMPRESSED = ("text/", "application/json", _PROBLEM, "application/xml", "application/yaml")
_METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
_ROUTE = "codebook.route"
_NONCE = "codebook.nonce"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'nonce-{nonce}'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
]
_ONLY_HTTPS = [("Strict-Transport-Security", "max-age=63072000; includeSubDomains")]

_Environ = dict[str, Any]
_Headers = list[tuple[str, str]]
_Start = Callable[[str, _Headers], object]


class Edge:
    """The first and the last of our code that a request meets: WSGI around the app."""

    def __init__(self, app: Flask, settings: GatewaySettings, metrics: GatewayMetrics) -> None:
        self.app = app
        self._seconds = settings.request_seconds
        self._headers = _HEADERS + (_ONLY_HTTPS if settings.cookie_secure else [])
        self._requests = metrics.requests
        app.before_request(_look_at_the_address)

    def __call__(self, environ: _Environ, start: _Start) -> Iterable[bytes]:
        """Answer a request."""
        began = time.perf_counter()
        request_id.set(accept_request_id(environ.get("HTTP_X_REQUEST_ID")))
        set_budget(self._seconds)
        environ[_NONCE] = secrets.token_urlsafe(16)
        status, headers, body = self._answer(environ)
        named = {name.lower(): value for name, value in headers}
        if "cache-control" not in named:
            headers.append(("Cache-Control", "no-cache"))
        if "content-encoding" not in named and _is_text(named.get("content-type", "")):
            headers.append(("Vary", "Accept-Encoding"))
            if accepts_gzip(environ):
                body = _compressed(headers, body)
        headers += self._headers
        if not status.startswith("304"):
            # For a 304 the browser goes on with the page that it has, and with that page's policy.
            headers.append(("Content-Security-Policy", _POLICY.format(nonce=environ[_NONCE])))
        headers.append(("X-Request-Id", request_id.get()))
        start(status, headers)
        self._record(environ, status[:3], time.perf_counter() - began)
        return [body]

    def _answer(self, environ: _Environ) -> tuple[str, _Headers, bytes]:
        began: list[tuple[str, _Headers]] = []

        def start(status: str, headers: _Headers, _: object = None) -> None:
            began.append((status, headers))

        parts = self.app.wsgi_app(environ, start)  # type: ignore[arg-type]  # nobody calls write
        try:
            body = b"".join(parts)
        finally:
            parts.close()  # type: ignore[attr-defined]  # werkzeug's always has it
        return *began[-1], body

    def _record(self, environ: _Environ, status: str, seconds: float) -> None:
        route = environ.get(_ROUTE, "none")
        given = environ["REQUEST_METHOD"]
        method = given if given in _METHODS else "other"
        self._requests.labels(route, method, status).observe(seconds)
        ms = round(seconds * 1000, 2)
        get_logger().info("request", route=route, method=method, status=int(status), ms=ms)


def nonce() -> str:
    """Return what the scripts of this answer are known by; empty where no edge is around."""
    return str(request.environ.get(_NONCE, ""))


def _look_at_the_address() -> None:
    """Note the route, and refuse what cannot be read."""
    environ = request.environ
    if request.url_rule:
        environ[_ROUTE] = request.url_rule.rule
    if environ.get("CONTENT_LENGTH") and (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge
    query = environ.get("QUERY_STRING", "")
    if len(request.path) + len(query) > _LONGEST_ADDRESS:
        raise RequestURITooLarge
    if "\ufffd" in request.path:
        raise InvalidArgumentError("It is not UTF-8 text.", field="address")
    if "%" in query:
        inputs.demand_utf8(query)


def _is_text(content_type: str) -> bool:
    return content_type.startswith(_COMPRESSED)


def _compressed(headers: _Headers, body: bytes) -> bytes:
    """Return the body compressed, if that is worth it, and say so in the headers."""
    if len(body) < _WORTH_COMPRESSING:
        return body
    smaller = compressed(body)
    headers[:] = [(name, value) for name, value in headers if name.lower() != "content-length"]
    headers += [("Content-Encoding", "gzip"), ("Content-Length", str(len(smaller)))]
    return smaller
