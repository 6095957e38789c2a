"""An empty, migrated catalog in each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from services.catalog.store import Importer, SqlSnapshots, migrate, open_engine
from tests.support.clock import FakeClock
from tests.support.postgres import PostgresServer, postgres_programs, postgres_server

__all__ = ["postgres_programs", "postgres_server"]

_CONNECTIONS = 8


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new folder' / 'catalog.db'}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.create("catalog")


@pytest.fixture
def empty(database_url: str) -> Iterator[Engine]:
    """Yield an engine on a database without tables."""
    engine = open_engine(database_url, _CONNECTIONS)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(empty: Engine) -> Engine:
    """Return an engine on a catalog with nothing in it."""
    migrate(empty)
    return empty


@pytest.fixture
def snapshots(engine: Engine) -> SqlSnapshots:
    """Return what reads it."""
    return SqlSnapshots(engine)


@pytest.fixture
def importer(engine: Engine) -> Importer:
    """Return what writes it."""
    return Importer(engine, FakeClock())
