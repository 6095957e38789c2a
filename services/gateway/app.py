"""Constructs the gateway: the only place that does."""

from codebook.auth.v1 import (
    account_pb2_grpc,
    auth_pb2_grpc,
    member_pb2_grpc,
    staff_pb2_grpc,
)
from codebook.catalog.v1 import catalog_pb2_grpc, facts_pb2_grpc, tools_pb2_grpc
from codebook.search.v1 import search_pb2_grpc

from services.gateway.assets import Assets
from services.gateway.clients.accounts import AccountClient
from services.gateway.clients.auth import AuthClient
from services.gateway.clients.catalog import CatalogClient
from services.gateway.clients.facts import FactsClient
from services.gateway.clients.health import serving
from services.gateway.clients.marks import MarksClient
from services.gateway.clients.revision import of_catalog, of_index
from services.gateway.clients.search import SearchClient
from services.gateway.clients.staff import StaffClient
from services.gateway.clients.tools import ToolsClient
from services.gateway.context import Context
from services.gateway.cookies import Cookies
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
    metrics, entries = GatewayMetrics(registry), settings.cache_entries
    client_metrics = GrpcClientMetrics(registry)
    to_catalog, to_search, to_auth = channels = [
        open_channel(
            target,
            default_timeout=settings.request_seconds,
            metrics=client_metrics,
            tls_dir=settings.tls_dir,
        )
        for target in (settings.catalog_target, settings.search_target, settings.auth_target)
    ]
    catalog_stub = catalog_pb2_grpc.CatalogServiceStub(to_catalog)
    search_stub = search_pb2_grpc.SearchServiceStub(to_search)
    records, index = of_catalog(catalog_stub), of_index(search_stub)
    catalog = CatalogClient(catalog_stub, records, clock, metrics, entries)
    facts_stub = facts_pb2_grpc.FactsServiceStub(to_catalog)
    tools_stub = tools_pb2_grpc.ToolsServiceStub(to_catalog)
    context = Context(
        catalog=catalog,
        facts=FactsClient(facts_stub, records, clock, metrics, entries),
        tools=ToolsClient(tools_stub, records, clock, metrics),
        search=SearchClient(search_stub, index, clock, metrics, entries),
        auth=AuthClient(auth_pb2_grpc.AuthServiceStub(to_auth), settings.auth_seconds),
        accounts=AccountClient(account_pb2_grpc.AccountServiceStub(to_auth)),
        marks=MarksClient(member_pb2_grpc.MemberServiceStub(to_auth), settings.auth_seconds),
        staff=StaffClient(staff_pb2_grpc.StaffServiceStub(to_auth)),
        cookies=Cookies(secure=settings.cookie_secure),
        guests=GuestPolicy(settings),
        assets=Assets(),
        renderer=Renderer(catalog, settings.public_url, entries),
        metrics=metrics,
        clock=clock,
        public_url=settings.public_url,
        dev_mail_dir=settings.dev_mail_dir,
    )
    health = Health(registry)
    # Looking at the state of a service says that it is well: one question answers both.
    health.part("catalog", records.refresh)
    # Without the others there are still pages: searches give a notice, codes their public part.
    health.part("search", index.refresh, needed=False)
    health.part("auth", serving(to_auth), needed=False)
    return GatewayProcess(
        app=Edge(create_app(context), settings, metrics),
        settings=settings,
        health=health,
        ops=OpsServer(settings.host, settings.metrics_port, registry, health),
        channels=channels,
    )
