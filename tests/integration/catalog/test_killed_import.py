"""An import that is killed at any moment: the catalog is as before or complete, never half."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, or_, select

from services.catalog.store import TableImporter, migrate, open_engine
from services.catalog.store.tables.kinds import TABLES
from services.runtime.clock import SystemClock
from tests.support import importing_table
from tests.support.codebase import ROOT
from tests.support.postgres import PostgresServer, postgres_programs, postgres_server

__all__ = ["postgres_programs", "postgres_server"]

# By hand more of them.
_KILLS = int(os.environ.get("CODEBOOK_TEST_KILLS", "10"))
_ROWS = 20_000
(_EDITS,) = TABLES[importing_table.KIND]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'catalog.db'}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.create("killed")


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = open_engine(url, 2)
    migrate(opened)
    yield opened
    opened.dispose()


def start(url: str, day: date) -> subprocess.Popen[str]:
    """Return an importing process that is about to begin with its transaction."""
    command = [sys.executable, "-m", "tests.support.importing_table", url, str(day), str(_ROWS)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def finish(url: str, day: date) -> float:
    """Let an import come to its end; return how many seconds it took."""
    with start(url, day) as process:
        begun = time.monotonic()
        assert process.wait() == 0
    return time.monotonic() - begun


def contents(engine: Engine) -> tuple[set[date], set[tuple[Any, ...]]]:
    """Return the first days of the releases that are listed, and every row."""
    releases = TableImporter(engine, SystemClock()).releases()
    with engine.connect() as connection:
        rows = {tuple(row)[1:] for row in connection.execute(select(_EDITS.table))}
    return {release.facts.effective_from for release in releases}, rows


def in_force(engine: Engine, day: date) -> set[tuple[Any, ...]]:
    """Return the edits of a day, as the file had them."""
    table = _EDITS.table
    query = select(*(table.c[name] for name in _EDITS.fields)).where(
        table.c.valid_from <= day, or_(table.c.valid_to.is_(None), table.c.valid_to > day)
    )
    with engine.connect() as connection:
        return {tuple(row) for row in connection.execute(query)}


def test_a_killed_import_leaves_all_or_nothing(url: str, engine: Engine) -> None:
    day = date(2026, 1, 1)
    seconds = finish(url, day)
    day += timedelta(days=1)
    for _ in range(_KILLS):
        before = contents(engine)
        with start(url, day) as process:
            time.sleep(random.uniform(0.0, seconds * 1.2))  # noqa: S311 - any moment
            process.kill()
        if contents(engine) == before:
            continue
        # It was killed too late: it is complete, and the next one is of the next day.
        check_complete(engine, day, before[0])
        day += timedelta(days=1)
    releases = contents(engine)[0]
    finish(url, day)
    check_complete(engine, day, releases)


def check_complete(engine: Engine, day: date, before: set[date]) -> None:
    assert contents(engine)[0] == before | {day}
    expected = {tuple(record.value) for record in importing_table.edits(day, _ROWS)}
    assert in_force(engine, day) == expected
