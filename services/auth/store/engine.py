"""The database of accounts: how it is opened, migrated, read and written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, Insert, Update
from sqlalchemy.exc import IntegrityError

from services.auth.errors import AccountsUnavailableError
from services.runtime import database
from services.runtime.migrations import Migrations

_MIGRATIONS = Migrations(Path(__file__).parent.parent / "migrations", AccountsUnavailableError)

migrate = _MIGRATIONS.migrate


def open_engine(url: str, connections: int) -> Engine:
    """Return an engine on SQLite or PostgreSQL; raises ValueError for another kind of database.

    Two transactions that want one row take turns, and each sees what the other has left.
    """
    return database.open_engine(url, connections, "READ COMMITTED")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction; raises AccountsUnavailableError."""
    with database.driver_errors(AccountsUnavailableError), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that writes; raises AccountsUnavailableError."""
    with database.driver_errors(AccountsUnavailableError), database.writing(engine) as connection:
        yield connection


def check(engine: Engine) -> None:
    """Return if the tables are such that they can be used; raises AccountsUnavailableError."""
    with reading(engine) as connection:
        if not _MIGRATIONS.is_current(connection):
            raise AccountsUnavailableError


def unless_taken(connection: Connection, statement: Insert | Update) -> bool:
    """Return whether the statement could be carried out: what must be unique was free."""
    try:
        with connection.begin_nested():
            connection.execute(statement)
    except IntegrityError:
        return False
    return True
