"""What importing costs: the PTP edits against csv and sqlite3 alone, and all files that are there.

`python -m tests.load.imports bare FILE DATABASE` is the floor: it reads the file with csv and
inserts its rows with executemany, into a table without an index.
"""

import csv
import gzip
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, or_, select

from services.catalog.store import open_engine
from services.catalog.store.tables.kinds import TABLES
from tests.load.measures import Measure, figure, ratio
from tests.support.members import BESIDE

EDITS = "ncci/ccipra-2026q2-derived.txt.gz"
ROUNDS = 3
LOOKUPS = 5_000
_PREAMBLE_LINES = 6
# Files of the folder that no publisher has: lists for measuring search, and notes on the files.
_NO_FILES = {"gold"}
# Folders with files that tell neither edition nor day.
_SILENT = {"coverage", "rvu"}


@dataclass(frozen=True)
class Run:
    """A process that has ended: how long it and the processor took, and its most memory."""

    seconds: float
    processor_seconds: float
    peak_mb: float


def imports() -> Iterator[Measure]:
    """Yield every figure; none, with the reason, where the official files are not."""
    folder = Path(os.environ.get("CODEBOOK_OFFICIAL_FILES", BESIDE))
    if not (folder / EDITS).is_file():
        sys.stderr.write(
            f"Imports are not measured: {folder} has no {EDITS}; CODEBOOK_OFFICIAL_FILES names "
            "the folder of official files.\n"
        )
        return
    with tempfile.TemporaryDirectory(prefix="codebook-bench-") as name:
        yield from _edits(folder / EDITS, Path(name))
        everything = sorted(one for one in folder.iterdir() if one.is_dir())
        yield from _all([one for one in everything if one.name not in _NO_FILES], Path(name))


def _edits(file: Path, folder: Path) -> Iterator[Measure]:
    ours, bare = [], []
    for number in range(ROUNDS):
        database = folder / f"edits-{number}.db"
        bare.append(_bare(file, folder / f"bare-{number}.db"))
        ours.append(_import(database, file))
    name = "import of 2.1 million PTP edits"
    yield ratio(name, "s", min(run.seconds for run in ours), min(run.seconds for run in bare))
    yield ratio(
        f"{name}, processor",
        "s",
        min(run.processor_seconds for run in ours),
        min(run.processor_seconds for run in bare),
    )
    yield figure("import of PTP edits, peak", "MB", max(run.peak_mb for run in ours))
    yield figure("the same PTP edits again", "s", _import(database, file).seconds)
    yield figure("look-up of a PTP pair p99", "ms", _lookup_p99_ms(database, file))


def _all(paths: list[Path], folder: Path) -> Iterator[Measure]:
    """Import every folder by itself: what says neither edition nor day is told them."""
    database, seconds, peak = folder / "all.db", 0.0, 0.0
    for path in paths:
        stated = ["--edition", "bench", "--effective-from", "2026-01-01"]
        run = _import(database, path, *(stated if path.name in _SILENT else ()))
        seconds, peak = seconds + run.seconds, max(peak, run.peak_mb)
    yield figure("import of all official files", "s", seconds)
    yield figure("import of all official files, peak", "MB", peak)


def _bare(file: Path, database: Path) -> Run:
    return _run("tests.load.imports", "bare", str(file), str(database))


def _import(database: Path, file: Path, *options: str) -> Run:
    os.environ["CATALOG_DATABASE_URL"] = f"sqlite:///{database}"
    return _run("services.catalog", "import", *options, str(file))


def _run(module: str, *arguments: str) -> Run:
    """Run a module of ours to its end; raises ValueError if it fails."""
    start = time.perf_counter()
    pid = os.posix_spawn(
        sys.executable,
        (sys.executable, "-m", module, *arguments),
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(pid, 0)
    if status:
        raise ValueError(f"{module} {' '.join(arguments)} failed")
    seconds = time.perf_counter() - start
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _lookup_p99_ms(database: Path, file: Path) -> float:
    """Return how long one of a hundred look-ups of pairs of the file takes at least."""
    with gzip.open(file, "rt") as lines:
        pairs = [
            tuple(line.split("\t", 2)[:2])
            for line in islice(lines, _PREAMBLE_LINES, None)
            if random.random() < LOOKUPS / 2_000_000  # noqa: S311 - any pairs
        ]
    engine = open_engine(f"sqlite:///{database}", 1)
    with engine.connect() as connection:
        took = sorted(_lookup_ms(connection, *pair) for pair in pairs)
    engine.dispose()
    return took[len(took) * 99 // 100]


def _lookup_ms(connection: Connection, one: str, two: str) -> float:
    (records,) = TABLES["ptp-practitioner"]
    table, day = records.table, date(2026, 4, 1)
    start = time.perf_counter()
    found = connection.execute(
        select(table).where(
            table.c.column_1 == one,
            table.c.column_2 == two,
            table.c.valid_from <= day,
            or_(table.c.valid_to.is_(None), table.c.valid_to > day),
        )
    ).all()
    if not found:
        raise ValueError(f"no edit of {one} and {two}")
    return (time.perf_counter() - start) * 1000


def bare(file: str, database: str) -> None:
    """Read the file with csv and insert it with executemany, and do nothing else."""
    with (
        closing(sqlite3.connect(database)) as connection,
        gzip.open(file, "rt", newline="") as text,
    ):
        columns = ", ".join(f"column_{number}" for number in range(1, 8))
        connection.execute(f"CREATE TABLE edit ({columns})")
        rows = islice(csv.reader(text, delimiter="\t"), _PREAMBLE_LINES, None)
        connection.executemany("INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        connection.commit()


if __name__ == "__main__":
    bare(*sys.argv[2:])
