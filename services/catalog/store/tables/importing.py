"""Imports of tables: all of a file or none of it, as the difference to what is in force."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Engine

from services.catalog.domain.difference import ImportCounts
from services.catalog.domain.records import Release
from services.catalog.readers.table import Claim, Record
from services.catalog.store.importing import SourceFile
from services.runtime.clock import Clock

# Told how many rows have been read; none of them is visible yet.
RowProgress = Callable[[int], None]
# What `Format.read` yields, or what `Format.batches` does, which is faster.
Records = Iterable[Record] | Iterable[list[tuple[Any, ...]]]


class UndatedClaimError(Exception):
    """Neither the file nor the caller says from when the edition is in force."""


class TableImporter:
    """Writes editions of tables, one at a time over all processes."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def is_loaded(self, claim: Claim, file: SourceFile) -> bool:
        """Return whether this very file is in; raises CatalogUnavailableError."""
        raise NotImplementedError

    def import_table(
        self,
        claim: Claim,
        file: SourceFile,
        records: Records,
        licence: str,
        progress: RowProgress,
        *,
        dry_run: bool = False,
    ) -> ImportCounts | None:
        """Write the records and return what that changed; None when this very file is in already.

        All of it is in when this returns and none of it when this raises, whatever happens to the
        process; with `dry_run` none of it in any case. What `records` raises is passed on. Raises
        UnknownKindError, UndatedClaimError or CatalogUnavailableError.
        """
        raise NotImplementedError

    def releases(self) -> list[Release]:
        """Return every imported file, of code systems too, by kind and first day.

        Raises CatalogUnavailableError.
        """
        raise NotImplementedError
