"""Constructs catalog as it serves; what fills and lists the database, `filling` constructs."""

import grpc
from codebook.catalog.v1 import catalog_pb2_grpc, facts_pb2_grpc, tools_pb2_grpc

from services.catalog.metrics import CatalogMetrics
from services.catalog.servicer.codes import CatalogServicer
from services.catalog.servicer.facts import FactsServicer
from services.catalog.servicer.tools import ToolsServicer
from services.catalog.settings import CatalogSettings
from services.catalog.store import SqlSnapshots, TableImporter, open_engine
from services.catalog.watching import DatabaseWatch
from services.runtime.clock import Clock
from services.runtime.health import Health
from services.runtime.metrics import new_registry
from services.runtime.server import Service


def build(settings: CatalogSettings, clock: Clock) -> Service:
    """Return the service, not yet started; nothing is connected yet."""
    registry = new_registry("catalog")
    metrics = CatalogMetrics(registry)
    # One connection for each thread that answers, one for the health check.
    engine = open_engine(settings.database_url, settings.workers + 1)
    snapshots, releases = SqlSnapshots(engine), TableImporter(engine, clock).releases
    health = Health(registry)
    health.part("database", DatabaseWatch(snapshots, releases, clock, metrics).check)

    def register(server: grpc.Server) -> None:
        codes = CatalogServicer(snapshots, clock, metrics)
        catalog_pb2_grpc.add_CatalogServiceServicer_to_server(codes, server)
        facts_pb2_grpc.add_FactsServiceServicer_to_server(FactsServicer(snapshots, clock), server)
        tools_pb2_grpc.add_ToolsServiceServicer_to_server(ToolsServicer(snapshots, clock), server)

    return Service(
        name="catalog",
        settings=settings,
        registry=registry,
        health=health,
        register=register,
        closers=(snapshots.close,),
    )
