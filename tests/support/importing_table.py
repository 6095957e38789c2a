"""Imports an invented table as a process of its own, for tests that kill it: URL, day, rows."""

import sys
from collections.abc import Iterator
from datetime import date

from services.catalog.readers.ncci_ptp import PtpEdit
from services.catalog.readers.table import Claim, Record
from services.catalog.store import SourceFile, TableImporter, open_engine
from services.runtime.clock import SystemClock

KIND = "ptp-practitioner"


def edits(start: date, count: int) -> Iterator[Record]:
    """Yield edits of which every third is another on another first day."""
    for number in range(count):
        text = f"Invented {start if number % 3 == 0 else ''}"
        pair = (f"A{number // 100:04}", f"B{number % 100:04}")
        yield Record(f"line {number}", PtpEdit(*pair, False, date(2026, 1, 1), None, "0", text))


def import_edits(url: str, start: date, count: int) -> None:
    """Import them and return when they are in."""
    engine = open_engine(url, 1)
    file = SourceFile("edits.txt", f"{start:%Y%m%d}".ljust(64, "0"))
    claim = Claim(KIND, f"Edition {start}", start)
    records = edits(start, count)
    # Says that it has begun.
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    TableImporter(engine, SystemClock()).import_table(
        claim, file, records, "Invented", lambda _: None
    )
    engine.dispose()


if __name__ == "__main__":
    import_edits(sys.argv[1], date.fromisoformat(sys.argv[2]), int(sys.argv[3]))
