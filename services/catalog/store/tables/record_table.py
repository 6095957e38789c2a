"""One table of records: the fields as published, and from when until when each of them holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    text,
    true,
)

from services.catalog.store.schema import metadata
from services.catalog.store.tables.columns import columns_of

# One imported file of tables. Those of code systems are in `release`.
table_release = Table(
    "table_release",
    metadata,
    Column("release_id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(64), nullable=False),
    # Which of the files that make up the edition; empty where one file does.
    Column("part", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("effective_from", Date, nullable=False),
    # The last day as published.
    Column("effective_to", Date),
    Column("licence", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False),
    Index("table_release_by_file", "kind", "sha256", unique=True),
)


@dataclass(frozen=True)
class RecordTable:
    """A table of one record type; `key` is what a record is told from the others of a file by.

    With `repeats` the publisher has several records of one key, and `occurrence` numbers them.
    `left_out` are fields that say where in the file a record stands, or what its release says:
    kept, they would make every record of the next edition another one. `searched` are further
    columns that records are looked up by, `lists` are columns of lists, mostly empty, of which one
    is looked for that something stands in.

    With a `lead`, what stands in a record behind so many fields is the same in very many of them:
    it is kept once, in `terms`, but for what belongs to the key. An import writes to `stored` then,
    and `table`, which is for reading, is a view that has every field. A format's `batches` gives
    the leading fields and the text behind them, of which `rest_of` makes values.

    A file is a whole edition: what is not in it has ended. Of an edition in several files,

    - where `range_of` names a column, a file speaks of that column's values from its first to its
      last (the NCCI files are cut by column 1);
    - where `parts` is true, each file has all the keys and is a `part` of its own (the two files
      of the fee schedule): it ends what is of its own part, and of parts that have no file of the
      same first day.

    Where `alone` is true, each file is a work of its own with its own editions, told from the
    others by its `part`: a later file of another part does not end it.
    """

    name: str
    record: Any
    key: tuple[str, ...]
    repeats: bool = False
    left_out: tuple[str, ...] = ()
    searched: tuple[tuple[str, ...], ...] = ()
    lists: tuple[str, ...] = ()
    range_of: str = ""
    parts: bool = False
    alone: bool = False
    lead: int = 0
    rest_of: Callable[[str], Sequence[Any]] | None = None
    table: Table = field(init=False)
    stored: Table = field(init=False)
    terms: Table | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Make the tables."""
        made = {"stored": self._stored()}
        if self.lead:
            made["terms"] = self._terms()
        made["table"] = self._view() if self.lead else made["stored"]
        for name, table in made.items():
            object.__setattr__(self, name, table)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the record that the table has."""
        return tuple(name for name in self.record._fields if name not in self.left_out)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that no two rows of one day have the same."""
        return (*self.key, *["occurrence"] * self.repeats, *["part"] * self.parts)

    @property
    def shared(self) -> tuple[str, ...]:
        """The fields that are in the terms."""
        behind = self.record._fields[self.lead :] if self.lead else ()
        return tuple(name for name in behind if name not in self.key)

    @property
    def own(self) -> tuple[str, ...]:
        """The columns of a stored row that its record fills."""
        mine = tuple(name for name in self.fields if name not in self.shared)
        return (*mine, "terms_id") if self.lead else mine

    @property
    def said(self) -> tuple[str, ...]:
        """Every stored column that comes from the file."""
        return (*self.own, *["occurrence"] * self.repeats, *["part"] * self.parts)

    def columns(self) -> list[Column[Any]]:
        """Return new columns of what comes from the file."""
        columns = columns_of(self.record, without=(*self.left_out, *self.shared))
        if self.lead:
            columns.append(Column("terms_id", Integer, nullable=False))
        if self.repeats:
            columns.append(Column("occurrence", Integer, nullable=False))
        if self.parts:
            columns.append(Column("part", Text, nullable=False))
        return columns

    def same_key(self, one: FromClause, other: FromClause) -> ColumnElement[bool]:
        """Return whether rows of two tables have one key."""
        return and_(*(_same(one.c[name], other.c[name]) for name in self.keys))

    def same_values(self, one: FromClause, other: FromClause) -> ColumnElement[bool]:
        """Return whether rows of one key say the same."""
        values = [name for name in self.own if name not in self.key]
        return and_(true(), *(_same(one.c[name], other.c[name]) for name in values))

    def _stored(self) -> Table:
        name = f"{self.name}_row" if self.lead else self.name
        return Table(
            name,
            metadata,
            Column("row_id", row_id_type(), primary_key=True),
            *self.columns(),
            *_times(),
            Index(f"{name}_by_key", *self.key),
            *(Index(f"{name}_by_{columns[0]}", *columns) for columns in self.searched),
            *(_filled(name, column) for column in self.lists),
        )

    def _terms(self) -> Table:
        others = [name for name in self.record._fields if name not in self.shared]
        columns = columns_of(self.record, without=tuple(others))
        number = Column("terms_id", Integer, primary_key=True, autoincrement=False)
        return Table(f"{self.name}_terms", metadata, number, *columns)

    def _view(self) -> Table:
        """Return the view of rows with their terms; a migration makes it."""
        return Table(
            self.name,
            MetaData(),
            Column("row_id", row_id_type()),
            *columns_of(self.record),
            *(Column("occurrence", Integer) for _ in range(self.repeats)),
            *_times(),
        )


def _times() -> list[Column[Any]]:
    """Return new columns of what the release says of a row."""
    return [
        Column("valid_from", Date, nullable=False),
        # The first day on which it holds no longer; null while no release has ended it.
        Column("valid_to", Date),
        # The release that brought it. Not checked as a foreign key, two million times over.
        Column("release_id", Integer, nullable=False),
    ]


def _filled(name: str, column: str) -> Index:
    """Return an index of the rows whose list is not empty."""
    filled = text(f"{column} <> '[]'")
    return Index(f"{name}_by_{column}", column, sqlite_where=filled, postgresql_where=filled)


def row_id_type() -> BigInteger:
    """Return the type of a number that the database gives each row."""
    return BigInteger().with_variant(Integer, "sqlite")


def _same(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[bool]:
    nullable = getattr(one, "nullable", True)
    return one.is_not_distinct_from(other) if nullable else one == other
