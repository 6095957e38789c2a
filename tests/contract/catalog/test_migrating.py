from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, column, func, insert, inspect, select, table, text

from services.catalog.errors import CatalogUnavailableError
from services.catalog.store import Importer, SqlSnapshots, migrate, migrating, open_engine
from services.catalog.store.schema import metadata
from services.catalog.store.tables.kinds import TABLES
from services.runtime.database import make_folder, writing
from tests.support.clock import FakeClock
from tests.support.editions import BOOK, edition, facts, file
from tests.support.postgres import PostgresServer


def test_the_migrations_make_the_tables_that_the_code_uses(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_edits_that_were_imported_in_the_old_tables_are_taken_over(empty: Engine) -> None:
    make_folder(empty)
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    edits = [
        ("A0001", "B0001", True, first, None, "0", "Invented"),
        ("A0001", "B0001", False, last, last, "9", "Invented"),
        ("A0001", "B0002", True, first, None, "0", "Invented"),
    ]
    names = [
        *["column_1", "column_2", "before_1996", "effective", "deletion"],
        *["modifier_indicator", "rationale"],
    ]
    old = table("ptp_hospital", *map(column, (*names, "occurrence", "valid_from", "release_id")))
    with writing(empty) as connection:
        config = migrating.config(connection)
        command.upgrade(config, "0003")
        rows = [dict(zip(names, edit, strict=True)) for edit in edits]
        said = {"occurrence": 0, "valid_from": first, "release_id": 1}
        connection.execute(insert(old), [row | said for row in rows])
        command.upgrade(config, "head")
        (records,) = TABLES["ptp-hospital"]
        assert records.terms is not None
        found = select(*(records.table.c[name] for name in names)).order_by(records.table.c.row_id)
        assert [tuple(row) for row in connection.execute(found)] == edits
        assert connection.scalar(select(func.count()).select_from(records.terms)) == 2


def test_migrating_again_changes_nothing(engine: Engine, importer: Importer) -> None:
    importer.import_edition(facts(), file(), edition(BOOK), lambda *_: None)
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM code_version")).scalar() == len(BOOK)


def test_several_processes_may_migrate_at_once(empty: Engine, database_url: str) -> None:
    def one_process() -> None:
        own = open_engine(database_url, 1)
        migrate(own)
        own.dispose()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(one_process) for _ in range(4)]:
            done.result()
    SqlSnapshots(empty).check()


def test_an_older_process_goes_on_with_tables_of_a_newer_one(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))
    migrate(engine)
    SqlSnapshots(engine).check()
    with engine.connect() as connection:
        made = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert made == "newer"


@pytest.mark.postgres
def test_connections_that_the_server_has_closed_cost_nobody_an_answer(
    postgres_server: PostgresServer,
) -> None:
    engine = open_engine(postgres_server.create("closed"), 2)
    migrate(engine)
    snapshots = SqlSnapshots(engine)
    snapshots.check()
    with psycopg.connect(postgres_server.url("postgres"), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'closed'"
        )
    snapshots.check()
    with snapshots.snapshot() as snapshot:
        assert snapshot.import_token() == "empty"
    snapshots.close()


def test_a_folder_that_cannot_be_made_is_said() -> None:
    with pytest.raises(OSError, match=r"^The folder /dev/null cannot be made: "):
        migrate(open_engine("sqlite:////dev/null/catalog.db", 1))


def test_a_database_without_tables_is_unavailable(empty: Engine, database_url: str) -> None:
    if database_url.startswith("sqlite"):
        Path(database_url.removeprefix("sqlite:///")).parent.mkdir()
    snapshots = SqlSnapshots(empty)
    with pytest.raises(CatalogUnavailableError):
        snapshots.check()
    with pytest.raises(CatalogUnavailableError), snapshots.snapshot() as snapshot:
        snapshot.import_token()
    with pytest.raises(CatalogUnavailableError):
        Importer(empty, FakeClock()).is_loaded(facts(), file())
    with pytest.raises(CatalogUnavailableError):
        Importer(empty, FakeClock()).import_edition(facts(), file(), edition(BOOK), lambda *_: None)


@pytest.mark.parametrize(
    "url", ["sqlite:////nonexistent/catalog.db", "postgresql://nobody@127.0.0.1:9/none"]
)
def test_a_database_that_cannot_be_reached_is_unavailable(url: str) -> None:
    snapshots = SqlSnapshots(open_engine(url, 1))
    with pytest.raises(CatalogUnavailableError):
        snapshots.check()
    with pytest.raises(CatalogUnavailableError), snapshots.snapshot():
        pass
    snapshots.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="SQLite file or PostgreSQL"):
        open_engine(url, 1)


def test_an_address_that_is_none_is_refused_without_being_told() -> None:
    with pytest.raises(ValueError, match=r"^The address of the database is none\.$"):
        open_engine("user:secret", 1)
