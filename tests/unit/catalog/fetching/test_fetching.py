from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from services.catalog.fetching.addresses import chosen
from services.catalog.fetching.arguments import FetchRequest
from services.catalog.fetching.download import Progress
from services.catalog.fetching.errors import FetchError
from services.catalog.fetching.fetching import FetchFailedError, fetch
from services.catalog.files.planning import Stated

DAY = date(2026, 5, 1)


class Fake:
    """Downloads, imports and watches: what it is asked for is remembered, what it is told fails."""

    def __init__(self, *missing: str) -> None:
        self.missing = missing
        self.imported: list[tuple[list[str], Stated]] = []
        self.failed: list[str] = []

    def download(self, url: str, page: str, progress: Progress, sha256: str = "") -> Path:  # noqa: ARG002
        progress(1, None)
        if any(word in url for word in self.missing):
            raise FetchError(f"no {url}")
        return Path(url.rpartition("/")[2])

    def import_files(self, paths: Sequence[Path], stated: Stated) -> None:
        self.imported.append(([path.name for path in paths], stated))

    def begins(self, url: str) -> None: ...
    def receives(self, done: int, total: int | None) -> None: ...
    def has(self, url: str, path: Path) -> None: ...

    def fails(self, reason: str) -> None:
        self.failed.append(reason)


def test_one_source_that_fails_stops_no_other() -> None:
    fake = Fake("table-5")
    request = FetchRequest(chosen(["drg", "hcpcs", "mue"]), DAY)
    with pytest.raises(FetchFailedError):
        fetch(request, fake, fake.import_files, fake)
    assert [names for names, _ in fake.imported] == [["april-2026-alpha-numeric-hcpcs-file.zip"]]
    no_licence, no_file = fake.failed
    assert no_licence.startswith("mue: its files have CPT codes in them")
    assert no_file.startswith("no https://www.cms.gov/files/zip/fy2026-ipps-fr-table-5.zip")


def test_an_export_is_of_the_day_it_is_fetched_on() -> None:
    fake = Fake()
    request = FetchRequest(chosen(["lcd", "fees"]), DAY, accepted=True, licence="No. 1")
    fetch(request, fake, fake.import_files, fake)
    assert fake.imported == [
        (["rvu26b.zip"], Stated(licence="No. 1")),
        (["current_lcd.zip"], Stated(edition="2026-05-01", effective_from=DAY, licence="No. 1")),
    ]
