"""An empty, migrated catalog in each kind of database."""

import shutil
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


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file with every table and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "catalog.db"
    made = open_engine(f"sqlite:///{path}", 1)
    migrate(made)
    made.dispose()
    return path


@pytest.fixture
def engine(empty: Engine, request: pytest.FixtureRequest) -> Engine:
    """Return an engine on a catalog with nothing in it; on SQLite a copy, which takes no time."""
    if empty.dialect.name == "sqlite":
        path = Path(str(empty.url.database))
        path.parent.mkdir()
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
    else:
        # Copying a database there takes as long as making its tables.
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
