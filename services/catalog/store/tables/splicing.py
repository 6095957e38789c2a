"""What a file says of its window of time, put in the place of what was known of it.

The set-based twin of `domain.timeline`: rows that say the same all through the window are not
touched, others are cut at its ends, and rows that meet and say the same become one.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    update,
)

from services.catalog.domain.difference import ImportCounts
from services.catalog.domain.timeline import Window
from services.catalog.store.tables.record_table import RecordTable, table_release
from services.catalog.store.tables.staging import numbers


def number_repeats(connection: Connection, table: Table, records: RecordTable) -> None:
    """Give the rows of one key the numbers from 0, in the order in which they were written."""
    key = [table.c[name] for name in records.key]
    if not records.repeats or not connection.scalar(
        select(exists(select(key[0]).group_by(*key).having(func.count() > 1)))
    ):
        return
    order = func.row_number().over(partition_by=key, order_by=table.c.row_id) - 1
    numbered = select(table.c.row_id, order.label("number")).subquery()
    later = and_(table.c.row_id == numbered.c.row_id, numbered.c.number > 0)
    connection.execute(update(table).where(later).values(occurrence=numbered.c.number))


class Splice:
    """One table, and the staged table of what a release says of its window."""

    def __init__(
        self,
        connection: Connection,
        records: RecordTable,
        staged: Table,
        release: Mapping[str, Any],
        window: Window,
    ) -> None:
        self._connection = connection
        self._records = records
        self._table = records.stored
        self._staged = staged
        self._release = release
        self._window = window
        self._scope = self._spoken_of()

    def apply(self) -> ImportCounts:
        """Change the table; return the difference to what held on the first day of the window."""
        counts = self._counts()
        kept, touched = self._sort()
        self._cut(touched)
        self._write(kept)
        for day in (self._window.start, self._window.end):
            if day is not None:
                self._join(day)
        for table in (kept, touched, self._staged):
            table.drop(self._connection)
        return counts

    def _counts(self) -> ImportCounts:
        stored, staged = self._table, self._staged
        held = and_(
            stored.c.valid_from <= self._window.start,
            or_(stored.c.valid_to.is_(None), stored.c.valid_to > self._window.start),
        )
        total = self._scalar(select(func.count()).select_from(staged))
        before = self._scalar(select(func.count()).select_from(stored).where(held, self._scope))
        same = self._records.same_values(stored, staged)
        both = (
            select(func.count(), func.count().filter(same))
            .select_from(staged)
            .join(stored, and_(self._records.same_key(stored, staged), held))
        )
        matched, unchanged = self._connection.execute(both).one()
        return ImportCounts(
            added=total - matched,
            changed=matched - unchanged,
            unchanged=unchanged,
            ended=before - matched,
        )

    def _sort(self) -> tuple[Table, Table]:
        """Return the staged rows that are there already, and the stored rows that must change."""
        stored, staged, window = self._table, self._staged, self._window
        whole: ColumnElement[bool] = stored.c.valid_to.is_(None)
        if window.end is not None:
            whole = or_(whole, stored.c.valid_to >= window.end)
        same = and_(
            self._records.same_key(stored, staged), self._records.same_values(stored, staged)
        )
        pairs = numbers(self._connection, "kept", "row_id", "staged_id")
        found = (
            select(stored.c.row_id, staged.c.row_id)
            .select_from(staged)
            .join(stored, and_(same, stored.c.valid_from <= window.start, whole))
        )
        self._connection.execute(insert(pairs).from_select(list(pairs.columns), found))
        touched = numbers(self._connection, "touched", "row_id")
        others = select(stored.c.row_id).where(
            self._in_window(), self._scope, stored.c.row_id.not_in(select(pairs.c.row_id))
        )
        self._connection.execute(insert(touched).from_select([touched.c.row_id], others))
        return pairs, touched

    def _cut(self, touched: Table) -> None:
        """Take the window out of the rows; what reaches beyond its end becomes a row of its own."""
        stored, window = self._table, self._window
        mine = stored.c.row_id.in_(select(touched.c.row_id))
        if window.end is not None:
            beyond = or_(stored.c.valid_to.is_(None), stored.c.valid_to > window.end)
            said = [stored.c[name] for name in (*self._records.said, "valid_to", "release_id")]
            later = select(*said, literal(window.end, stored.c.valid_from.type))
            self._connection.execute(
                insert(stored).from_select([*said, stored.c.valid_from], later.where(mine, beyond))
            )
        inside = stored.c.valid_from >= window.start
        self._connection.execute(delete(stored).where(mine, inside))
        self._connection.execute(update(stored).where(mine).values(valid_to=window.start))

    def _write(self, kept: Table) -> None:
        stored, staged, window = self._table, self._staged, self._window
        said = [staged.c[name] for name in self._records.said]
        rows = select(
            *said,
            literal(window.start, stored.c.valid_from.type),
            literal(window.end, stored.c.valid_to.type),
            literal(self._release["release_id"], stored.c.release_id.type),
        ).where(staged.c.row_id.not_in(select(kept.c.staged_id)))
        names = [*self._records.said, "valid_from", "valid_to", "release_id"]
        self._connection.execute(insert(stored).from_select(names, rows))

    def _join(self, day: date) -> None:
        """Make one row of any two that meet on a day and say the same."""
        stored, following = self._table, self._table.alias("following")
        same = and_(
            self._records.same_key(stored, following), self._records.same_values(stored, following)
        )
        pairs = numbers(self._connection, "meeting", "row_id", "following_id")
        found = (
            select(stored.c.row_id, following.c.row_id)
            .join(following, and_(same, following.c.valid_from == day))
            .where(stored.c.valid_to == day)
        )
        self._connection.execute(insert(pairs).from_select(list(pairs.columns), found))
        end = (
            select(following.c.valid_to)
            .join(pairs, pairs.c.following_id == following.c.row_id)
            .where(pairs.c.row_id == stored.c.row_id)
        )
        first = stored.c.row_id.in_(select(pairs.c.row_id))
        second = stored.c.row_id.in_(select(pairs.c.following_id))
        self._connection.execute(update(stored).where(first).values(valid_to=end.scalar_subquery()))
        self._connection.execute(delete(stored).where(second))
        pairs.drop(self._connection)

    def _in_window(self) -> ColumnElement[bool]:
        stored, window = self._table, self._window
        reaches = or_(stored.c.valid_to.is_(None), stored.c.valid_to > window.start)
        return reaches if window.end is None else and_(reaches, stored.c.valid_from < window.end)

    def _spoken_of(self) -> ColumnElement[bool]:
        """Return which stored rows the file speaks of, be it by not having them."""
        if self._records.range_of:
            column = self._staged.c[self._records.range_of]
            ends = select(func.min(column), func.max(column))
            first, last = self._connection.execute(ends).one()
            return self._table.c[self._records.range_of].between(first, last)
        if self._records.parts:
            part, release = self._table.c.part, self._release
            others = select(table_release.c.part).where(
                table_release.c.kind == release["kind"],
                table_release.c.effective_from == release["effective_from"],
                table_release.c.part != release["part"],
            )
            return part.not_in(others)
        return true()

    def _scalar(self, query: Any) -> int:  # noqa: ANN401 - any select
        return int(self._connection.execute(query).scalar_one())
