from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from services.catalog.domain.kinds import NoteKind
from services.catalog.domain.lookup import look_up
from services.catalog.importing_books import BooksAndTables
from services.catalog.readers.icd10_order import IcdOrder
from services.catalog.readers.mue import Mue
from services.catalog.readers.table import Claim, Record
from services.catalog.store import Importer, SourceFile, SqlSnapshots, TableImporter
from services.catalog.store.snapshots import SqlSnapshot
from tests.support.clock import FakeClock
from tests.support.editions import BOOK

OCTOBER, APRIL = date(2025, 10, 1), date(2026, 4, 1)
TABULAR = Claim("icd-10-cm-tabular", "2026 April", APRIL)
ORDER = Claim("icd-10-cm-order", "2026", OCTOBER)
FILE, OTHER = SourceFile("a", "a" * 64), SourceFile("b", "b" * 64)


@pytest.fixture
def everything(engine: Engine, snapshots: SqlSnapshots) -> BooksAndTables:
    clock = FakeClock()
    return BooksAndTables(Importer(engine, clock), TableImporter(engine, clock), snapshots)


def places() -> Iterator[Record]:
    return (Record(entry.code, entry) for entry in BOOK)


def lines() -> Iterator[Record]:
    codes = [("ZA0", False), ("ZA00", True), ("ZA2", True)]
    for number, (code, billable) in enumerate(codes, 1):
        yield Record(f"line {number}", IcdOrder(number, code, billable, "Short", f"Of {code}"))


def unseen(_rows: int) -> None:
    pass


def test_a_book_goes_into_its_system(everything: BooksAndTables, snapshots: SqlSnapshots) -> None:
    told: list[int] = []

    counts = everything.import_table(TABULAR, FILE, places(), "Free", told.append)

    assert counts is not None
    assert (counts.added, told[-1]) == (len(BOOK), len(BOOK))
    with snapshots.snapshot() as snapshot:
        record = look_up(snapshot, "icd-10-cm", "ZA00", APRIL)
    assert record.release is not None
    assert record.release.facts.kind == "icd-10-cm-tabular"


def test_the_same_book_again_is_in_already(everything: BooksAndTables) -> None:
    everything.import_table(TABULAR, FILE, places(), "Free", unseen)

    assert everything.import_table(TABULAR, FILE, iter(()), "Free", unseen) is None


def test_a_dry_run_of_a_book_changes_nothing(
    everything: BooksAndTables, snapshots: SqlSnapshots
) -> None:
    counts = everything.import_table(TABULAR, FILE, places(), "Free", unseen, dry_run=True)

    assert counts is not None
    assert counts.added == len(BOOK)
    with snapshots.snapshot() as snapshot:
        assert snapshot.releases() == []
        assert snapshot.systems() == []


def test_an_earlier_order_file_has_the_headings_and_no_notes(
    everything: BooksAndTables, snapshots: SqlSnapshots
) -> None:
    everything.import_table(TABULAR, FILE, places(), "Free", unseen)

    everything.import_table(ORDER, OTHER, lines(), "Free", unseen)

    with snapshots.snapshot() as snapshot:
        before = look_up(snapshot, "icd-10-cm", "ZA00", OCTOBER)
        after = look_up(snapshot, "icd-10-cm", "ZA00", APRIL)
    assert [place.place.version.code for place in before.ancestors] == ["1", "ZA0-ZA9", "ZA0"]
    assert (before.summary.place.version.title, before.notes) == ("Of ZA00", [])
    assert NoteKind.INCLUDES in {placed.note.kind for placed in after.notes}


def test_an_order_file_of_the_same_day_keeps_the_notes(
    everything: BooksAndTables, snapshots: SqlSnapshots
) -> None:
    everything.import_table(TABULAR, FILE, places(), "Free", unseen)
    same_day = Claim("icd-10-cm-order", "2026 April", APRIL)

    counts = everything.import_table(same_day, OTHER, lines(), "Free", unseen)

    assert counts is not None
    # Headings stay; two titles change; one code comes, and five places go.
    assert (counts.added, counts.changed, counts.unchanged, counts.ended) == (1, 2, 3, 5)
    with snapshots.snapshot() as snapshot:
        record = look_up(snapshot, "icd-10-cm", "ZA00", APRIL)
    assert NoteKind.INCLUDES in {placed.note.kind for placed in record.notes}
    assert record.summary.place.version.short_title == "Short"


def test_all_else_goes_into_tables(everything: BooksAndTables, engine: Engine) -> None:
    claim = Claim("mue-dme", "2026 Q2", APRIL)
    records = iter([Record("line 3", Mue("A0001", 2, "1", "Nature of Equipment"))])

    counts = everything.import_table(claim, FILE, records, "Free", unseen)

    assert counts is not None
    assert counts.added == 1
    (release,) = TableImporter(engine, FakeClock()).releases()
    assert (release.facts.kind, release.row_count) == ("mue-dme", 1)


class Meddled(SqlSnapshots):
    """Snapshots after the first of which something else happens, once."""

    meddle: Callable[[], object] | None = None

    @contextmanager
    def snapshot(self) -> Iterator[SqlSnapshot]:
        with super().snapshot() as snapshot:
            yield snapshot
        if self.meddle is not None:
            meddle, self.meddle = self.meddle, None
            meddle()


def test_of_two_books_at_the_same_moment_neither_forgets_the_other(
    engine: Engine, everything: BooksAndTables, snapshots: SqlSnapshots
) -> None:
    clock = FakeClock()
    meddled = Meddled(engine)
    late = BooksAndTables(Importer(engine, clock), TableImporter(engine, clock), meddled)
    meddled.meddle = lambda: everything.import_table(TABULAR, FILE, places(), "Free", unseen)
    april = replace(ORDER, effective_from=APRIL, edition="2026 April")

    late.import_table(april, OTHER, lines(), "Free", unseen)

    with snapshots.snapshot() as snapshot:
        record = look_up(snapshot, "icd-10-cm", "ZA00", APRIL)
    # Its short title is from the one file, its notes from the other.
    assert record.summary.place.version.short_title == "Short"
    assert NoteKind.INCLUDES in {placed.note.kind for placed in record.notes}
