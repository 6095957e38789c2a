"""The gateway in process, on real gRPC servers with answers to order."""

from collections.abc import Iterator

import pytest
from werkzeug.test import Client

from services.gateway.app import build
from services.gateway.process import GatewayProcess
from services.gateway.settings import GatewaySettings
from tests.support.backends import Backends, running_backends
from tests.support.clock import FakeClock


@pytest.fixture
def backends() -> Iterator[Backends]:
    with running_backends() as running:
        yield running


@pytest.fixture
def settings(backends: Backends) -> GatewaySettings:
    return GatewaySettings(
        metrics_port=0,
        catalog_target=backends.target("catalog"),
        search_target=backends.target("search"),
        auth_target=backends.target("auth"),
        request_seconds=2,
        revision_seconds=0.05,
        cookie_secure=False,
    )


@pytest.fixture
def process(settings: GatewaySettings) -> Iterator[GatewayProcess]:
    built = build(settings, FakeClock())
    built.start()
    yield built
    built.close()


@pytest.fixture
def client(process: GatewayProcess) -> Client:
    """A browser: it keeps cookies."""
    return Client(process.app)


@pytest.fixture
def stranger(process: GatewayProcess) -> Client:
    """A browser that keeps no cookies."""
    return Client(process.app, use_cookies=False)
