"""`make cost`: what 1,000 requests of each kind cost each process, in seconds of one core.

Seconds of a core change far less with what else runs on the machine than requests per second do.
Prints the table of docs/operations/sizing.md.
"""

import itertools
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

import simple_icd_10_cm

from tests.load.bench import CODES, PHRASES, TYPED, unlocked
from tests.load.client import once, request_bytes
from tests.load.processes import cpu_seconds, resident
from tests.support.auth import plans_file
from tests.support.stack import Stack, running_stack

REQUESTS = 1000
IDLE_SECONDS = 10.0
PROCESSES = ("gateway", "catalog", "search", "auth", "redis-server", "meilisearch")


def kinds(port: int, cookie: str) -> Iterator[tuple[str, list[bytes]]]:
    """Yield a thousand requests of each kind."""
    reader = [("Cookie", cookie)]
    pages = [f"/codes/icd-10-cm/{code}" for code in CODES]
    yield "code page that is kept", [request_bytes(port, page, headers=reader) for page in pages]
    leaves = [c for c in simple_icd_10_cm.get_all_codes() if "." in c and "-" not in c]
    fresh = [f"/codes/icd-10-cm/{code}" for code in leaves[:: len(leaves) // REQUESTS][:REQUESTS]]
    yield "code page, first look", [request_bytes(port, page, headers=reader) for page in fresh]
    yield "look-up by program", [request_bytes(port, f"/api/v1{page}") for page in pages]
    queries = [urlencode({"q": phrase}) for phrase in PHRASES]
    yield "search", [request_bytes(port, f"/search?{query}") for query in queries]
    typed = [urlencode({"q": typed}) for typed in TYPED]
    yield "suggestion", [request_bytes(port, f"/api/v1/suggest?{query}") for query in typed]


def spent(stack: Stack, requests: Sequence[bytes]) -> dict[str, float]:
    """Return the seconds of a core that sending a thousand of them cost each process."""
    before = cpu_seconds(stack.process.pid)
    thousand = list(itertools.islice(itertools.cycle(requests), REQUESTS))
    once(stack.services["gateway"].port, thousand)
    after = cpu_seconds(stack.process.pid)
    return {name: after[name] - before[name] for name in PROCESSES}


def row(name: str, figures: Sequence[float], digits: int) -> str:
    """Return a line of the table, the sum at its end."""
    cells = (f"{value:.{digits}f}" for value in (*figures, sum(figures)))
    return f"| {name} | {' | '.join(cells)} |\n"


def main() -> None:
    """Measure on a stack of its own and print."""
    with tempfile.TemporaryDirectory(prefix="codebook-cost-") as folder:
        allowed = 3 * REQUESTS
        plans = plans_file(Path(folder), network=allowed, guest=allowed, registered=allowed)
        # The index is built by then, and what that took is given back.
        with running_stack(Path(folder)):
            pass
        with running_stack(Path(folder), AUTH_PLANS_FILE=str(plans)) as stack:
            _print(stack)


def _print(stack: Stack) -> None:
    sys.stdout.write(f"| 1,000 of | {' | '.join(PROCESSES)} | all |\n")
    sys.stdout.write(f"| --- |{' ---: |' * (len(PROCESSES) + 1)}\n")
    before = cpu_seconds(stack.process.pid)
    time.sleep(IDLE_SECONDS)
    after = cpu_seconds(stack.process.pid)
    idle = [(after[name] - before[name]) / IDLE_SECONDS for name in PROCESSES]
    port = stack.services["gateway"].port
    for name, requests in kinds(port, unlocked(port)):
        figures = spent(stack, requests)
        sys.stdout.write(row(f"{name}, s of a core", [figures[one] for one in PROCESSES], 2))
        sys.stdout.flush()
    sys.stdout.write(row("nothing, cores", idle, 3))
    sizes = resident(stack.process.pid)
    sys.stdout.write(row("memory after that, MB", [sizes[name] for name in PROCESSES], 0))


if __name__ == "__main__":
    main()
