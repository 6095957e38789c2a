"""Constructs what fills and lists the database: apart from `app`, so that a server loads none."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console

from services.catalog import loading, sources
from services.catalog.checkup_output import Checkup
from services.catalog.domain.checkup import check_up
from services.catalog.domain.records import Release
from services.catalog.domain.revision import revision_of
from services.catalog.fetching.arguments import FetchRequest
from services.catalog.fetching.download import Downloader
from services.catalog.fetching.fetching import fetch
from services.catalog.fetching.terminal import FetchTerminal
from services.catalog.files.archives import Archives
from services.catalog.files.planning import Stated, plan
from services.catalog.importing import import_files
from services.catalog.importing_arguments import ImportRequest
from services.catalog.importing_books import BooksAndTables
from services.catalog.importing_terminal import ImportTerminal
from services.catalog.settings import CatalogSettings
from services.catalog.store import Importer, SqlSnapshots, TableImporter, migrate, open_engine
from services.catalog.terminal import TerminalReporter
from services.runtime.clock import Clock, today


def migrate_database(settings: CatalogSettings) -> None:
    """Bring the tables up to date; raises CatalogUnavailableError."""
    engine = open_engine(settings.database_url, 1)
    try:
        migrate(engine)
    finally:
        engine.dispose()


def load_packaged(settings: CatalogSettings, clock: Clock, console: Console) -> None:
    """Load the files that come with the installation, telling on the console; see loading.load."""
    engine = open_engine(settings.database_url, 1)
    try:
        with TerminalReporter(console) as reporter:
            loading.load(Importer(engine, clock), sources.PACKAGED, reporter)
        found, new = loading.load_articles(TableImporter(engine, clock), sources.ARTICLES)
        console.print(f"Articles: {found:,}, {new:,} of them new.", highlight=False)
    finally:
        engine.dispose()


def import_published(
    settings: CatalogSettings, clock: Clock, console: Console, request: ImportRequest
) -> None:
    """Import files, telling on the console.

    Raises FileFaultError for the first that cannot be, StatedInVainError, CatalogUnavailableError.
    """
    engine = open_engine(settings.database_url, 1)
    try:
        with Archives() as archives, ImportTerminal(console, dry_run=request.dry_run) as terminal:
            planned = plan(archives, request.paths, request.stated)
            terminal.planned(planned)
            everything = BooksAndTables(
                Importer(engine, clock), TableImporter(engine, clock), SqlSnapshots(engine)
            )
            import_files(everything, planned.items, terminal, dry_run=request.dry_run)
    finally:
        engine.dispose()


def fetch_published(
    settings: CatalogSettings, clock: Clock, console: Console, request: FetchRequest
) -> None:
    """Download files and import them, telling on the console.

    Raises FetchFailedError if not all of it could be done, CatalogUnavailableError.
    """

    def import_them(paths: Sequence[Path], stated: Stated) -> None:
        asked = ImportRequest(paths, stated, dry_run=False)
        import_published(settings, clock, console, asked)

    with FetchTerminal(console) as terminal, closing(Downloader(settings.fetch_dir)) as downloads:
        fetch(request, downloads, import_them, terminal)


def list_releases(settings: CatalogSettings, clock: Clock) -> Sequence[Release]:
    """Return every imported file; raises CatalogUnavailableError."""
    engine = open_engine(settings.database_url, 1)
    try:
        return TableImporter(engine, clock).releases()
    finally:
        engine.dispose()


def look_over(settings: CatalogSettings, clock: Clock) -> Checkup:
    """Return what there is to say of what is loaded; raises CatalogUnavailableError."""
    engine = open_engine(settings.database_url, 2)
    day = today(clock)
    try:
        releases = TableImporter(engine, clock).releases()
        with SqlSnapshots(engine).snapshot() as snapshot:
            revision = revision_of(snapshot, day)
            codes = sum(snapshot.counts(one.system, day)[0] for one in snapshot.systems())
        return Checkup(list(check_up(releases, day)), revision, codes)
    finally:
        engine.dispose()
