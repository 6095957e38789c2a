"""A claim of fifty lines, checked on a catalog with as many edits as a bench has time to import."""

import json
import statistics
import time
from datetime import date
from itertools import islice, product

from services.catalog.domain.records import Entry
from services.catalog.store import Importer, open_engine
from tests.load.client import Connection, request_bytes
from tests.support.clock import FakeClock
from tests.support.editions import code, edition, facts, file
from tests.support.published import edit, limit, publish, relative_value

LINES = 50
_CODES = [f"A{number:04}" for number in range(1, 3001)]
# One pair in this many has an edit, as of the codes that Medicare pays for.
_SPARSE = 91
_START = date(2026, 4, 1)
_DIAGNOSES = "E11.9 I10 J45.909 M54.50 N39.0 R07.9 E78.5 F41.1 K21.9 I25.10 N18.6 Z79.4".split()
_WARM, _TIMES = 5, 40


def fill(url: str) -> None:
    """Import invented codes with their edits, limits and fees."""
    engine = open_engine(url, 1)
    entries: list[Entry] = [code(one, "") for one in _CODES]
    Importer(engine, FakeClock()).import_edition(
        facts(_START, "hcpcs"), file("bench"), edition(entries), lambda *_: None
    )
    pairs = islice(product(_CODES, _CODES), 0, None, _SPARSE)
    publish(engine, "ptp-practitioner", _START, *(edit(*pair) for pair in pairs))
    publish(engine, "mue-practitioner", _START, *(limit(one, 1, "3") for one in _CODES))
    rows = [relative_value(one) for one in _CODES]
    publish(engine, "physician-fee-schedule", _START, *rows)
    engine.dispose()


def checked_ms(port: int) -> tuple[float, float]:
    """Return the median and the slowest tenth of checking a claim, in milliseconds."""
    request = request_bytes(port, "/api/v1/edits/check", body=_claim())
    connection = Connection(port)
    times = []
    for number in range(_WARM + _TIMES):
        start = time.perf_counter()
        status, _, answer = connection.exchange(request)
        if status != 200 or not json.loads(answer)["findings"]:
            raise ValueError(f"answered {status}: {answer[:200]!r}")
        if number >= _WARM:
            times.append((time.perf_counter() - start) * 1000)
    connection.close()
    return statistics.median(times), statistics.quantiles(times, n=10)[-1]


def _claim() -> bytes:
    """Return fifty lines, each with an edit to another, a limit and a modifier that cannot be."""
    lines = [
        {"code": one, "units": 2, "modifiers": ["59", "ZZ"][: number % 3], "pointers": [1, 2]}
        for number, one in enumerate(_CODES[:LINES])
    ]
    claim = {"date": "2026-05-01", "lines": lines, "diagnoses": _DIAGNOSES}
    return json.dumps(claim).encode()
