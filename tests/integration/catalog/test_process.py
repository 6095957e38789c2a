"""`python -m services.catalog` as people and machines run it: its verbs, its signals, its words."""

import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from services.catalog.sources import ARTICLES
from services.catalog.store import open_engine
from tests.support.codebase import ROOT
from tests.support.ports import free_port
from tests.support.postgres import PostgresServer

WHOLE = {"icd-10-cm": 98_505, "icd-10-pcs": 79_639, "cpt": 72}
KILLS = {"sqlite": 5, "postgres": 2}
_SECONDS = 120


def environment(url: str, **more: str) -> dict[str, str]:
    return {**os.environ, "CATALOG_DATABASE_URL": url, **more}


def run(url: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "services.catalog", *arguments],
        cwd=ROOT,
        env=environment(url, **more),
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )


@contextmanager
def started(url: str, *arguments: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """Start it; kill it at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "services.catalog", *arguments],
        cwd=ROOT,
        env=environment(url, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def loaded(url: str) -> dict[str, int]:
    """Return how much there is of each system, counted three ways that must agree."""
    engine = open_engine(url, 1)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT system, count(*) FROM code_version GROUP BY system"))
        counted = {row[0]: row[1] for row in rows}
        releases = connection.execute(text("SELECT system FROM release")).scalars().all()
        tallies = connection.execute(text("SELECT system, codes FROM tally"))
        assert sorted(releases) == sorted(counted)
        assert {row[0]: row[1] for row in tallies} == counted
    engine.dispose()
    return counted


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'var' / 'catalog.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def any_url(request: pytest.FixtureRequest, url: str) -> tuple[str, str]:
    """Return the kind and the address of an empty database."""
    if request.param == "sqlite":
        return "sqlite", url
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return "postgres", server.create("process")


def test_a_load_killed_at_any_moment_leaves_the_state_before_or_all_of_a_file(
    any_url: tuple[str, str],
) -> None:
    kind, url = any_url
    assert run(url, "migrate").returncode == 0
    for _ in range(KILLS[kind]):
        with started(url, "load") as process:
            time.sleep(random.uniform(0.3, 6))  # noqa: S311 - any moment
            process.send_signal(signal.SIGKILL)
        assert loaded(url).items() <= WHOLE.items()
    assert run(url, "load").returncode == 0
    assert loaded(url) == WHOLE
    again = run(url, "load")
    assert again.stdout.splitlines() == [
        "ICD-10-CM, April 2026: loaded before.",
        "ICD-10-PCS, FY 2024: loaded before.",
        "CPT, Codebook: loaded before.",
        f"Articles: {len(list(ARTICLES.glob('*.md')))}, 0 of them new.",
    ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_load_that_is_stopped_says_so(url: str, number: signal.Signals) -> None:
    run(url, "migrate")
    with started(url, "load") as process:
        # Pages of the unfinished transaction: it has begun to write.
        wait_until(Path(f"{url.removeprefix('sqlite:///')}-wal").exists)
        process.send_signal(number)
        _, said = process.communicate(timeout=_SECONDS)
    assert (process.returncode, said) == (
        130,
        "Stopped; nothing of the unfinished file was loaded.\n",
    )
    assert loaded(url).items() <= WHOLE.items()


def test_a_load_before_the_migration_says_what_to_do(url: str) -> None:
    Path(url.removeprefix("sqlite:///")).parent.mkdir()
    done = run(url, "load")
    assert done.returncode == 1
    assert done.stderr == (
        "The catalog's database cannot be reached, or it has no tables: "
        "`python -m services.catalog migrate` makes them.\n"
    )


@pytest.mark.parametrize(
    ("url", "arguments", "said"),
    [
        ("mysql://localhost/x", ["migrate"], "SQLite file or PostgreSQL"),
        ("nonsense", ["migrate"], "address of the database"),
        ("postgresql://nobody@127.0.0.1:9/none", ["migrate"], "cannot be reached"),
        ("sqlite:////dev/null/catalog.db", ["migrate"], "/dev/null cannot be made"),
        ("sqlite:///x.db", ["lode"], "usage: "),
        ("sqlite:///x.db", ["load", "all"], "usage: "),
    ],
)
def test_what_cannot_be_done_is_one_sentence(url: str, arguments: list[str], said: str) -> None:
    done = run(url, *arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + _SECONDS
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


def test_it_is_ready_once_its_tables_are_there_and_stops_when_told(url: str) -> None:
    Path(url.removeprefix("sqlite:///")).parent.mkdir()
    port = free_port()
    ports = {"CATALOG_PORT": "0", "CATALOG_METRICS_PORT": str(port)}
    with started(url, **ports) as process:
        wait_until(partial(answers, port))
        assert not ready(port)
        assert run(url, "migrate").returncode == 0
        wait_until(partial(ready, port))
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=_SECONDS)
    assert process.returncode == 0


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz"):
            return True
    except OSError:
        return False
