"""The versions of one system's codes as an import reads and writes them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, literal, select, update

from services.catalog.domain.book_order import merge_order
from services.catalog.domain.difference import Difference
from services.catalog.domain.records import Entry
from services.catalog.domain.timeline import Span
from services.catalog.store.schema import code_version, note, seventh_character

_BATCH = 1000
_DETAILS = (note, seventh_character)

# Told how many of how many versions are written.
Progress = Callable[[int, int], None]
_T = TypeVar("_T")


class SystemVersions:
    """The versions of one system inside a write transaction."""

    def __init__(self, connection: Connection, system: str) -> None:
        self._connection = connection
        self._system = system
        newest = connection.execute(select(func.max(code_version.c.version_id))).scalar()
        self._next_id = (newest or 0) + 1

    def history(self) -> dict[str, list[Span]]:
        """Return the spans of every code, by compact form, in order of time."""
        table = code_version.c
        query = (
            select(
                table.compact,
                table.valid_from,
                table.valid_to,
                table.digest,
                table.release_id,
                table.version_id,
            )
            .where(table.system == self._system)
            .order_by(table.compact, table.valid_from)
        )
        rows = self._connection.execute(query)
        return {
            compact: [Span(*row[1:]) for row in group]
            for compact, group in groupby(rows, lambda row: str(row[0]))
        }

    def reorder(self, edition: Sequence[str]) -> dict[str, int]:
        """Return the position of every code once the edition is in; moves those that have one."""
        table = code_version.c
        query = (
            select(table.compact, table.position)
            .where(table.system == self._system)
            .distinct()
            .order_by(table.position)
        )
        known = {row[0]: row[1] for row in self._connection.execute(query)}
        positions = {code: i for i, code in enumerate(merge_order(list(known), edition))}
        self._many(
            update(code_version)
            .where(table.system == self._system, table.compact == bindparam("moved"))
            .values(position=bindparam("to")),
            [{"moved": c, "to": positions[c]} for c, p in known.items() if positions[c] != p],
        )
        return positions

    def apply(self, changes: Difference, positions: Mapping[str, int], progress: Progress) -> None:
        """Write the changes, in the order that keeps a code's versions from meeting."""
        self._remove(changes.remove)
        self._adjust(changes.adjust)
        for span in changes.copy:
            self._copy(span)
        done, total = 0, len(changes.write)
        for batch in _batches(changes.write, _BATCH):
            self._write(batch, positions)
            done += len(batch)
            progress(done, total)

    def _remove(self, ids: Sequence[int]) -> None:
        gone = [{"gone": version_id} for version_id in ids]
        for table in (*_DETAILS, code_version):
            self._many(delete(table).where(table.c.version_id == bindparam("gone")), gone)

    def _adjust(self, spans: Sequence[Span]) -> None:
        self._many(
            update(code_version)
            .where(code_version.c.version_id == bindparam("adjusted"))
            .values(
                valid_from=bindparam("since"),
                valid_to=bindparam("until"),
                release_id=bindparam("by"),
            ),
            [
                {
                    "adjusted": span.version_id,
                    "since": span.valid_from,
                    "until": span.valid_to,
                    "by": span.release_id,
                }
                for span in spans
            ],
        )

    def _copy(self, span: Span) -> None:
        fresh = {
            "version_id": self._new_id(),
            "valid_from": span.valid_from,
            "valid_to": span.valid_to,
        }
        for table in (code_version, *_DETAILS):
            self._copy_rows(table, span.version_id, fresh)

    def _copy_rows(self, table: Table, version_id: int | None, fresh: Mapping[str, Any]) -> None:
        columns = [
            literal(fresh[column.name], column.type) if column.name in fresh else column
            for column in table.columns
        ]
        rows = select(*columns).where(table.c.version_id == version_id)
        self._connection.execute(insert(table).from_select(list(table.columns), rows))

    def _write(self, batch: Sequence[tuple[Span, Entry]], positions: Mapping[str, int]) -> None:
        versions: list[dict[str, Any]] = []
        notes: list[dict[str, Any]] = []
        characters: list[dict[str, Any]] = []
        for span, entry in batch:
            version_id = self._new_id()
            versions.append(self._row(version_id, span, entry, positions[entry.compact]))
            key = {"version_id": version_id}
            for i, (kind, text) in enumerate(entry.notes):
                notes.append({**key, "ordinal": i, "kind": kind, "text": text})
            for i, seventh in enumerate(entry.seventh_characters):
                characters.append({**key, "ordinal": i, **seventh._asdict()})
        self._many(insert(code_version), versions)
        self._many(insert(note), notes)
        self._many(insert(seventh_character), characters)

    def _row(self, version_id: int, span: Span, entry: Entry, position: int) -> dict[str, Any]:
        return {
            "version_id": version_id,
            "system": self._system,
            "compact": entry.compact,
            "valid_from": span.valid_from,
            "valid_to": span.valid_to,
            "code": entry.code,
            "title": entry.title,
            "short_title": entry.short_title,
            "kind": entry.kind,
            "billable": entry.billable,
            "parent": entry.parent,
            "position": position,
            "digest": span.digest,
            "release_id": span.release_id,
        }

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def _many(self, statement: Any, rows: Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401 - any kind of statement
        if rows:
            self._connection.execute(statement, rows)


def _batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
