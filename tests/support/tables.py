"""Published tables in memory, for tests of rules that read them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.catalog.domain.facts.kinds import EditSide
from services.catalog.domain.facts.published import EditsAsked, Held, PlacedEdit, Value
from services.catalog.domain.records import Release
from tests.support.releases import release


class MemoryTables:
    """Records by table, all in force on every day; see Published."""

    def __init__(self, **tables: Sequence[Any]) -> None:
        self._tables: Mapping[str, Sequence[Any]] = tables

    def releases(self, kind: str | None = None) -> list[Release]:
        return [release(kind or table) for table in self._tables]

    def release(self, kind: str, day: date, part: str | None = None) -> Release | None:  # noqa: ARG002 - all are in force
        return release(kind) if self._tables else None

    def edition_day(self, kind: str, day: date) -> date:  # noqa: ARG002 - as above
        return day

    def find(self, table: str, day: date, most: int = 0, /, **where: Value) -> list[Held[Any]]:  # noqa: ARG002 - as above
        records = [one for one in self._tables.get(table, ()) if _fits(one, where)]
        return [_held(table, one) for one in records[: most or None]]

    def pick(
        self, table: str, day: date, columns: tuple[str, ...], /, **where: Value
    ) -> list[tuple[Any, ...]]:
        found = self.find(table, day, **where)
        return sorted({tuple(getattr(one.record, name) for name in columns) for one in found})

    def count(self, table: str, day: date, /, **where: Value) -> int:
        return len(self.find(table, day, **where))

    def containing(self, table: str, day: date, column: str, text: str) -> list[Held[Any]]:  # noqa: ARG002 - as above
        records = self._tables.get(table, ())
        return [_held(table, one) for one in records if text in str(getattr(one, column))]

    def edits(
        self, asked: EditsAsked, side: EditSide, after: tuple[str, date, int] | None, limit: int
    ) -> list[PlacedEdit]:
        raise NotImplementedError

    def edit_count(self, asked: EditsAsked, side: EditSide) -> int:
        raise NotImplementedError


def _held(table: str, record: object) -> Held[Any]:
    return Held(record, date(2026, 1, 1), None, release(table))


def _fits(record: object, where: Mapping[str, Value]) -> bool:
    return all(
        getattr(record, name) in (value if not isinstance(value, str | int) else (value,))
        for name, value in where.items()
    )
