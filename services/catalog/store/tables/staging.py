"""Rows on their way in: written as fast as each database takes them, apart from what is served."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, Date, MetaData, Table
from sqlalchemy.types import TypeEngine

from services.catalog.store.tables.record_table import RecordTable, row_id_type

Row = Sequence[Any]
Convert = Callable[[Any], Any]
# Few different values in many rows: each is converted once.
_FEW = (Date, Boolean)
# As many rows as a processor's cache holds.
_TOGETHER = 200


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
        self._values = [(i, _converter(connection, table.c[name].type)) for i, name in kept]
        self._texts = [
            (i, _of_text(records.texts[name], convert) if name in records.texts else convert)
            for (i, name), (_, convert) in zip(kept, self._values, strict=True)
        ]
        self._fixed = {**constants, **({"occurrence": 0} if records.repeats else {})}
        self._driver: Any = connection.connection.driver_connection
        self._copies = connection.dialect.name == "postgresql"
        quote = connection.dialect.identifier_preparer.quote
        names = ", ".join(quote(name) for name in [*(name for _, name in kept), *self._fixed])
        self._into = f"{quote(table.name)} ({names})"

    def write(self, batch: Sequence[Row], *, texts: bool) -> None:
        """Write records, of values or of texts; with the driver itself, which is the fastest."""
        converters = self._texts if texts else self._values
        few = (batch[i : i + _TOGETHER] for i in range(0, len(batch), _TOGETHER))
        rows = chain.from_iterable(_converted(rows, converters) for rows in few)
        if self._copies:
            self._copy(rows)
        else:
            self._insert(rows)

    def _insert(self, rows: Iterable[Row]) -> None:
        values = ", ".join(["?"] * len(self._values) + [*map(_literal, self._fixed.values())])
        self._driver.executemany(f"INSERT INTO {self._into} VALUES ({values})", rows)  # noqa: S608 - names of the schema, and our own numbers and dates

    def _copy(self, rows: Iterable[Row]) -> None:
        constants = tuple(self._fixed.values())
        with (
            self._driver.cursor() as cursor,
            cursor.copy(f"COPY {self._into} FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row((*row, *constants))


def _converter(connection: Connection, type_: TypeEngine[Any]) -> Convert | None:
    implementation = type_.dialect_impl(connection.dialect)
    convert = implementation.bind_processor(connection.dialect)
    return cache(convert) if convert and isinstance(type_, _FEW) else convert


def _converted(
    rows: Sequence[Row], converters: Sequence[tuple[int, Convert | None]]
) -> Iterable[Row]:
    """Yield the rows with the values that the driver takes, made a column at a time."""
    columns = list(zip(*rows, strict=True))
    return zip(
        *(map(convert, columns[i]) if convert else columns[i] for i, convert in converters),
        strict=True,
    )


def _of_text(read: Callable[[str], Any], convert: Convert | None) -> Convert:
    return cache(lambda text: convert(read(text)) if convert else read(text))


def _literal(value: str | int | date | None) -> str:
    if value is None or isinstance(value, int):
        return "NULL" if value is None else str(value)
    escaped = str(value).replace("'", "''")
    return f"'{escaped}'"
