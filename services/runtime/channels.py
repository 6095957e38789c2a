"""Channels to other services: each call carries the request's id and a deadline, and is counted."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import grpc

from services.runtime.context import REQUEST_ID_HEADER, remaining_seconds, request_id
from services.runtime.health import ANSWERING
from services.runtime.metrics import GrpcClientMetrics, MethodMetrics
from services.runtime.tls import channel_credentials

# What is kept back of the caller's time for its own work after the answer.
_MARGIN_SECONDS = 0.02
_LEAST_SECONDS = 0.001

# A server that is told to stop says so first and refuses calls a moment later: who watches it has
# turned to another by then. Until another is found, and whenever a call has reached nobody, it is
# tried again, three times within half a second; not any more when most calls end so. What a
# service itself has answered is never asked for again: it says so (see interceptors).
_SERVICE_CONFIG = {
    "healthCheckConfig": {"serviceName": ANSWERING},
    "methodConfig": [
        {
            "name": [{}],
            "retryPolicy": {
                "maxAttempts": 4,
                "initialBackoff": "0.05s",
                "maxBackoff": "0.5s",
                "backoffMultiplier": 3,
                "retryableStatusCodes": ["UNAVAILABLE"],
            },
        }
    ],
    "retryThrottling": {"maxTokens": 100, "tokenRatio": 0.2},
}

_OPTIONS: tuple[tuple[str, int | str], ...] = (
    ("grpc.lb_policy_name", "round_robin"),
    ("grpc.service_config", json.dumps(_SERVICE_CONFIG)),
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 500),
    # All that a member may have written: 2,000 notes of 5,000 characters of up to 4 bytes.
    ("grpc.max_receive_message_length", 64 << 20),
    # While one server after another is replaced, the names are looked up after each.
    ("grpc.dns_min_time_between_resolutions_ms", 1_000),
)


def open_channel(
    target: str,
    *,
    default_timeout: float,
    metrics: GrpcClientMetrics,
    tls_dir: Path | None = None,
) -> grpc.Channel:
    """Return a channel to all servers of `target`, in turn, over TLS where there is a `tls_dir`.

    A call takes `default_timeout` seconds or what is left.
    """
    if tls_dir is None:
        channel = grpc.insecure_channel(target, options=_OPTIONS)
    else:
        channel = grpc.secure_channel(target, channel_credentials(tls_dir), options=_OPTIONS)
    return grpc.intercept_channel(channel, _ClientInterceptor(default_timeout, metrics))


class _Details(NamedTuple):
    method: str
    timeout: float | None
    metadata: Sequence[tuple[str, str | bytes]] | None
    credentials: grpc.CallCredentials | None
    wait_for_ready: bool | None
    compression: grpc.Compression | None


class _ClientInterceptor(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor):
    def __init__(self, default_timeout: float, metrics: GrpcClientMetrics) -> None:
        self._default = default_timeout
        self._metrics = metrics
        self._methods: dict[tuple[str, str], MethodMetrics] = {}

    def intercept_unary_unary(
        self,
        continuation: Callable[[Any, Any], Any],
        client_call_details: grpc.ClientCallDetails,
        request: Any,  # noqa: ANN401 - any message
    ) -> Any:  # noqa: ANN401 - a call and future in one
        start = time.perf_counter()
        call = continuation(self._details(client_call_details), request)
        call.add_done_callback(self._counter(client_call_details.method, "unary", start))
        return call

    def intercept_unary_stream(
        self,
        continuation: Callable[[Any, Any], Any],
        client_call_details: grpc.ClientCallDetails,
        request: Any,  # noqa: ANN401 - any message
    ) -> Any:  # noqa: ANN401 - a call and iterator in one
        start = time.perf_counter()
        call = continuation(self._details(client_call_details), request)
        call.add_done_callback(self._counter(client_call_details.method, "server_stream", start))
        return call

    def _details(self, given: grpc.ClientCallDetails) -> _Details:
        metadata = tuple(given.metadata or ())
        if current := request_id.get():
            metadata += ((REQUEST_ID_HEADER, current),)
        return _Details(
            given.method,
            self._timeout(given.timeout),
            metadata,
            given.credentials,
            given.wait_for_ready,
            given.compression,
        )

    def _timeout(self, asked: float | None) -> float:
        timeout = self._default if asked is None else asked
        left = remaining_seconds()
        if left is None:
            return timeout
        return max(_LEAST_SECONDS, min(timeout, left - _MARGIN_SECONDS))

    def _counter(self, method: str, kind: str, start: float) -> Callable[[Any], None]:
        known = self._methods.get((kind, method))
        if known is None:
            known = MethodMetrics(self._metrics.handled, self._metrics.seconds, kind, method)
            self._methods[kind, method] = known
        answered = known.answered

        def count(call: Any) -> None:  # noqa: ANN401 - a call and future in one
            answered(call.code().name, time.perf_counter() - start)

        return count
