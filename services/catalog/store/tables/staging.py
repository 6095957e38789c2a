"""Rows on their way in: written as fast as each database takes them, apart from what is served."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Date, MetaData, Table
from sqlalchemy.types import TypeEngine

from services.catalog.store.tables.record_table import RecordTable, row_id_type

Row = Sequence[Any]
# Few different values in many rows: each is converted once.
_FEW = (Date, Boolean)


def staged(connection: Connection, records: RecordTable) -> Table:
    """Return a new temporary table for what a file says."""
    table = Table(
        f"staged_{records.name}",
        MetaData(),
        Column("row_id", row_id_type(), primary_key=True),
        *records.columns(),
        prefixes=["TEMPORARY"],
    )
    table.create(connection)
    return table


def numbers(connection: Connection, name: str, *columns: str) -> Table:
    """Return a new temporary table of numbers of rows; the first is unique."""
    first, *others = columns
    table = Table(
        name,
        MetaData(),
        Column(first, BigInteger, primary_key=True, autoincrement=False),
        *(Column(other, BigInteger, nullable=False) for other in others),
        prefixes=["TEMPORARY"],
    )
    table.create(connection)
    return table


class Writer:
    """Writes records to a table, the same constants with each of them.

    An occurrence is written as 0; see `number_repeats`.
    """

    def __init__(
        self,
        connection: Connection,
        table: Table,
        records: RecordTable,
        constants: Mapping[str, date | int | str | None],
    ) -> None:
        kept = [(i, name) for i, name in enumerate(records.record._fields) if name in table.c]
        self._columns = [(i, _converter(connection, table.c[name].type)) for i, name in kept]
        self._fixed = {**constants, **({"occurrence": 0} if records.repeats else {})}
        self._driver: Any = connection.connection.driver_connection
        self._copies = connection.dialect.name == "postgresql"
        quote = connection.dialect.identifier_preparer.quote
        names = ", ".join(quote(name) for name in [*(name for _, name in kept), *self._fixed])
        self._into = f"{quote(table.name)} ({names})"

    def write(self, batch: Sequence[Row]) -> None:
        """Write the values of records; with the driver itself, which is much the fastest."""
        # A column at a time.
        columns = list(zip(*batch, strict=True))
        rows = zip(
            *(map(convert, columns[i]) if convert else columns[i] for i, convert in self._columns),
            strict=True,
        )
        if self._copies:
            self._copy(rows)
        else:
            self._insert(rows)

    def _insert(self, rows: Iterable[Row]) -> None:
        values = ", ".join(["?"] * len(self._columns) + [*map(_literal, self._fixed.values())])
        self._driver.executemany(f"INSERT INTO {self._into} VALUES ({values})", rows)  # noqa: S608 - names of the schema, and our own numbers and dates

    def _copy(self, rows: Iterable[Row]) -> None:
        constants = tuple(self._fixed.values())
        with (
            self._driver.cursor() as cursor,
            cursor.copy(f"COPY {self._into} FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row((*row, *constants))


def _converter(connection: Connection, type_: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    implementation = type_.dialect_impl(connection.dialect)
    convert = implementation.bind_processor(connection.dialect)
    return cache(convert) if convert and isinstance(type_, _FEW) else convert


def _literal(value: str | int | date | None) -> str:
    if value is None or isinstance(value, int):
        return "NULL" if value is None else str(value)
    escaped = str(value).replace("'", "''")
    return f"'{escaped}'"
