"""What a person sees of downloads: from where each comes, how far it is, its checksum."""

from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import DownloadColumn, TransferSpeedColumn

from services.catalog.bar import Bar
from services.catalog.fetching.kept import sha256_of


class FetchTerminal:
    """Tells on a console; to be used as a context. See Watcher."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = Bar(console, DownloadColumn(), TransferSpeedColumn())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.__exit__(kind, error, trace)

    def begins(self, url: str) -> None:
        """Say from where, and show a bar until it is there."""
        self._say(f"From {url}")
        self._bar.__enter__()
        self._bar.begin(url.rpartition("/")[2])

    def receives(self, done: int, total: int | None) -> None:
        """Move the bar."""
        self._bar.move(done, total)

    def has(self, url: str, path: Path) -> None:  # noqa: ARG002 - see Watcher
        """Say what it is."""
        self._stop()
        size = path.stat().st_size
        self._say(f"    {path}, {size:,} bytes, sha256 {sha256_of(path)}")

    def fails(self, reason: str) -> None:
        """Say why."""
        self._stop()
        self._say(f"Not fetched: {reason}")

    def _stop(self) -> None:
        self._bar.end()
        self._bar.__exit__(None, None, None)

    def _say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)
