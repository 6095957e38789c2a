"""Downloads what is asked for and imports it, source by source; one that fails stops no other."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from services.catalog.domain.calendar import Calendar
from services.catalog.fetching.addresses import Source
from services.catalog.fetching.arguments import FetchRequest
from services.catalog.fetching.download import Progress
from services.catalog.fetching.errors import FetchError
from services.catalog.files.planning import Stated, StatedInVainError
from services.catalog.readers.fault import FileFaultError

# Imports files of which so much is stated; raises FileFaultError.
ImportFiles = Callable[[Sequence[Path], Stated], None]


class Downloads(Protocol):
    """Who downloads; see Downloader."""

    def download(self, url: str, page: str, progress: Progress, sha256: str = "") -> Path:
        """Return where the file is; raises FetchError."""
        ...


class Watcher(Protocol):
    """Who is told how it goes."""

    def begins(self, url: str) -> None:
        """Begin with a download."""
        ...

    def receives(self, done: int, total: int | None) -> None:
        """Go on with it: so many bytes of so many."""
        ...

    def has(self, url: str, path: Path) -> None:
        """End with it."""
        ...

    def fails(self, reason: str) -> None:
        """Go on without it."""
        ...


class FetchFailedError(Exception):
    """Something that was asked for could not be had; each has been said already."""


def fetch(
    request: FetchRequest, downloads: Downloads, import_files: ImportFiles, watcher: Watcher
) -> None:
    """Download and import; raises FetchFailedError at the end if not all of it could be."""
    failed = False
    for source in request.sources:
        try:
            _check_licence(source, request)
            paths = list(_download(source, request, downloads, watcher))
            if not request.only_download:
                import_files(paths, _stated(source, request))
        except (FetchError, FileFaultError, StatedInVainError) as error:
            failed = True
            watcher.fails(str(error))
    if failed:
        message = "Not everything could be fetched; what was is in. The same command goes on."
        raise FetchFailedError(message)


def _check_licence(source: Source, request: FetchRequest) -> None:
    """Nobody but the operator can accept what the publisher asks to be accepted."""
    if source.licensed and not request.accepted:
        message = (
            f"{source.name}: its files have CPT codes in them, and the publisher shows the AMA's "
            f"licence before they are downloaded ({source.page}). Read it; --accept-licences says "
            "that you have, and accept it."
        )
        raise FetchError(message)


def _download(
    source: Source, request: FetchRequest, downloads: Downloads, watcher: Watcher
) -> Iterator[Path]:
    for url in [request.url] if request.url else source.current(request.day):
        watcher.begins(url)
        path = downloads.download(url, source.page, watcher.receives, request.sha256)
        watcher.has(url, path)
        yield path


def _stated(source: Source, request: FetchRequest) -> Stated:
    """Return what the files do not say of themselves: an export is of the day it is fetched on."""
    licence = request.licence if source.licensed else ""
    if source.calendar is Calendar.WEEKS:
        return Stated(edition=str(request.day), effective_from=request.day, licence=licence)
    return Stated(licence=licence)
