"""Rows on their way in: written as fast as each database takes them, apart from what is served."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table

from services.catalog.store.tables.converting import Row, converter
from services.catalog.store.tables.record_table import RecordTable, row_id_type

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
        self._converter = converter(connection, records)
        self._fixed = {**constants, **({"occurrence": 0} if records.repeats else {})}
        self._driver: Any = connection.connection.driver_connection
        self._copies = connection.dialect.name == "postgresql"
        quote = connection.dialect.identifier_preparer.quote
        names = ", ".join(quote(name) for name in (*records.own, *self._fixed))
        self._into = f"{quote(table.name)} ({names})"
        values = [*["?"] * len(records.own), *map(_literal, self._fixed.values())]
        self._values = f"({', '.join(values)})"

    def write(self, batch: Sequence[Row], *, texts: bool) -> None:
        """Write records, of values or of texts; with the driver itself, which is the fastest."""
        few = (batch[i : i + _TOGETHER] for i in range(0, len(batch), _TOGETHER))
        converted = (self._converter.convert(rows, texts=texts) for rows in few)
        if self._copies:
            self._copy(chain.from_iterable(converted))
        else:
            for rows in converted:
                self._insert(list(rows))
        self._converter.finish()

    def _insert(self, rows: Sequence[Row]) -> None:
        """Write some rows by one statement, in two thirds of the time of one for each."""
        values = ", ".join([self._values] * len(rows))
        given = list(chain.from_iterable(rows))
        self._driver.execute(f"INSERT INTO {self._into} VALUES {values}", given)  # noqa: S608 - names of the schema, and our own numbers and dates

    def _copy(self, rows: Iterable[Row]) -> None:
        constants = tuple(self._fixed.values())
        with (
            self._driver.cursor() as cursor,
            cursor.copy(f"COPY {self._into} FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row((*row, *constants))


def _literal(value: str | int | date | None) -> str:
    if value is None or isinstance(value, int):
        return "NULL" if value is None else str(value)
    escaped = str(value).replace("'", "''")
    return f"'{escaped}'"
