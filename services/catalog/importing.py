"""Imports published files one after the other; of each all is in, or nothing."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from services.catalog.domain.difference import ImportCounts
from services.catalog.files.planning import Recognised
from services.catalog.readers.member import Member
from services.catalog.readers.table import Claim
from services.catalog.store.importing import SourceFile
from services.catalog.store.tables.importing import Records, RowProgress

_BLOCK_BYTES = 1 << 20


class Tables(Protocol):
    """Who writes the records of a file; see TableImporter."""

    def import_table(  # noqa: PLR0913 - all that there is to know of one file
        self,
        claim: Claim,
        file: SourceFile,
        records: Records,
        licence: str,
        progress: RowProgress,
        *,
        dry_run: bool = False,
    ) -> ImportCounts | None:
        """Write all records and return what that changed; None when this very file is in."""
        ...


@dataclass(frozen=True)
class Imported:
    """What became of a file; `counts` is None, and nothing was read, if it was in already."""

    item: Recognised
    rows: int
    counts: ImportCounts | None


class Reporter(Protocol):
    """Who is told how the import goes."""

    def reading(self, item: Recognised) -> None:
        """Begin with a file."""
        ...

    def read(self, rows: int) -> None:
        """Go on with it: so many rows have been read, none of them visible yet."""
        ...

    def finished(self, imported: Imported) -> None:
        """End with it."""
        ...


def import_files(
    tables: Tables, items: Iterable[Recognised], reporter: Reporter, *, dry_run: bool
) -> None:
    """Import each file; raises FileFaultError or CatalogUnavailableError.

    The files before the one that raises are in, and nothing of that one and those after it.
    """
    for item in items:
        reporter.reading(item)
        reporter.finished(_import_one(tables, item, reporter, dry_run=dry_run))


def _import_one(tables: Tables, item: Recognised, reporter: Reporter, *, dry_run: bool) -> Imported:
    member, read = item.found.member, item.known.format.batches or item.known.format.read
    file = SourceFile(item.name, _sha256(member))
    progress = _Progress(reporter)
    counts = tables.import_table(
        item.claim, file, read(member), item.licence, progress, dry_run=dry_run
    )
    return Imported(item, progress.rows, counts)


class _Progress:
    """Tells how many rows have been read, and remembers it."""

    def __init__(self, reporter: Reporter) -> None:
        self.rows = 0
        self._reporter = reporter

    def __call__(self, rows: int) -> None:
        self.rows = rows
        self._reporter.read(rows)


def _sha256(member: Member) -> str:
    """Return the digest of the file, unpacked; a damaged archive is found out here."""
    digest = hashlib.sha256()
    with member.open() as stream:
        while block := stream.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()
