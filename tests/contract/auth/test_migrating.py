"""The migrations make the tables that the code uses, in each kind of database."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from services.auth.errors import AccountsUnavailableError
from services.auth.store import SqlAccounts, migrate, open_engine
from services.auth.store.schema import metadata
from tests.support.postgres import PostgresServer, postgres_programs, postgres_server

__all__ = ["postgres_programs", "postgres_server"]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_the_migrations_make_the_tables_that_the_code_uses(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'auth.db'}"
    if kind == "postgres":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = server.create("accounts")
    engine = open_engine(url, 1)
    for _ in range(2):
        migrate(engine)
    SqlAccounts(engine).check()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_database_without_tables_is_said_to_be_unwell(tmp_path: Path) -> None:
    accounts = SqlAccounts(open_engine(f"sqlite:///{tmp_path / 'empty.db'}", 1))
    with pytest.raises(AccountsUnavailableError):
        accounts.check()
    accounts.close()
