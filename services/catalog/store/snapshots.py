"""Reads of one consistent state: every snapshot is one read transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Connection, Engine, select

from services.catalog.domain.index_terms import Equivalent, IndexLine
from services.catalog.domain.kinds import NoteKind, TermSource
from services.catalog.domain.records import (
    Note,
    Place,
    Printed,
    Release,
    SeventhCharacter,
    SystemFacts,
    Version,
)
from services.catalog.errors import CatalogUnavailableError
from services.catalog.readers.articles import Article
from services.catalog.store import batches, indexes, schema, statements
from services.catalog.store.articles import articles
from services.catalog.store.engine import driver_errors
from services.catalog.store.migrating import is_current
from services.catalog.store.rows import by_version, to_place, to_release, to_version
from services.catalog.store.tables.reading import KnownReleases, PublishedTables

# How many rows of the whole book are held at a time.
_BATCH = 500


class SqlSnapshots:
    """Gives snapshots of the database; may be used by many threads at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known = KnownReleases()

    @contextmanager
    def snapshot(self) -> Iterator["SqlSnapshot"]:
        """Return the present state, to be read inside the context; see Snapshots."""
        with driver_errors(), self._engine.connect() as connection:
            yield SqlSnapshot(connection, self._known)

    def check(self) -> None:
        """Return if the database answers and is migrated, else raise CatalogUnavailableError."""
        with driver_errors(), self._engine.connect() as connection:
            if not is_current(connection):
                raise CatalogUnavailableError

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


