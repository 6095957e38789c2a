"""`make bench`: what a reader waits for and an operator pays, measured on a stack of its own.

Each speed is a ratio: to a bare view that makes one gRPC echo and returns the same bytes, or to
the same query asked of Meilisearch directly, measured in the same run. Writes
var/bench/latest.json, a list of {name, value, unit, floor, ratio}, and prints it as a table.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table

from tests.load import admit, claims
from tests.load.building import building
from tests.load.client import Connection, Load, once, request_bytes, run
from tests.load.imports import imports
from tests.load.measures import Measure, figure, ratio
from tests.load.processes import resident
from tests.load.questions import asked_for, new_words
from tests.support.auth import plans_file
from tests.support.ports import free_port
from tests.support.stack import Stack, running_stack

CONNECTIONS = 8
SECONDS = 6.0
# How long nothing is asked before memory is looked at.
REST_SECONDS = 5.0
ROUNDS = 3
REPORT = Path("var/bench/latest.json")

# Codes of the tabular list from every corner of it: categories, leaves, 7th characters.
CODES = (
    "E11.9 I10 J45.909 M54.50 N39.0 R07.9 Z00.00 S72.001A T36.0X1A C50.911 F32.A G43.909 H66.90 "
    "K21.9 L03.90 O80 P07.30 Q21.10 B20 A41.9 D64.9 E66.01 I50.9 J18.9 K57.30 M17.11 N18.6 R55 "
    "S52.501A V43.52XA W19.XXXA Z79.4 Z51.11 I25.10 E78.5 F41.1 G47.33 H25.9 J44.1 K80.20 L40.0"
).split()
# What readers type, letter by letter.
PHRASES = (
    "diabetes type 2,essential hypertension,fracture of right femur,asthma,pneumonia,kidney stone,"
    "low back pain,chest pain,acute myocardial infarction,major depressive disorder,cataract,"
    "urinary tract infection,gestational diabetes,atrial fibrillation,heart failure,E11.65,"
    "S72.001A,Z79.4,0DB68ZX,iron deficiency anemia,osteoarthritis of knee,sepsis,obesity,migraine"
).split(",")
# More than are asked for in all runs, and of how many what they ask is looked at.
NEW_TEXTS, SAMPLE = 10_000, 400
TYPED = sorted({phrase[:end] for phrase in PHRASES for end in range(1, len(phrase) + 1)})


def measure() -> Iterator[Measure]:
    """Yield every figure, on a stack that begins with nothing but the server programs."""
    with tempfile.TemporaryDirectory(prefix="codebook-bench-") as folder:
        plans = plans_file(Path(folder), network=1000, guest=1000, registered=1000)
        allowance = {"AUTH_PLANS_FILE": str(plans)}
        start = time.perf_counter()
        with running_stack(Path(folder), **allowance):
            yield figure("first start", "s", time.perf_counter() - start)
        start = time.perf_counter()
        with running_stack(Path(folder), **allowance) as stack:
            yield figure("later start", "s", time.perf_counter() - start)
            time.sleep(REST_SECONDS)
            yield from memory(stack)
            yield from speed(stack)
            yield from suggestions(stack)
            yield from results(stack)
            yield from admitting(stack)
            yield from claims_checked(stack)
            # The last: it leaves an index that is the same, and a Meilisearch that is not.
            yield from building(stack)
    yield from imports()


def memory(stack: Stack) -> Iterator[Measure]:
    """Yield the megabytes at rest, of each process and of all."""
    sizes = resident(stack.process.pid)
    for name, size in sorted(sizes.items()):
        yield figure(f"resident at rest: {name}", "MB", size)
    yield figure("resident at rest: all", "MB", sum(sizes.values()))


def speed(stack: Stack) -> Iterator[Measure]:
    """Yield look-up and page, each against the floor that returns the same bytes."""
    port = stack.services["gateway"].port
    cookie = unlocked(port)
    pages = [
        request_bytes(port, f"/codes/icd-10-cm/{code}", headers=[("Cookie", cookie)])
        for code in CODES
    ]
    lookups = [request_bytes(port, f"/api/v1/codes/icd-10-cm/{code}") for code in CODES]
    for name, requests in (("look-up", lookups), ("code page", pages)):
        with floor([body(port, request) for request in requests]) as (floor_port, floors):
            value, least = best((port, requests), (floor_port, floors))
        yield ratio(name, "requests/s", value.rate, least.rate)
        yield figure(f"{name} p50", "ms", value.percentile_ms(50))
        yield figure(f"{name} p99", "ms", value.percentile_ms(99))


def claims_checked(stack: Stack) -> Iterator[Measure]:
    """Yield how long a claim of fifty lines takes, from the first byte sent to the last read."""
    claims.fill(f"sqlite:///{stack.var_dir / 'catalog.db'}")
    median, slow = claims.checked_ms(stack.services["gateway"].port)
    yield figure(f"{claims.LINES} lines checked p50", "ms", median)
    yield figure(f"{claims.LINES} lines checked p90", "ms", slow)


def suggestions(stack: Stack) -> Iterator[Measure]:
    """Yield a suggestion's median time against that of the same words asked of Meilisearch.

    Once for words that nobody has typed before, and once for words that somebody has.
    """
    port = stack.services["gateway"].port
    asked = [request_bytes(port, f"/api/v1/suggest?{urlencode({'q': text})}") for text in TYPED]
    meili_port, direct = direct_queries(stack, TYPED, limit=8)
    new, least = once(port, asked), once(meili_port, direct)
    yield ratio("suggest p50, new words", "ms", new.percentile_ms(50), least.percentile_ms(50))
    yield figure("suggest p95, new words", "ms", new.percentile_ms(95))
    again, least = once(port, asked), once(meili_port, direct)
    yield ratio("suggest p50", "ms", again.percentile_ms(50), least.percentile_ms(50))
    yield figure("suggest p95", "ms", again.percentile_ms(95))


def results(stack: Stack) -> Iterator[Measure]:
    """Yield pages of results a second against the same words asked of Meilisearch.

    For few words, whose results the gateway keeps; and for so many that each page is made anew.
    Those are also held against what they ask of Meilisearch: facets, matches, other words.
    """
    kept, new = pages_for(stack, PHRASES), new_words(NEW_TEXTS)
    value, least = best(kept, direct_queries(stack, PHRASES, limit=20))
    yield ratio("results page", "requests/s", value.rate, least.rate)
    asked = asked_for(new[:: NEW_TEXTS // SAMPLE][:SAMPLE], stack.meili_url, stack.meili_master_key)
    value, least, own = best(
        pages_for(stack, new),
        direct_queries(stack, new, limit=20),
        to_meili(stack, "/multi-search", asked),
    )
    yield ratio("results page, new words", "requests/s", value.rate, least.rate)
    name = "results page, new words, against its own questions"
    yield ratio(name, "requests/s", value.rate, own.rate * SAMPLE / len(asked))


def pages_for(stack: Stack, texts: Sequence[str]) -> "Side":
    """Return the gateway's port and a request for each text's page of results."""
    port = stack.services["gateway"].port
    return port, [request_bytes(port, f"/search?{urlencode({'q': text})}") for text in texts]


def direct_queries(stack: Stack, texts: Sequence[str], *, limit: int) -> "Side":
    """Return Meilisearch's port and a request for each text, as a program would ask it."""
    bodies = [json.dumps({"q": text, "limit": limit}).encode() for text in texts]
    return to_meili(stack, "/indexes/codes/search", bodies)


