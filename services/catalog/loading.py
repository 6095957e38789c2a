"""Loads official files into the catalog; safe to stop and to run again at any moment."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from services.catalog.domain.difference import ImportCounts
from services.catalog.domain.records import ReleaseFacts
from services.catalog.files.archives import Archives
from services.catalog.files.planning import Stated, plan
from services.catalog.importing import Imported, Tables, import_files
from services.catalog.sources import Source
from services.catalog.store.importing import Importer, SourceFile


class Reporter(Protocol):
    """Who is told how the load goes."""

    def reading(self, facts: ReleaseFacts) -> None:
        """Begin with a file."""
        ...

    def writing(self, done: int, total: int) -> None:
        """Go on with it: so many of so many records are written, none of them visible yet."""
        ...

    def finished(self, facts: ReleaseFacts, counts: ImportCounts | None) -> None:
        """End with it; None: it was in already."""
        ...


def load(importer: Importer, sources: Iterable[Source], reporter: Reporter) -> None:
    """Import each file that is not in yet.

    Raises SourceMissingError, FileFaultError or CatalogUnavailableError; the files before are in.
    """
    for source in sources:
        reporter.finished(source.facts, _load_one(importer, source, reporter))


def _load_one(importer: Importer, source: Source, reporter: Reporter) -> ImportCounts | None:
    path = source.path()
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        file = SourceFile(path.name, digest)
        if importer.is_loaded(source.facts, file):
            return None
        reporter.reading(source.facts)
        opened.seek(0)
        edition = source.read(opened, path.name)
    return importer.import_edition(source.facts, file, edition, reporter.writing)


class _Counting:
    """Counts the articles that were not in yet; see importing.Reporter."""

    def __init__(self) -> None:
        self.new = 0

    def reading(self, item: object) -> None:
        """Begin with an article."""

    def read(self, rows: int) -> None:
        """Go on with it."""

    def finished(self, imported: Imported) -> None:
        """End with it."""
        self.new += imported.counts is not None


def load_articles(tables: Tables, folder: Path) -> tuple[int, int]:
    """Import the articles of a folder; return how many there are, and how many are new.

    Raises FileFaultError for the first that is not as articles are, CatalogUnavailableError; the
    articles before are in. Without the folder there are none.
    """
    if not folder.is_dir():
        return 0, 0
    counting = _Counting()
    with Archives() as archives:
        planned = plan(archives, [folder], Stated(kind="article"))
        import_files(tables, planned.items, counting, dry_run=False)
    return len(planned.items), counting.new
