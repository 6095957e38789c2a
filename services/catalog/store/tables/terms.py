"""What very many rows of a table say alike: kept once, under a number that the rows have."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select


class Terms:
    """The numbers of what is stored in a table of terms, and of what is new."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table
        self._numbers: dict[tuple[Any, ...], int] = {
            tuple(values): number for number, *values in connection.execute(select(table))
        }
        self._new: list[tuple[Any, ...]] = []

    def number(self, values: Sequence[Any]) -> int:
        """Return the number of these values, which are in the order of the table's columns."""
        key = tuple(values)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._new.append((self._numbers[key], *key))
        return self._numbers[key]

    def write(self) -> None:
        """Store what is new."""
        if self._new:
            names = self._table.c.keys()
            rows = [dict(zip(names, row, strict=True)) for row in self._new]
            self._connection.execute(insert(self._table), rows)
            self._new.clear()
