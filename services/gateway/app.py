"""Constructs the gateway: the only place that does."""

import grpc
from codebook.auth.v1 import auth_pb2_grpc
from codebook.catalog.v1 import catalog_pb2_grpc
from codebook.search.v1 import search_pb2_grpc

from services.gateway.assets import Assets
from services.gateway.clients.auth import AuthClient
from services.gateway.clients.catalog import CatalogClient
from services.gateway.clients.health import serving
from services.gateway.clients.revision import Revision
from services.gateway.clients.search import SearchClient
from services.gateway.context import Context
from services.gateway.edge import Edge
from services.gateway.guest import GuestPolicy
from services.gateway.metrics import GatewayMetrics
from services.gateway.pages.codes.rendering import Renderer
from services.gateway.process import GatewayProcess
from services.gateway.settings import GatewaySettings
from services.gateway.web import create_app
from services.runtime.channels import open_channel
from services.runtime.clock import Clock
from services.runtime.health import Health
from services.runtime.metrics import GrpcClientMetrics, new_registry
from services.runtime.ops import OpsServer


def build(settings: GatewaySettings, clock: Clock) -> GatewayProcess:
    """Return all that answers requests, not yet started; raises OSError for a taken port."""
    registry = new_registry("gateway")
    client_metrics = GrpcClientMetrics(registry)
    catalog, search, auth = (
        open_channel(target, default_timeout=settings.request_seconds, metrics=client_metrics)
        for target in (settings.catalog_target, settings.search_target, settings.auth_target)
    )
    revision = Revision(catalog_pb2_grpc.CatalogServiceStub(catalog))
    health = Health(registry)
    # The catalog's revision is looked at with its health: one question answers both.
    health.part("catalog", revision.refresh)
    # Without the others there are still pages: searches give a notice, codes their public part.
    health.part("search", serving(search), needed=False)
    health.part("auth", serving(auth), needed=False)
    metrics = GatewayMetrics(registry)
    context = _context(settings, clock, metrics, (catalog, search, auth), revision)
    return GatewayProcess(
        app=Edge(create_app(context), settings, metrics),
        settings=settings,
        health=health,
        ops=OpsServer(settings.host, settings.metrics_port, registry, health),
        channels=(catalog, search, auth),
    )


def _context(
    settings: GatewaySettings,
    clock: Clock,
    metrics: GatewayMetrics,
    channels: tuple[grpc.Channel, grpc.Channel, grpc.Channel],
    revision: Revision,
) -> Context:
    catalog, search, auth = channels
    records = CatalogClient(
        catalog_pb2_grpc.CatalogServiceStub(catalog),
        revision,
        clock,
        metrics,
        settings.cache_entries,
    )
    return Context(
        catalog=records,
        search=SearchClient(search_pb2_grpc.SearchServiceStub(search)),
        auth=AuthClient(auth_pb2_grpc.AuthServiceStub(auth), settings.auth_seconds),
        guests=GuestPolicy(settings),
        assets=Assets(),
        renderer=Renderer(records, settings.cache_entries),
        metrics=metrics,
    )
