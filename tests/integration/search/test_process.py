"""`python -m services.search`, as an operator runs it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.search.domain.finding import Finder
from services.search.domain.index import Filters, Window
from services.search.store.queries import CodeIndex
from tests.support.meilisearch import KEY, MeilisearchServer
from tests.support.search import BOOK, BookCatalog

pytestmark = pytest.mark.meilisearch

_SECONDS = 30


@contextmanager
def started(
    log: Path, *arguments: str, meili_url: str, catalog: str = "127.0.0.1:1"
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the module with its messages in `log`; it is gone at the end."""
    environment = {
        **os.environ,
        "MEILI_URL": meili_url,
        "MEILI_MASTER_KEY": KEY,
        "SEARCH_CATALOG_TARGET": catalog,
        "SEARCH_PORT": "0",
        "SEARCH_METRICS_PORT": "0",
    }
    command = [sys.executable, "-m", "services.search", *arguments]
    with log.open("wb") as stderr:
        process = subprocess.Popen(command, env=environment, stderr=stderr)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def run(log: Path, *arguments: str, meili_url: str, catalog: str = "127.0.0.1:1") -> int:
    with started(log, *arguments, meili_url=meili_url, catalog=catalog) as process:
        return process.wait(_SECONDS)


def test_reindex_builds_once(
    meilisearch_server: MeilisearchServer, catalog_target: str, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    for arguments, message in (
        (["reindex"], f"{len(BOOK)} codes indexed"),
        (["reindex"], "up to date"),
        (["reindex", "--force"], f"{len(BOOK)} codes indexed"),
    ):
        code = run(log, *arguments, meili_url=meilisearch_server.url, catalog=catalog_target)
        assert code == 0
        assert message in log.read_text()


def test_a_failure_is_one_sentence_and_exit_code_1(
    meilisearch_server: MeilisearchServer, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    assert run(log, "reindex", meili_url=meilisearch_server.url) == 1
    assert "The catalog cannot be read" in log.read_text()
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_building_leaves_the_old_index(
    number: signal.Signals,
    meilisearch_server: MeilisearchServer,
    catalog: BookCatalog,
    catalog_target: str,
    tmp_path: Path,
) -> None:
    log, url = tmp_path / "log", meilisearch_server.url
    assert run(log, "reindex", meili_url=url, catalog=catalog_target) == 0
    catalog.revision, catalog.holds_at = "second", 2
    with started(log, "reindex", meili_url=url, catalog=catalog_target) as process:
        assert catalog.holding.wait(_SECONDS)
        process.send_signal(number)
        assert process.wait(_SECONDS) == 130
    catalog.go_on.set()
    assert "Stopped" in log.read_text()
    assert "Traceback" not in log.read_text()
    assert meilisearch_server.names() == {"codes", "codes_meta"}
    index = CodeIndex(meilisearch_server.client)
    assert Finder(index).search("E11", Filters(), Window(0, 1)).interpretation == "code"
    status = index.status()
    assert status is not None
    assert status.catalog_revision == "first"


def _is_building(server: MeilisearchServer) -> bool:
    return any(name.startswith("codes_build_") for name in server.names())


def test_a_killed_build_is_cleaned_up_by_the_next(
    meilisearch_server: MeilisearchServer,
    catalog: BookCatalog,
    catalog_target: str,
    tmp_path: Path,
) -> None:
    log, url = tmp_path / "log", meilisearch_server.url
    catalog.holds_at = 2
    with started(log, "reindex", meili_url=url, catalog=catalog_target) as process:
        assert catalog.holding.wait(_SECONDS)
        until = time.monotonic() + _SECONDS
        while not _is_building(meilisearch_server) and time.monotonic() < until:
            time.sleep(0.02)
        process.kill()
        process.wait(_SECONDS)
    catalog.go_on.set()
    assert _is_building(meilisearch_server)
    assert run(log, "reindex", meili_url=url, catalog=catalog_target) == 0
    assert meilisearch_server.names() == {"codes", "codes_meta"}


def test_it_serves_until_sigterm(meilisearch_server: MeilisearchServer, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started(log, meili_url=meilisearch_server.url) as process:
        until = time.monotonic() + _SECONDS
        while '"started"' not in log.read_text() and time.monotonic() < until:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert process.wait(_SECONDS) == 0
    events = [json.loads(line)["event"] for line in log.read_text().splitlines()]
    assert events[-1] == "stopped"
