"""Brings the tables of a database up to the newest migration."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from services.runtime.database import driver_errors, make_folder, writing
from services.runtime.errors import ServiceError

# Any number that nobody else locks by.
_ADVISORY_LOCK = 0x636F6465


class Migrations:
    """The migrations of one service, which has its database to itself."""

    def __init__(self, scripts: Path, unavailable: Callable[[], ServiceError]) -> None:
        """`scripts` is the folder of env.py; `unavailable` makes the service's error."""
        self._scripts = scripts
        self._unavailable = unavailable

    def migrate(self, engine: Engine) -> None:
        """Make or change the tables in one transaction; does nothing when they are as they should.

        Several processes may do this at the same time: the first does it and the others wait.
        Raises the service's error when there is no database, OSError if no folder can be made.
        """
        make_folder(engine)
        on_server = engine.dialect.name == "postgresql"
        # So that a process that has waited for the lock sees what the one before it has done.
        committed = {"isolation_level": "READ COMMITTED"} if on_server else {}
        with (
            driver_errors(self._unavailable),
            writing(engine.execution_options(**committed)) as connection,
        ):
            if on_server:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
            if self.is_current(connection):
                return
            command.upgrade(self.config(connection), "head")

    def is_current(self, connection: Connection) -> bool:
        """Return whether the tables are such that this code can use them.

        A revision that this code does not know was made by a newer release, which keeps what the
        one before it uses, so that both can serve while one replaces the other.
        """
        made = MigrationContext.configure(connection).get_current_revision()
        return made is not None and made not in self._outdated

    @cached_property
    def _outdated(self) -> frozenset[str]:
        """Return every revision that this code has left behind."""
        scripts = ScriptDirectory.from_config(self.config())
        known = {script.revision for script in scripts.walk_revisions()}
        return frozenset(known - set(scripts.get_heads()))

    def config(self, connection: Connection | None = None) -> Config:
        """Return what alembic needs to find the migrations and, with a connection, run them."""
        found = Config()
        found.set_main_option("script_location", str(self._scripts).replace("%", "%%"))
        found.attributes["connection"] = connection
        return found