def to_meili(stack: Stack, path: str, bodies: Sequence[bytes]) -> "Side":
    """Return Meilisearch's port and a request for each body."""
    port = int(stack.meili_url.rpartition(":")[2])
    key = [("Authorization", f"Bearer {stack.meili_master_key}"), ("Accept-Encoding", "identity")]
    return port, [request_bytes(port, path, headers=key, body=body) for body in bodies]


def admitting(stack: Stack) -> Iterator[Measure]:
    """Yield Admit's median time against that of its script asked of Redis, at eight callers.

    And that of an empty call against the same, which says how much of it is gRPC in Python.
    """
    value, least, bare = admit.best(stack.services["auth"].port, stack.redis_url)
    yield ratio("admit p50", "ms", value.percentile_ms(50), least.percentile_ms(50))
    yield ratio("an empty gRPC call p50", "ms", bare.percentile_ms(50), least.percentile_ms(50))
    yield figure("admit p99", "ms", value.percentile_ms(99))


Side = tuple[int, Sequence[bytes]]


def best(*sides: Side) -> list[Load]:
    """Return the median run of each side; the sides take turns, so that a slow spell hits all.

    Each run begins elsewhere in the requests: what there are enough of is new each time.
    """
    rounds = [
        [_run(side, place, SECONDS if place else 1) for side in sides]
        for place in range(ROUNDS + 1)
    ][1:]
    ordered = [sorted(side, key=lambda load: load.rate) for side in zip(*rounds, strict=True)]
    return [side[ROUNDS // 2] for side in ordered]


def _run(side: Side, place: int, seconds: float) -> Load:
    port, requests = side
    begin = place * len(requests) // (ROUNDS + 1)
    turned = [*requests[begin:], *requests[:begin]]
    return run(port, turned, connections=CONNECTIONS, seconds=seconds)


def unlocked(port: int) -> str:
    """Return the cookie of a guest who has opened every code; raises if one stays closed."""
    connection, cookie = Connection(port), ""
    for code in CODES:
        headers = [("Cookie", cookie)] if cookie else []
        request = request_bytes(port, f"/codes/icd-10-cm/{code}", headers=headers)
        status, head, page = connection.exchange(request)
        if status != 200 or b'id="wall"' in page:
            raise ValueError(f"{code} stays closed: {status}")
        cookie = cookie or set_cookie(head)
    connection.close()
    return cookie


def set_cookie(head: bytes) -> str:
    """Return name and value of the cookie that an answer sets."""
    for line in head.decode().splitlines():
        if line.lower().startswith("set-cookie:"):
            return line.partition(":")[2].partition(";")[0].strip()
    raise ValueError("no cookie was set")


def body(port: int, request: bytes) -> bytes:
    """Return what one request is answered with."""
    connection = Connection(port)
    status, _, answer = connection.exchange(request)
    connection.close()
    if status != 200:
        raise ValueError(f"answered {status}: {answer[:200]!r}")
    return answer


@contextmanager
def floor(bodies: Sequence[bytes]) -> Iterator[tuple[int, Sequence[bytes]]]:
    """Run the bare view over these bodies; yields its port and a request for each."""
    port, echo_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(bodies):
            Path(folder, str(number)).write_bytes(content)
        command = [sys.executable, "-m", "tests.load.floor"]
        parts = [
            subprocess.Popen([*command, "echo", str(echo_port)]),
            subprocess.Popen([*command, "web", str(port), str(echo_port), folder]),
        ]
        try:
            requests = [request_bytes(port, f"/{number}") for number in range(len(bodies))]
            wait_for(port, requests[0])
            yield port, requests
        finally:
            for part in parts:
                part.terminate()
            for part in parts:
                part.wait()


def wait_for(port: int, request: bytes) -> None:
    """Return when a request is answered; raises after ten seconds."""
    until = time.monotonic() + 10
    while True:
        try:
            body(port, request)
        except (OSError, ValueError):
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def main() -> None:
    """Measure, write the report, print the table."""
    console = Console()
    with console.status("Measuring; this takes some minutes"):
        measures = list(measure())
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps([asdict(one) for one in measures], indent=2) + "\n")
    table = Table("what", "value", "unit", "floor", "ratio")
    for one in measures:
        table.add_row(*("" if cell is None else str(cell) for cell in asdict(one).values()))
    console.print(table)


if __name__ == "__main__":
    main()
