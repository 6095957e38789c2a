"""Imports of tables: all of a file or none of it, as the difference to what is in force."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from itertools import chain, islice
from typing import Any

from sqlalchemy import Connection, Engine, and_, func, insert, select, update

from services.catalog.domain.difference import ImportCounts
from services.catalog.domain.records import Release, ReleaseFacts
from services.catalog.domain.timeline import Window
from services.catalog.errors import CatalogUnavailableError
from services.catalog.readers.table import Claim, Record
from services.catalog.store import schema
from services.catalog.store.engine import driver_errors, writing
from services.catalog.store.importing import Importer, SourceFile, new_import_token
from services.catalog.store.migrating import is_current
from services.catalog.store.rows import to_release, to_table_release
from services.catalog.store.tables.code_sets import CODE_SETS
from services.catalog.store.tables.converting import Row
from services.catalog.store.tables.incoming import Incoming
from services.catalog.store.tables.kinds import tables_of
from services.catalog.store.tables.known_places import known_places
from services.catalog.store.tables.record_table import RecordTable, table_release
from services.runtime.clock import Clock

_BATCH = 5000

# Told how many rows have been read; none of them is visible yet.
RowProgress = Callable[[int], None]
# What `Format.read` yields, or what `Format.batches` does, which is faster.
Records = Iterable[Record] | Iterable[list[tuple[str, ...]]]


class UndatedClaimError(Exception):
    """Neither the file nor the caller says from when the edition is in force."""


class TableImporter:
    """Writes editions of tables, one at a time over all processes."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._books = Importer(engine, clock)

    def is_loaded(self, claim: Claim, file: SourceFile) -> bool:
        """Return whether this very file is in; raises CatalogUnavailableError."""
        with driver_errors(), self._engine.connect() as connection:
            if not is_current(connection):
                raise CatalogUnavailableError
            return _is_loaded(connection, claim, file)

    def import_table(  # noqa: PLR0913 - what is imported, and how
        self,
        claim: Claim,
        file: SourceFile,
        records: Records,
        licence: str,
        progress: RowProgress,
        *,
        dry_run: bool = False,
    ) -> ImportCounts | None:
        """Write the records and return what that changed; None when this very file is in already.

        All of it is in when this returns and none of it when this raises, whatever happens to the
        process; with `dry_run` none of it in any case. What `records` raises is passed on. Raises
        UnknownKindError, UndatedClaimError or CatalogUnavailableError.
        """
        tables = tables_of(claim.kind)
        if claim.effective_from is None:
            raise UndatedClaimError(f"The file of {claim.kind} does not say from when it holds.")
        with driver_errors(), writing(self._engine, lock=schema.release.name) as connection:
            if _is_loaded(connection, claim, file):
                return None
            release = self._add_release(connection, claim, file, licence)
            codes: list[Row] = []
            batches = _batches(records, progress)
            if claim.kind in CODE_SETS:
                batches = _noted(batches, codes)
            counts = _take(connection, tables, release, batches)
            self._write_codes(connection, release, file, codes)
            this = table_release.c.release_id == release["release_id"]
            connection.execute(update(table_release).where(this).values(row_count=counts.read))
            if not counts.is_nothing:
                new_import_token(connection)
            if dry_run:
                connection.rollback()
        return counts

    def releases(self) -> list[Release]:
        """Return every imported file, of code systems too, by kind and first day.

        Raises CatalogUnavailableError.
        """
        with driver_errors(), self._engine.connect() as connection:
            of_systems = map(to_release, connection.execute(select(schema.release)))
            of_tables = map(to_table_release, connection.execute(select(table_release)))
            found = [*of_systems, *of_tables]
        return sorted(found, key=lambda one: (one.facts.kind, one.facts.effective_from))

    def _write_codes(
        self,
        connection: Connection,
        release: Mapping[str, Any],
        file: SourceFile,
        records: Sequence[Row],
    ) -> None:
        """Write the editions of code systems that the file's records are, if they are any."""
        if release["kind"] not in CODE_SETS:
            return
        names = ("kind", "edition", "effective_from", "effective_to", "licence")
        said = {name: release[name] for name in names}
        first_day = release["effective_from"]
        known = partial(known_places, connection, day=first_day)
        for system, edition in CODE_SETS[release["kind"]](records, known):
            facts = ReleaseFacts(system=system, **said)
            self._books.write_edition(connection, facts, file, edition, lambda *_: None)

    def _add_release(
        self, connection: Connection, claim: Claim, file: SourceFile, licence: str
    ) -> Mapping[str, Any]:
        newest = connection.execute(select(func.max(table_release.c.release_id))).scalar()
        row = {
            **asdict(claim),
            "release_id": (newest or 0) + 1,
            "part": _part(claim),
            "licence": licence,
            "file_name": file.name,
            "sha256": file.sha256,
            "row_count": 0,
            "imported_at": self._clock.now(),
        }
        connection.execute(insert(table_release).values(row))
        return row


def _is_loaded(connection: Connection, claim: Claim, file: SourceFile) -> bool:
    same = and_(table_release.c.kind == claim.kind, table_release.c.sha256 == file.sha256)
    return connection.execute(select(table_release.c.release_id).where(same)).first() is not None


def _part(claim: Claim) -> str:
    """Return what the edition says beyond year and month: `QPP` of `2026 January QPP`."""
    return " ".join(claim.edition.split()[2:])


def _take(
    connection: Connection,
    tables: Sequence[RecordTable],
    release: Mapping[str, Any],
    batches: Iterator[Sequence[Row]],
) -> ImportCounts:
    """Write every batch to the tables that its records belong to."""
    later = select(func.min(table_release.c.effective_from)).where(
        table_release.c.kind == release["kind"],
        table_release.c.effective_from > release["effective_from"],
    )
    if any(table.alone for table in tables):
        later = later.where(table_release.c.part == release["part"])
    window = Window(release["effective_from"], connection.execute(later).scalar())
    incoming = [Incoming(connection, table, release, window) for table in tables]
    for batch in batches:
        texts = isinstance(batch, list)
        for one in incoming:
            alone = len(incoming) == 1
            mine = batch if alone else [row for row in batch if one.holds(row)]
            one.write(mine, texts=texts)
    return sum((one.finish() for one in incoming), ImportCounts(0, 0, 0, 0))


def _batches(records: Records, progress: RowProgress) -> Iterator[Sequence[Row]]:
    """Yield the rows, many at a time: tuples of records, or lists of texts as they come."""
    rest = iter(records)
    first = next(rest, None)
    if first is None:
        return
    together: Iterator[Any] = chain([first], rest)
    done = 0
    for batch in together if isinstance(first, list) else _gathered(together):
        yield batch
        done += len(batch)
        progress(done)


def _noted(batches: Iterator[Sequence[Row]], records: list[Row]) -> Iterator[Sequence[Row]]:
    for batch in batches:
        records.extend(batch)
        yield batch


def _gathered(records: Iterator[Record]) -> Iterator[tuple[Row, ...]]:
    while batch := tuple(record.value for record in islice(records, _BATCH)):
        yield batch
