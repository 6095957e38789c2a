"""`make eval-index`: what building the index costs, with the official files that are at hand.

Seconds by the clock, seconds of a core of each process, and what Meilisearch holds at most: its own
memory, and pages of its file that the kernel may take back. First beside the index in use, as after
an import, then beside none. The clock is true on a machine that does nothing else.
"""

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from services.search.store.connection import KeepAliveClient
from tests.load.eval_search import loaded_stack
from tests.load.measures import Measure, figure
from tests.load.processes import cpu_seconds, pid_of, status_megabytes
from tests.support.stack import Stack

_LOOK_SECONDS = 0.1
_REINDEX = (sys.executable, "-m", "services.search", "reindex", "--force")


@dataclass
class Most:
    """The memory of a process when it held most, in megabytes: all of it, and its own."""

    resident: float = 0
    own: float = 0


def building(stack: Stack) -> Iterator[Measure]:
    """Yield what a build costs beside the index in use, and beside none."""
    yield from _building(stack, "index build, beside one")
    client = KeepAliveClient(stack.meili_url, stack.meili_master_key, timeout=60)
    for name in ("codes", "codes_meta"):
        client.wait_for_task(client.delete_index(name).task_uid, timeout_in_ms=60_000)
    client.close()
    yield from _building(stack, "index build")


def _building(stack: Stack, name: str) -> Iterator[Measure]:
    root = stack.process.pid
    told = {
        "MEILI_URL": stack.meili_url,
        "MEILI_MASTER_KEY": stack.meili_master_key,
        "SEARCH_CATALOG_TARGET": stack.services["catalog"].target,
    }
    before, start = cpu_seconds(root), time.perf_counter()
    used = _of_children()
    with _watched(pid_of(root, "meilisearch")) as most:
        subprocess.run(_REINDEX, check=True, env=os.environ | told)
    seconds, after = time.perf_counter() - start, cpu_seconds(root)
    yield figure(name, "s", seconds)
    for process in ("catalog", "meilisearch"):
        yield figure(f"{name}: {process}", "s of a core", after[process] - before[process])
    yield figure(f"{name}: search", "s of a core", _of_children() - used)
    yield figure(f"{name}: meilisearch at most", "MB", most.resident)
    yield figure(f"{name}: of it its own", "MB", most.own)
    yield figure(f"{name}: load of the machine", "", os.getloadavg()[0])


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _watched(pid: int) -> Iterator[Most]:
    most, done = Most(), threading.Event()

    def look() -> None:
        while not done.wait(_LOOK_SECONDS):
            held = status_megabytes(pid, "VmRSS")
            if held > most.resident:
                most.resident, most.own = held, status_megabytes(pid, "RssAnon")

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield most
    finally:
        done.set()
        watcher.join()


def main() -> None:
    """Measure and print."""
    with (
        tempfile.TemporaryDirectory(prefix="codebook-index-") as folder,
        loaded_stack(Path(folder)) as stack,
    ):
        measures = list(building(stack))
    table = Table("what", "value", "unit")
    for one in measures:
        table.add_row(one.name, str(one.value), one.unit)
    Console().print(table)


if __name__ == "__main__":
    main()