class SqlSnapshot:
    """One read transaction; see Snapshot for what its methods return."""

    def __init__(self, connection: Connection, known: KnownReleases) -> None:
        self._connection = connection
        self.tables = PublishedTables(connection, known)

    def import_token(self) -> str:
        """Return a token that every committed import changes."""
        return str(self._connection.execute(select(schema.state.c.import_token)).scalar_one())

    def systems(self) -> list[SystemFacts]:
        """Return every loaded system, in the order in which a reader expects them."""
        query = select(schema.system).order_by(schema.system.c.position)
        return [SystemFacts(*row) for row in self._connection.execute(query)]

    def releases(self, system: str | None = None) -> list[Release]:
        """Return every release of a system, or of all."""
        query = statements.RELEASES if system is None else statements.RELEASES_OF_SYSTEM
        given = {} if system is None else {"system": system}
        return [to_release(row) for row in self._connection.execute(query, given)]

    def counts(self, system: str, day: date) -> tuple[int, int]:
        """Return how many places there are, and how many of them may be reported."""
        given = {"system": system, "day": day}
        row = self._connection.execute(statements.TALLY, given).one_or_none()
        return (0, 0) if row is None else (row[0], row[1])

    def ever_count(self, system: str) -> int:
        """Return how many places there are, were or will be."""
        return self._connection.execute(statements.EVER_COUNT, {"system": system}).scalar_one()

    def versions(self, compact: str, system: str | None = None) -> list[Version]:
        """Return every version of a code, by system and time; of one system or of all."""
        if system is None:
            systems = [facts.system for facts in self.systems()]
            given = {"compact": compact, "systems": systems}
            rows = self._connection.execute(statements.ALL_VERSIONS, given)
            return sorted(map(to_version, rows), key=lambda v: systems.index(v.system))
        one = {"compact": compact, "system": system}
        return [to_version(row) for row in self._connection.execute(statements.VERSIONS, one)]

    def versions_of(self, systems: Sequence[str], compacts: Sequence[str]) -> list[Version]:
        """Return every version of all these codes; see Snapshot."""
        return batches.versions_of(self._connection, systems, compacts)

    def lines(self, versions: Iterable[Version], day: date) -> dict[int, list[Version]]:
        """Return what stands above each version; see Snapshot."""
        return batches.lines(self._connection, versions, day)

    def child_count(self, version: Version, day: date) -> int:
        """Return how many places are directly below."""
        given = {"system": version.system, "parent": version.compact, "day": day}
        return self._connection.execute(statements.CHILD_COUNT, given).scalar_one()

    def ancestors(self, version: Version, day: date) -> list[Place]:
        """Return what stands above, from the top of the book down to the parent."""
        given = {"system": version.system, "parent": version.parent, "day": day}
        return [to_place(row) for row in self._connection.execute(statements.ANCESTORS, given)]

    def children(
        self, system: str, parent: str, day: date, *, after: int = -1, limit: int = -1
    ) -> list[Place]:
        """Return what stands directly below, in the order of the book; see Snapshot."""
        given = {"system": system, "parent": parent, "day": day, "position": after}
        if limit < 0:
            rows = self._connection.execute(statements.CHILDREN, given)
        else:
            rows = self._connection.execute(statements.CHILDREN_PAGE, {**given, "limit": limit})
        return [to_place(row) for row in rows]

    def codes(self, system: str, day: date, *, after: int, limit: int) -> list[Printed]:
        """Return codes by position; see Snapshot."""
        given = {"system": system, "day": day, "position": after, "limit": limit}
        return [Printed(*row) for row in self._connection.execute(statements.CODES, given)]

    def neighbours(self, version: Version, day: date) -> tuple[Place | None, Place | None]:
        """Return the places of the same kind before and after it in the book."""
        given = {
            "system": version.system,
            "kind": version.kind,
            "position": version.position,
            "day": day,
        }
        previous = self._connection.execute(statements.PREVIOUS, given).one_or_none()
        following = self._connection.execute(statements.NEXT, given).one_or_none()
        return (
            None if previous is None else to_place(previous),
            None if following is None else to_place(following),
        )

    def existing(self, systems: Sequence[str], compacts: Sequence[str], day: date) -> list[Place]:
        """Return the places that there are of those asked for, in no order."""
        given = {"systems": systems, "compacts": compacts, "day": day}
        return [to_place(row) for row in self._connection.execute(statements.EXISTING, given)]

    def ever(self, systems: Sequence[str], compacts: Sequence[str]) -> list[Version]:
        """Return every version that there has been of those asked for, in order of time."""
        given = {"systems": systems, "compacts": compacts}
        return [to_version(row) for row in self._connection.execute(statements.EVER, given)]

    def notes(self, versions: Iterable[Version]) -> Mapping[int, Sequence[Note]]:
        """Return the own notes of each version that has any, as printed, by version_id."""
        given = {"ids": [version.version_id for version in versions]}
        rows = self._connection.execute(statements.NOTES, given)
        return by_version(rows, lambda row: Note(NoteKind(row[1]), row[2]))

    def seventh_characters(
        self, versions: Iterable[Version]
    ) -> Mapping[int, Sequence[SeventhCharacter]]:
        """Return what each version that defines 7th characters says of them, by version_id."""
        given = {"ids": [version.version_id for version in versions]}
        rows = self._connection.execute(statements.SEVENTH_CHARACTERS, given)
        return by_version(rows, lambda row: SeventhCharacter(*row[1:]))

    def articles(self, system: str, compact: str, day: date) -> list[Article]:
        """Return the articles on a code, by name."""
        return articles(self._connection, system, compact, day)

    def book(self, system: str, day: date) -> Iterator[Place]:
        """Yield every place in the order of the book, without holding all of them."""
        given = {"system": system, "day": day}
        counts = self.child_counts(system, day)
        options = {"yield_per": _BATCH}
        with self._connection.execute(statements.BOOK, given, execution_options=options) as rows:
            for row in rows:
                version = to_version(row)
                yield Place(version, counts.get(version.compact, 0))

    def histories(self, system: str) -> Iterator[list[Version]]:
        """Yield every version of each code there ever was, in the order of the book."""
        options = {"yield_per": _BATCH}
        given = {"system": system}
        with self._connection.execute(
            statements.HISTORIES, given, execution_options=options
        ) as rows:
            for _, versions in groupby(map(to_version, rows), key=attrgetter("compact")):
                yield list(versions)

    def child_counts(self, system: str, day: date) -> Mapping[str, int]:
        """Return how many places are directly below each place that has any; see Snapshot."""
        given = {"system": system, "day": day}
        rows = self._connection.execute(statements.CHILD_COUNTS, given)
        return {row[0]: row[1] for row in rows}

    def index_lines(self, source: TermSource, day: date) -> Iterator[IndexLine]:
        """Yield every line of a published index in its own order; see Snapshot."""
        return indexes.index_lines(self._connection, source, day)

    def equivalents(self, day: date) -> Iterator[Equivalent]:
        """Yield what the loaded definitions and indexes call names of other things."""
        return indexes.equivalents(self._connection, day)

    def notes_of_kind(self, system: str, kind: NoteKind, day: date) -> Mapping[int, Sequence[str]]:
        """Return the own notes of one kind of every version that has any, by version_id."""
        given = {"system": system, "kind": kind, "day": day}
        rows = self._connection.execute(statements.NOTES_OF_KIND, given)
        return by_version(rows, lambda row: str(row[1]))
