"""Asks another service whether it should be sent requests."""

from collections.abc import Callable

import grpc
from grpc_health.v1 import health_pb2

from services.gateway.clients.calls import house_errors
from services.runtime.errors import UnavailableError

_CHECK = "/grpc.health.v1.Health/Check"
_SECONDS = 1


def serving(channel: grpc.Channel) -> Callable[[], None]:
    """Return a check that raises ServiceError unless the service says that it serves."""
    ask: grpc.UnaryUnaryMultiCallable[
        health_pb2.HealthCheckRequest, health_pb2.HealthCheckResponse
    ] = channel.unary_unary(
        _CHECK,
        health_pb2.HealthCheckRequest.SerializeToString,
        health_pb2.HealthCheckResponse.FromString,
    )

    def check() -> None:
        with house_errors():
            answer = ask(health_pb2.HealthCheckRequest(), timeout=_SECONDS)
        if answer.status != health_pb2.HealthCheckResponse.SERVING:
            raise UnavailableError("The service says that it does not serve.")

    return check
