"""What happens around every call a server answers: id, deadline, errors, numbers, a log line."""

import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, Protocol, cast

import grpc
from grpc_status import rpc_status

from services.runtime.context import (
    REQUEST_ID_HEADER,
    accept_request_id,
    request_id,
    set_budget,
)
from services.runtime.errors import InternalError, ServiceError
from services.runtime.logging import get_logger
from services.runtime.metrics import GrpcServerMetrics, MethodMetrics
from services.runtime.status import to_status

# Negative: never. A service's own answer is one, whatever its code; see channels.
_NOT_AGAIN = ("grpc-retry-pushback-ms", "-1")

_HEALTH = "/grpc.health.v1.Health/"


class ServerInterceptor(grpc.ServerInterceptor):
    """Wraps each unary or server-streaming method of our own services."""

    def __init__(self, metrics: GrpcServerMetrics) -> None:
        self._metrics = metrics
        self._wrapped: dict[str, grpc.RpcMethodHandler[Any, Any]] = {}

    def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], "grpc.RpcMethodHandler[Any, Any] | None"],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> "grpc.RpcMethodHandler[Any, Any] | None":
        """Return the handler with everything around it, made at the first call of the method."""
        method = handler_call_details.method
        wrapped = self._wrapped.get(method)
        if wrapped is None:
            handler = continuation(handler_call_details)
            if handler is None or method.startswith(_HEALTH):
                return handler
            wrapped = self._wrapped[method] = self._wrap(method, handler)
        return wrapped

    def _wrap(
        self, method: str, handler: "grpc.RpcMethodHandler[Any, Any]"
    ) -> "grpc.RpcMethodHandler[Any, Any]":
        if handler.unary_unary is not None:
            return grpc.unary_unary_rpc_method_handler(
                self._unary(method, handler.unary_unary),
                handler.request_deserializer,
                handler.response_serializer,
            )
        if handler.unary_stream is not None:
            return grpc.unary_stream_rpc_method_handler(
                self._stream(method, handler.unary_stream),
                handler.request_deserializer,
                handler.response_serializer,
            )
        return handler

    def _unary(self, method: str, behavior: Callable[..., Any]) -> Callable[..., Any]:
        known = _Method(self._metrics, "unary", method)

        def answer(request: Any, context: grpc.ServicerContext) -> Any:  # noqa: ANN401 - any message
            call = _Call(known, context)
            try:
                response = behavior(request, context)
            except Exception as error:  # noqa: BLE001 - the one place that answers for all
                call.fail(error)
            call.finish()
            return response

        return answer

    def _stream(self, method: str, behavior: Callable[..., Any]) -> Callable[..., Any]:
        known = _Method(self._metrics, "server_stream", method)

        def answer(request: Any, context: grpc.ServicerContext) -> Iterator[Any]:  # noqa: ANN401 - any message
            call = _Call(known, context)
            try:
                yield from behavior(request, context)
            except Exception as error:  # noqa: BLE001 - the one place that answers for all
                call.fail(error)
            call.finish()

        return answer


class _Final(grpc.Status):
    """A status that a caller's channel must not try to better by asking again."""

    def __init__(self, status: grpc.Status) -> None:
        self.code, self.details = status.code, status.details
        self.trailing_metadata = (*(status.trailing_metadata or ()), _NOT_AGAIN)


class _HasCode(Protocol):
    """What grpc's context has and its published types leave out."""

    def code(self) -> grpc.StatusCode | None: ...


class _Method(MethodMetrics):
    """A method of ours, and its calls begun."""

    def __init__(self, metrics: GrpcServerMetrics, kind: str, path: str) -> None:
        super().__init__(metrics.handled, metrics.seconds, kind, path)
        self.started = metrics.started.labels(*self.labels)


class _Call:
    """One call while it is answered."""

    def __init__(self, method: _Method, context: grpc.ServicerContext) -> None:
        self._method = method
        self._context = context
        self._start = time.perf_counter()
        offered = dict(context.invocation_metadata()).get(REQUEST_ID_HEADER)
        request_id.set(accept_request_id(offered if isinstance(offered, str) else None))
        set_budget(context.time_remaining())
        method.started.inc()

    def fail(self, error: Exception) -> NoReturn:
        """End the call with the status that the error stands for."""
        aborted_with = cast("_HasCode", self._context).code()
        if aborted_with is not None:  # the method itself has called context.abort
            self.finish(aborted_with.name)
            raise error
        if isinstance(error, ServiceError):
            known = error
        else:
            get_logger().exception("unexpected error", method=self._method.name)
            known = InternalError("Something went wrong on our side.")
        self.finish(known.code, reason=known.reason)
        self._context.abort_with_status(_Final(rpc_status.to_status(to_status(known))))
        raise AssertionError  # abort_with_status raises

    def finish(self, code: str = "OK", **fields: str) -> None:
        """Count and log the call."""
        seconds = time.perf_counter() - self._start
        self._method.answered(code, seconds)
        get_logger().info(
            "call", method=self._method.name, code=code, ms=round(seconds * 1000, 2), **fields
        )
