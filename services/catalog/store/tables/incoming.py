"""One table during an import: an empty one is filled as it is, others by way of a staged table."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Index, exists, func, select, text

from services.catalog.domain.difference import ImportCounts
from services.catalog.domain.timeline import Window
from services.catalog.store.tables.converting import Row
from services.catalog.store.tables.record_table import RecordTable
from services.catalog.store.tables.splicing import Splice, number_repeats
from services.catalog.store.tables.staging import Writer, staged

# The largest tables have two million rows; a reader's connection does with less.
_CACHE_KILOBYTES = 65_536


class Incoming:
    """Takes what a release says of its window, batch after batch."""

    def __init__(
        self,
        connection: Connection,
        records: RecordTable,
        release: Mapping[str, Any],
        window: Window,
    ) -> None:
        self._connection = connection
        self._records = records
        self._release = release
        self._window = window
        stored = records.stored
        self._is_first = not connection.scalar(select(exists(select(stored.c.row_id))))
        self._indexes = self._without_indexes() if self._is_first else []
        self._target = stored if self._is_first else staged(connection, records)
        self._writer = Writer(connection, self._target, records, self._constants())

    def holds(self, row: Row) -> bool:
        """Return whether this is the table of the record."""
        return isinstance(row, self._records.record)

    def write(self, batch: Sequence[Row], *, texts: bool) -> None:
        """Take some records, of values or of texts."""
        if batch:
            self._writer.write(batch, texts=texts)

    def finish(self) -> ImportCounts:
        """Put them in force; return the difference to what held before."""
        for index in self._indexes:
            index.create(self._connection)
        number_repeats(self._connection, self._target, self._records)
        if self._is_first:
            count = select(func.count()).select_from(self._target)
            return ImportCounts(self._connection.execute(count).scalar_one(), 0, 0, 0)
        if self._connection.dialect.name == "postgresql":
            # It knows nothing yet of how many rows there are.
            self._connection.execute(text(f"ANALYZE {self._target.name}"))
        splice = Splice(self._connection, self._records, self._target, self._release, self._window)
        return splice.apply()

    def _constants(self) -> dict[str, Any]:
        part = {"part": self._release["part"]} if self._records.parts else {}
        if not self._is_first:
            return part
        return {
            **part,
            "valid_from": self._window.start,
            "valid_to": self._window.end,
            "release_id": self._release["release_id"],
        }

    def _without_indexes(self) -> list[Index]:
        """Drop the indexes, to be built at once from all rows, which takes a third of the time.

        Not on PostgreSQL, where readers of the table would wait for that until the import ends.
        """
        if self._connection.dialect.name == "postgresql":
            return []
        self._connection.execute(text(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}"))
        indexes = sorted(self._records.stored.indexes, key=lambda index: str(index.name))
        for index in indexes:
            index.drop(self._connection)
        return indexes
