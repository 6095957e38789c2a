"""Reads of the published tables as of a day: the records in force, as their readers gave them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    type_coerce,
)

from services.catalog.domain.dates import release_on
from services.catalog.domain.facts.kinds import EditSide
from services.catalog.domain.facts.published import EditsAsked, Held, PlacedEdit, Value
from services.catalog.domain.records import Release
from services.catalog.store.facts import edits
from services.catalog.store.rows import to_table_release
from services.catalog.store.statements import in_force
from services.catalog.store.tables.kinds import TABLES
from services.catalog.store.tables.record_table import RecordTable, table_release

RECORDS: Mapping[str, RecordTable] = {
    records.name: records for tables in TABLES.values() for records in tables
}
KINDS: Mapping[str, str] = {
    records.name: kind for kind, tables in TABLES.items() for records in tables
}
_STATE = select(func.count(), func.max(table_release.c.release_id)).select_from(table_release)
_RELEASES = select(table_release).order_by(
    table_release.c.kind, table_release.c.effective_from, table_release.c.release_id
)


# The imported files of each kind, each with which part of its edition it is.
_Known = Mapping[str, Sequence[tuple[str, Release]]]


class KnownReleases:
    """The imported files as they were last seen; may be used by many threads at once.

    A file that has been imported stays as it is: how many there are, and the last of them, tell
    whether there are others.
    """

    def __init__(self) -> None:
        self._seen: tuple[tuple[Any, ...], _Known] = ((0, None), {})

    def by_kind(self, connection: Connection) -> _Known:
        """Return every imported file by kind, in order of first days."""
        state = tuple(connection.execute(_STATE).one())
        if state != self._seen[0]:
            rows = connection.execute(_RELEASES)
            grouped = groupby(rows, lambda row: str(row.kind))
            found = {
                kind: [(row.part, to_table_release(row)) for row in group]
                for kind, group in grouped
            }
            # At once: another thread may read the two.
            self._seen = state, found
            return found
        return self._seen[1]


class PublishedTables:
    """The published tables in one read transaction; see Published for what its methods return."""

    def __init__(self, connection: Connection, known: KnownReleases) -> None:
        self.connection = connection
        self._known = known
        self._in_force: dict[tuple[str, date, str | None], Release | None] = {}

    def releases(self, kind: str | None = None) -> list[Release]:
        """Return every imported file of a kind, or of all kinds, by first day."""
        kinds = self._releases if kind is None else (kind,)
        return [one for name in kinds for _, one in self._releases.get(name, ())]

    def release(self, kind: str, day: date, part: str | None = None) -> Release | None:
        """Return the edition that is in force; see Published."""
        asked = (kind, day, part)
        if asked not in self._in_force:
            known = self._releases.get(kind, ())
            mine = [one for of, one in known if part is None or of == part]
            self._in_force[asked] = release_on(mine, day)
        return self._in_force[asked]

    def edition_day(self, kind: str, day: date) -> date:
        """Return the day whose edition answers for a day; see Published."""
        known = self._releases.get(kind, ())
        return max(day, known[0][1].facts.effective_from) if known else day

    def find(self, table: str, day: date, most: int = 0, /, **where: Value) -> list[Held[Any]]:
        """Return the records in force on the day whose columns have these values, by their key."""
        if self.release(KINDS[table], day) is None:
            return []
        query = _finding(table, tuple(where), _several(where), most)
        return self.held(table, day, self.connection.execute(query, {"day": day, **where}))

    def held(self, table: str, day: date, rows: Iterable[Sequence[Any]]) -> list[Held[Any]]:
        """Return the records that rows of `held_columns` hold; a field that is left out is None."""
        kind, make, indexes = KINDS[table], RECORDS[table].record, _indexes(table)
        count = len(RECORDS[table].fields)
        found = []
        for row in rows:
            record = make(*(None if i is None else row[i] for i in indexes))
            since, until, *part = row[count:]
            release = self.release(kind, day, *part)
            if release is not None:  # always: a row holds from the first day of a release on
                found.append(Held(record, since, until, release, *part))
        return found

    def pick(
        self, table: str, day: date, columns: tuple[str, ...], /, **where: Value
    ) -> list[tuple[Any, ...]]:
        """Return only these columns of the same records, each combination once, in their order."""
        if self.release(KINDS[table], day) is None:
            return []
        query = _picking(table, columns, tuple(where), _several(where))
        return [tuple(row) for row in self.connection.execute(query, {"day": day, **where})]

    def count(self, table: str, day: date, /, **where: Value) -> int:
        """Return how many such records there are."""
        if self.release(KINDS[table], day) is None:
            return 0
        query = _counting(table, tuple(where), _several(where))
        return self.connection.execute(query, {"day": day, **where}).scalar_one()

    def containing(self, table: str, day: date, column: str, text: str) -> list[Held[Any]]:
        """Return the records in force on the day in whose column the text stands."""
        if self.release(KINDS[table], day) is None:
            return []
        rows = self.connection.execute(_containing(table, column), {"day": day, "text": text})
        found, key = self.held(table, day, rows), RECORDS[table].key
        return sorted(found, key=lambda one: [str(getattr(one.record, name)) for name in key])

    def edits(
        self, asked: EditsAsked, side: EditSide, after: tuple[str, date, int] | None, limit: int
    ) -> list[PlacedEdit]:
        """Return at most `limit` edits in the order of their places, those after `after`."""
        return list(edits.edits(self.connection, asked, side, after, limit))

    def edit_count(self, asked: EditsAsked, side: EditSide) -> int:
        """Return how many edits there are on all pages of one side."""
        return edits.edit_count(self.connection, asked, side)

    @cached_property
    def _releases(self) -> _Known:
        return self._known.by_kind(self.connection)


def held_columns(records: RecordTable) -> list[ColumnElement[Any]]:
    """Return the columns of which `PublishedTables.held` makes a record."""
    names = [*records.fields, "valid_from", "valid_to", *["part"] * records.parts]
    return [records.table.c[name] for name in names]


@cache
def _indexes(table: str) -> tuple[int | None, ...]:
    """Return where in a row of `held_columns` each field of the record stands."""
    at = {name: index for index, name in enumerate(RECORDS[table].fields)}
    return tuple(at.get(name) for name in RECORDS[table].record._fields)


def _several(where: Mapping[str, Value]) -> tuple[str, ...]:
    return tuple(name for name, value in where.items() if not isinstance(value, str | int))


@cache
def _finding(
    table: str, names: tuple[str, ...], several: tuple[str, ...], most: int
) -> Select[*tuple[Any, ...]]:
    records = RECORDS[table]
    order = [records.table.c[name] for name in records.keys]
    conditions = _conditions(records, names, several)
    return select(*held_columns(records)).where(*conditions).order_by(*order).limit(most or None)


@cache
def _counting(table: str, names: tuple[str, ...], several: tuple[str, ...]) -> Select[int]:
    records = RECORDS[table]
    return select(func.count(records.table.c.row_id)).where(*_conditions(records, names, several))


@cache
def _containing(table: str, column: str) -> Select[*tuple[Any, ...]]:
    records = RECORDS[table]
    # As it stands in the database: a list is a text there.
    text = type_coerce(records.table.c[column], Text)
    conditions = [in_force(records.table), text.contains(bindparam("text", type_=Text))]
    if column in records.lists:
        # So written that the index of filled lists is used.
        conditions.append(text != literal_column("'[]'"))
    # Not in order: the index of the order would be taken instead, and be of no use.
    return select(*held_columns(records)).where(*conditions)


@cache
def _picking(
    table: str, columns: tuple[str, ...], names: tuple[str, ...], several: tuple[str, ...]
) -> Select[*tuple[Any, ...]]:
    records = RECORDS[table]
    picked = [records.table.c[name] for name in columns]
    conditions = _conditions(records, names, several)
    return select(*picked).where(*conditions).distinct().order_by(*picked)


def _conditions(
    records: RecordTable, names: tuple[str, ...], several: tuple[str, ...]
) -> list[ColumnElement[bool]]:
    conditions = [in_force(records.table)]
    for name in names:
        column = records.table.c[name]
        value = bindparam(name, type_=column.type, expanding=name in several)
        conditions.append(column.in_(value) if name in several else column == value)
    return conditions
