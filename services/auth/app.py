"""Constructs auth: the only place that does."""

from codebook.auth.v1 import auth_pb2_grpc

from services.auth.domain.admission import Admission
from services.auth.domain.guest import GuestTokens
from services.auth.metrics import MeasuredMeter, MeterMetrics
from services.auth.servicer import AuthServicer
from services.auth.settings import AuthSettings
from services.auth.store import RedisMeter, open_pool
from services.runtime.clock import Clock
from services.runtime.health import Health
from services.runtime.metrics import new_registry
from services.runtime.server import Service


def build(settings: AuthSettings, clock: Clock) -> Service:
    """Return the service, not yet started; nothing is connected yet."""
    registry = new_registry("auth")
    # One connection for each thread that answers, one for the health check.
    counters = RedisMeter(open_pool(str(settings.redis_url), settings.workers + 1))
    admission = Admission(
        MeasuredMeter(counters, MeterMetrics(registry)),
        GuestTokens(settings.token_keys(), settings.guest_lifetime()),
        settings.plans(),
        settings.window,
        clock,
    )
    health = Health(registry)
    # Not needed: without Redis auth still answers, at once and with the reason.
    health.part("redis", counters.ping, needed=False)
    servicer = AuthServicer(admission)
    return Service(
        name="auth",
        settings=settings,
        registry=registry,
        health=health,
        register=lambda server: auth_pb2_grpc.add_AuthServiceServicer_to_server(servicer, server),
        closers=(counters.close,),
    )
