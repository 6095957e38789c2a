"""Opens a service's SQL database: what a connection is told, what an error of the driver means."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from services.runtime.errors import ServiceError

_WRITES = "writes"
# An import may hold the write lock for as long as this; readers never wait for it.
_LOCK_SECONDS = 120
_CONNECT_SECONDS = 3
_POOL_SECONDS = 5

# WAL: readers read on while an import writes, and a killed import leaves nothing behind.
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    f"busy_timeout = {_LOCK_SECONDS * 1000}",
    "cache_size = -8000",
    # An edition of two million rows is compared in temporary tables.
    "temp_store = FILE",
)


def open_engine(url: str, connections: int, isolation: str = "REPEATABLE READ") -> Engine:
    """Return an engine on SQLite or PostgreSQL; nothing is connected yet.

    Every transaction of it sees one state, unless PostgreSQL is told another isolation.
    Raises ValueError for another kind of database.
    """
    try:
        parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    except ArgumentError as error:  # without its text, which may hold a password
        raise ValueError("The address of the database is none.") from error
    pool = {"pool_size": connections, "max_overflow": 0, "pool_timeout": _POOL_SECONDS}
    match parsed.get_backend_name():
        case "sqlite" if parsed.database not in {None, "", ":memory:"}:
            engine = create_engine(parsed, **pool)
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        case "postgresql":
            engine = create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                isolation_level=isolation,
                # A server that was restarted must not cost the next readers an error.
                pool_pre_ping=True,
                # In a database without an encoding of its own text would come as bytes.
                connect_args={"connect_timeout": _CONNECT_SECONDS, "client_encoding": "utf8"},
                **pool,
            )
        case other:
            raise ValueError(f"Data is kept in an SQLite file or PostgreSQL, not {other}.")
    return engine


def make_folder(engine: Engine) -> None:
    """Make the folder, closed to other users, that an SQLite file is to be in; raises OSError."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    folder = Path(engine.url.database).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(f"The folder {folder} cannot be made: {error.strerror}.") from error


@contextmanager
def writing(engine: Engine, *, lock: str | None = None) -> Iterator[Connection]:
    """Return a connection in a transaction that is all or nothing, one writer at a time.

    SQLite has one lock; on PostgreSQL the writer locks the table `lock`, which readers may read.
    """
    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        if lock and engine.dialect.name == "postgresql":
            # Before anything is read: what is read after it is what the last writer left.
            connection.execute(text(f"LOCK TABLE {lock} IN SHARE ROW EXCLUSIVE MODE"))
        yield connection


@contextmanager
def driver_errors(unavailable: Callable[[], ServiceError]) -> Iterator[None]:
    """Turn what a driver raises when the database is not there into the service's own error.

    Statements are constant, so one that the database does not understand means missing tables.
    """
    try:
        yield
    except (OperationalError, InterfaceError, ProgrammingError, PoolTimeoutError) as error:
        raise unavailable() from error


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's
    # Transactions are begun below, reads too: the driver would begin none for them.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
