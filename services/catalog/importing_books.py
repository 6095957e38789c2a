"""Imports of every kind of file: whole code books into their systems, all else into tables."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from services.catalog.domain.difference import ImportCounts
from services.catalog.domain.records import Edition, Entry, ReleaseFacts
from services.catalog.files.books import BOOKS, Book
from services.catalog.importing import Tables
from services.catalog.readers.table import Claim, Record
from services.catalog.store.importing import Importer, MovedOnError, SourceFile
from services.catalog.store.snapshots import SqlSnapshot, SqlSnapshots
from services.catalog.store.tables.importing import Records, RowProgress

_BATCH = 1000


class BooksAndTables:
    """Writes a file where its records belong; see Tables."""

    def __init__(self, books: Importer, tables: Tables, snapshots: SqlSnapshots) -> None:
        self._books = books
        self._tables = tables
        self._snapshots = snapshots

    def import_table(  # noqa: PLR0913 - see Tables
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
        book = BOOKS.get(claim.kind)
        if book is None or claim.effective_from is None:
            return self._tables.import_table(
                claim, file, records, licence, progress, dry_run=dry_run
            )
        first, last = claim.effective_from, claim.effective_to
        facts = ReleaseFacts(book.system, claim.kind, claim.edition, first, last, licence)
        if self._books.is_loaded(facts, file):
            return None
        values = _values(records, progress)
        while True:
            edition, token = self._edition(book, values, first)
            try:
                return self._books.import_edition(
                    facts, file, edition, lambda *_: None, made_on=token, dry_run=dry_run
                )
            except MovedOnError:
                # What is kept of the book may be another now: it is looked up again.
                continue

    def _edition(self, book: Book, values: Sequence[Any], first: date) -> tuple[Edition, str]:
        """Return the edition, and the import token of the state that it was made from."""
        with self._snapshots.snapshot() as snapshot:
            token = snapshot.import_token()
            known = {place.compact: place for place in _known(snapshot, book.system, first)}
        return Edition(book.entries(values, known), len(values)), token


def _values(records: Records, progress: RowProgress) -> Sequence[Any]:
    values: list[Any] = []
    for record in records:
        values.append(record.value if isinstance(record, Record) else record)
        if len(values) % _BATCH == 0:
            progress(len(values))
    progress(len(values))
    return values


def _known(snapshot: SqlSnapshot, system: str, day: date) -> Iterator[Entry]:
    """Yield the book as it is in force on a day; before its first edition, that one's headings.

    What stands in the first edition of all is where the codes before it stood, too; what its notes
    say of them is not known.
    """
    first = min((one.facts.effective_from for one in snapshot.releases(system)), default=day)
    for entry in _in_force(snapshot, system, max(day, first)):
        yield entry if first <= day else replace(entry, notes=(), seventh_characters=())


def _in_force(snapshot: SqlSnapshot, system: str, day: date) -> Iterator[Entry]:
    versions = (place.version for place in list(snapshot.book(system, day)))
    while batch := list(islice(versions, _BATCH)):
        notes, characters = snapshot.notes(batch), snapshot.seventh_characters(batch)
        for version in batch:
            yield Entry(
                version.code,
                version.compact,
                version.title,
                version.kind,
                version.billable,
                version.parent,
                version.short_title,
                tuple(notes.get(version.version_id, ())),
                tuple(characters.get(version.version_id, ())),
            )
