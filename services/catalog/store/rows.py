"""Rows to domain values."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Row

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Place, Release, ReleaseFacts, Version

_T = TypeVar("_T")


def to_version(row: Sequence[Any]) -> Version:
    """Return the version that a row of the fields of Version holds."""
    (version_id, system, code, compact, title, short, kind, billable, *rest) = row
    parent, position, valid_from, valid_to, release_id = rest[:5]
    return Version(
        version_id,
        system,
        code,
        compact,
        title,
        short,
        NodeKind(kind),
        billable,
        parent,
        position,
        valid_from,
        valid_to,
        release_id,
    )


def to_place(row: Sequence[Any]) -> Place:
    """Return the place that a row of the fields of Version and a count of children holds."""
    return Place(to_version(row), row[-1])


def to_release(row: Row[*tuple[Any, ...]]) -> Release:
    """Return the release of a code system that a row holds."""
    return _release(row, row.system)


def to_table_release(row: Row[*tuple[Any, ...]]) -> Release:
    """Return the release of a table that a row holds; it is of no one code system."""
    return _release(row, "")


def _release(row: Row[*tuple[Any, ...]], system: str) -> Release:
    facts = ReleaseFacts(
        system, row.kind, row.edition, row.effective_from, row.effective_to, row.licence
    )
    # SQLite keeps no zone; what is written is UTC.
    when = row.imported_at
    imported_at = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return Release(row.release_id, facts, row.file_name, row.sha256, row.row_count, imported_at)


def by_version(
    rows: Iterable[Sequence[Any]], make: Callable[[Sequence[Any]], _T]
) -> dict[int, list[_T]]:
    """Return what `make` makes of the rows, given in order of version_id, by version_id."""
    return {key: [make(row) for row in group] for key, group in groupby(rows, itemgetter(0))}
