"""Imports of editions: all of a file or none of it, as the difference to what is in force."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import (
    Connection,
    Engine,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union,
    update,
)

from services.catalog.domain.difference import ImportCounts, difference
from services.catalog.domain.records import Edition, ReleaseFacts
from services.catalog.domain.systems import SYSTEMS
from services.catalog.domain.timeline import Window
from services.catalog.errors import CatalogUnavailableError
from services.catalog.store.engine import driver_errors, writing
from services.catalog.store.migrating import is_current
from services.catalog.store.schema import code_version, release, state, system, tally
from services.catalog.store.versions import Progress, SystemVersions
from services.runtime.clock import Clock


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that an edition was read from; `sha256` in hexadecimal."""

    name: str
    sha256: str


class MovedOnError(Exception):
    """Another import has come between reading the catalog and writing what was made of it."""


class Importer:
    """Writes editions, one at a time over all processes."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def is_loaded(self, facts: ReleaseFacts, file: SourceFile) -> bool:
        """Return whether this very file is in; raises CatalogUnavailableError."""
        with driver_errors(), self._engine.connect() as connection:
            if not is_current(connection):
                raise CatalogUnavailableError
            return _is_loaded(connection, facts, file)

    def import_edition(  # noqa: PLR0913 - what is imported, and how
        self,
        facts: ReleaseFacts,
        file: SourceFile,
        edition: Edition,
        progress: Progress,
        *,
        made_on: str = "",
        dry_run: bool = False,
    ) -> ImportCounts | None:
        """Write the edition and return what it changed; None when this very file is in already.

        All of it is in when this returns and none of it when this raises, whatever happens to the
        process; with `dry_run` none of it in any case. `made_on` is the import token of the state
        that the edition was made from, where it was made from one. Raises MovedOnError if that is
        no longer the state, CatalogUnavailableError.
        """
        with driver_errors(), writing(self._engine, lock=release.name) as connection:
            if _is_loaded(connection, facts, file):
                return None
            if made_on and connection.scalar(select(state.c.import_token)) != made_on:
                raise MovedOnError
            counts = self.write_edition(connection, facts, file, edition, progress)
            if dry_run:
                connection.rollback()
        return counts

    def write_edition(
        self,
        connection: Connection,
        facts: ReleaseFacts,
        file: SourceFile,
        edition: Edition,
        progress: Progress,
    ) -> ImportCounts:
        """Do the same inside a write transaction of the caller's, whatever is in already."""
        _add_system(connection, facts.system)
        release_id = self._add_release(connection, facts, file, edition)
        window = Window(facts.effective_from, _next_release(connection, facts))
        versions = SystemVersions(connection, facts.system)
        changes = difference(versions.history(), edition.entries, window, release_id)
        positions = versions.reorder([entry.compact for entry in edition.entries])
        versions.apply(changes, positions, progress)
        _count_anew(connection, facts.system)
        new_import_token(connection)
        return changes.counts()

    def _add_release(
        self, connection: Connection, facts: ReleaseFacts, file: SourceFile, edition: Edition
    ) -> int:
        newest = connection.execute(select(func.max(release.c.release_id))).scalar()
        row = {
            **asdict(facts),
            "release_id": (newest or 0) + 1,
            "file_name": file.name,
            "sha256": file.sha256,
            "row_count": edition.row_count,
            "imported_at": self._clock.now(),
        }
        connection.execute(insert(release).values(row))
        return int(row["release_id"])


def new_import_token(connection: Connection) -> None:
    """Tell everyone who has read the catalog that it is another one from the commit on."""
    connection.execute(update(state).values(import_token=secrets.token_hex(8)))


def _is_loaded(connection: Connection, facts: ReleaseFacts, file: SourceFile) -> bool:
    same = and_(
        release.c.system == facts.system,
        release.c.kind == facts.kind,
        release.c.sha256 == file.sha256,
    )
    return connection.execute(select(release.c.release_id).where(same)).first() is not None


def _add_system(connection: Connection, name: str) -> None:
    known = select(system.c.system).where(system.c.system == name)
    if connection.execute(known).first() is None:
        connection.execute(insert(system).values(asdict(SYSTEMS[name])))


def _next_release(connection: Connection, facts: ReleaseFacts) -> date | None:
    """Return the first day of the release after this one; it speaks of its own time itself."""
    later = select(func.min(release.c.effective_from)).where(
        release.c.system == facts.system, release.c.effective_from > facts.effective_from
    )
    return connection.execute(later).scalar()


def _count_anew(connection: Connection, name: str) -> None:
    """Count the system's codes from each day on which any of them begins or ends."""
    table = code_version.c
    mine = table.system == name
    days = union(
        select(table.valid_from).where(mine),
        select(table.valid_to).where(mine, table.valid_to.is_not(None)),
    ).subquery()
    day = days.c.valid_from
    in_force = and_(table.valid_from <= day, or_(table.valid_to.is_(None), table.valid_to > day))
    counted = (
        select(
            literal(name),
            day,
            func.count(table.version_id),
            func.count(table.version_id).filter(table.billable),
        )
        .select_from(days)
        .join(code_version, and_(mine, in_force), isouter=True)
        .group_by(day)
    )
    connection.execute(delete(tally).where(tally.c.system == name))
    connection.execute(insert(tally).from_select(list(tally.columns), counted))
