"""Editions after, before and between each other; all or nothing; one at a time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from services.catalog.domain.difference import ImportCounts
from services.catalog.domain.documents import documents
from services.catalog.domain.kinds import CodeStatus, NodeKind
from services.catalog.domain.lookup import look_up
from services.catalog.domain.records import Edition, Entry
from services.catalog.store import Importer, SqlSnapshots, migrate, open_engine
from tests.support.clock import FakeClock
from tests.support.editions import BOOK, SYSTEM, code, edition, facts, file, node

APRIL, OCTOBER, NEXT_APRIL = date(2026, 4, 1), date(2026, 10, 1), date(2027, 4, 1)


def unseen(_done: int, _total: int) -> None:
    pass


def changed(*, drop: str = "", **titles: str) -> Edition:
    """Return the book with other titles and without one code."""
    entries = [replace(e, title=titles.get(e.compact, e.title)) for e in BOOK]
    return edition([entry for entry in entries if entry.compact != drop])


def table(engine: Engine) -> list[tuple[object, ...]]:
    """Return everything that is stored of codes, in order."""
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT compact, valid_from, valid_to, title, position, "
                "(SELECT count(*) FROM note WHERE note.version_id = v.version_id), "
                "(SELECT count(*) FROM seventh_character s WHERE s.version_id = v.version_id) "
                "FROM code_version v ORDER BY system, position, valid_from"
            )
        )
        return [tuple(map(str, row)) for row in rows]


def book_on(snapshots: SqlSnapshots, day: date) -> list[tuple[str, str]]:
    with snapshots.snapshot() as snapshot:
        return [
            (d.summary.place.version.compact, d.summary.place.version.title)
            for d in documents(snapshot, SYSTEM, day)
        ]


def said(edition_: Edition) -> list[tuple[str, str]]:
    return [(entry.compact, entry.title) for entry in edition_.entries]


def test_progress_ends_with_everything(importer: Importer) -> None:
    seen: list[tuple[int, int]] = []
    counts = importer.import_edition(
        facts(), file(), edition(BOOK), lambda done, total: seen.append((done, total))
    )
    assert counts == ImportCounts(added=len(BOOK), changed=0, unchanged=0, ended=0)
    assert seen[-1] == (len(BOOK), len(BOOK))


def test_the_same_file_again_changes_nothing(engine: Engine, importer: Importer) -> None:
    assert not importer.is_loaded(facts(), file())
    importer.import_edition(facts(), file(), edition(BOOK), unseen)
    before = table(engine)
    assert importer.is_loaded(facts(), file())
    assert importer.import_edition(facts(), file(), changed(ZB0="x"), unseen) is None
    assert table(engine) == before


def test_an_import_changes_the_token_and_a_repeated_one_does_not(
    snapshots: SqlSnapshots, importer: Importer
) -> None:
    tokens = []
    for content in ("one", "two", "two"):
        importer.import_edition(facts(), file(content), edition(BOOK), unseen)
        with snapshots.snapshot() as snapshot:
            tokens.append(snapshot.import_token())
    first, second, third = tokens
    assert first != second == third


def test_the_next_edition_changes_only_what_it_changes(
    snapshots: SqlSnapshots, importer: Importer
) -> None:
    importer.import_edition(facts(APRIL), file("a"), edition(BOOK), unseen)
    following = changed(ZA01="New title", drop="ZB0")
    following = edition([*following.entries, code("ZB1", "ZB0-ZB0")])
    counts = importer.import_edition(facts(OCTOBER), file("b"), following, unseen)
    assert counts == ImportCounts(added=1, changed=1, unchanged=len(BOOK) - 2, ended=1)
    with snapshots.snapshot() as snapshot:
        old = look_up(snapshot, SYSTEM, "ZA01", date(2026, 9, 30))
        new = look_up(snapshot, SYSTEM, "ZA01", OCTOBER)
        ended = look_up(snapshot, SYSTEM, "ZB0", OCTOBER)
        coming = look_up(snapshot, SYSTEM, "ZB1", APRIL)
        assert snapshot.counts(SYSTEM, APRIL) == snapshot.counts(SYSTEM, OCTOBER) == (10, 5)
    assert (old.summary.place.version.title, new.summary.place.version.title) == (
        "Title of ZA0.1",
        "New title",
    )
    # A new title is no new code.
    assert (old.effective_from, new.effective_from, new.effective_to) == (APRIL, APRIL, None)
    assert (ended.summary.status, ended.effective_to) == (CodeStatus.DELETED, OCTOBER)
    assert [a.place.version.code for a in ended.ancestors] == ["1", "ZB0-ZB0"]
    assert (coming.summary.status, coming.effective_from) == (CodeStatus.FUTURE, OCTOBER)
    assert old.release is not None
    assert new.release is not None
    assert (old.release.facts, new.release.facts) == (facts(APRIL), facts(OCTOBER))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_editions_may_come_in_any_order(
    order: tuple[int, ...], engine: Engine, importer: Importer, snapshots: SqlSnapshots
) -> None:
    editions = [
        (APRIL, edition(BOOK)),
        (OCTOBER, changed(ZA01="New title", drop="ZB0")),
        (NEXT_APRIL, edition(BOOK)),
    ]
    for i in order:
        start, book = editions[i]
        importer.import_edition(facts(start), file(str(i)), book, unseen)
    for start, book in editions:
        assert book_on(snapshots, start) == said(book)
    assert [row[:4] for row in table(engine) if row[0] in {"ZA01", "ZB0"}] == [
        ("ZA01", "2026-04-01", "2026-10-01", "Title of ZA0.1"),
        ("ZA01", "2026-10-01", "2027-04-01", "New title"),
        ("ZA01", "2027-04-01", "None", "Title of ZA0.1"),
        ("ZB0", "2026-04-01", "2026-10-01", "Title of ZB0"),
        ("ZB0", "2027-04-01", "None", "Title of ZB0"),
    ]
    # What a copied version says besides its row is copied with it.
    with snapshots.snapshot() as snapshot:
        notes = [look_up(snapshot, SYSTEM, "ZA0", start).notes for start, _ in editions]
    assert len(notes[0]) == 5
    assert [[n.note for n in one] for one in notes] == [[n.note for n in notes[0]]] * 3


def test_a_corrected_file_of_the_same_day_takes_the_place_of_the_first(
    snapshots: SqlSnapshots, importer: Importer
) -> None:
    importer.import_edition(facts(), file("a"), changed(ZA01="Mistake"), unseen)
    counts = importer.import_edition(facts(), file("b"), edition(BOOK), unseen)
    assert counts == ImportCounts(added=0, changed=1, unchanged=len(BOOK) - 1, ended=0)
    assert book_on(snapshots, APRIL) == said(edition(BOOK))
    with snapshots.snapshot() as snapshot:
        assert len(snapshot.versions("ZA01", SYSTEM)) == 1


def test_a_code_keeps_its_place_in_the_book_when_others_come_between(
    snapshots: SqlSnapshots, importer: Importer
) -> None:
    importer.import_edition(facts(APRIL), file("a"), edition(BOOK), unseen)
    entries = list(BOOK)
    entries.insert(4, code("ZA0.05", "ZA0"))
    importer.import_edition(facts(OCTOBER), file("b"), edition(entries), unseen)
    with snapshots.snapshot() as snapshot:
        children = snapshot.children(SYSTEM, "ZA0", OCTOBER)
        before = snapshot.children(SYSTEM, "ZA0", APRIL)
    assert [place.version.code for place in children] == ["ZA0.0", "ZA0.05", "ZA0.1"]
    assert [place.version.code for place in before] == ["ZA0.0", "ZA0.1"]


class StoppedError(Exception):
    pass


def test_an_import_that_fails_leaves_nothing(engine: Engine, importer: Importer) -> None:
    importer.import_edition(facts(APRIL), file("a"), edition(BOOK), unseen)
    before = table(engine)

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    following = changed(ZA01="New title", drop="ZB0")
    with pytest.raises(StoppedError):
        importer.import_edition(facts(OCTOBER), file("b"), following, stop)
    assert table(engine) == before
    assert not importer.is_loaded(facts(OCTOBER), file("b"))
    assert importer.import_edition(facts(OCTOBER), file("b"), following, unseen) is not None


def test_a_dry_run_says_what_would_be_and_changes_nothing(
    engine: Engine, importer: Importer
) -> None:
    dry = importer.import_edition(facts(), file(), edition(BOOK), unseen, dry_run=True)
    assert table(engine) == []
    assert not importer.is_loaded(facts(), file())
    assert importer.import_edition(facts(), file(), edition(BOOK), unseen) == dry


def test_readers_read_the_state_before_until_an_import_is_complete(
    snapshots: SqlSnapshots, importer: Importer
) -> None:
    importer.import_edition(facts(APRIL), file("a"), edition(BOOK), unseen)
    before = book_on(snapshots, NEXT_APRIL)
    following = changed(ZA01="New title", drop="ZB0")
    half_way, go_on = threading.Event(), threading.Event()

    def pause(_done: int, _total: int) -> None:
        half_way.set()
        assert go_on.wait(30)

    with ThreadPoolExecutor(1) as pool, snapshots.snapshot() as opened:
        token = opened.import_token()
        imported = pool.submit(importer.import_edition, facts(OCTOBER), file("b"), following, pause)
        assert half_way.wait(30)
        assert book_on(snapshots, NEXT_APRIL) == before
        go_on.set()
        imported.result()
        # A reader that began before goes on in its own state.
        assert opened.import_token() == token
        assert opened.counts(SYSTEM, NEXT_APRIL) == (10, 5)
    assert book_on(snapshots, NEXT_APRIL) == said(following)


def test_two_imports_of_one_file_at_once_load_it_once(engine: Engine, database_url: str) -> None:
    def one_process() -> ImportCounts | None:
        own = open_engine(database_url, 1)
        try:
            return Importer(own, FakeClock()).import_edition(facts(), file(), edition(BOOK), unseen)
        finally:
            own.dispose()

    with ThreadPoolExecutor(4) as pool:
        results = [done.result() for done in [pool.submit(one_process) for _ in range(4)]]
    assert results.count(None) == 3
    assert len(table(engine)) == len(BOOK)


leaves = st.lists(
    st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(["one", "two"])),
    unique_by=lambda leaf: leaf[0],
)


def invented(leaves_: list[tuple[str, str]]) -> list[Entry]:
    return [
        node("1", kind=NodeKind.CHAPTER),
        *(code(f"Z{letter}", "1", title) for letter, title in leaves_),
    ]


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.tuples(st.integers(1, 12), leaves), min_size=1, max_size=5))
def test_any_sequence_of_imports_reads_as_the_latest_edition_of_each_time(
    empty: Engine, imports: list[tuple[int, list[tuple[str, str]]]]
) -> None:
    migrate(empty)
    with empty.begin() as connection:
        for name in ("note", "seventh_character", "code_version", "release", "tally", "system"):
            connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - the names above
    latest: dict[date, list[tuple[str, str]]] = {}
    for number, (month, drawn) in enumerate(imports):
        start = date(2026, month, 1)
        book = edition(invented(drawn))
        Importer(empty, FakeClock()).import_edition(facts(start), file(str(number)), book, unseen)
        latest[start] = said(book)
    snapshots = SqlSnapshots(empty)
    for start, expected in latest.items():
        assert sorted(book_on(snapshots, start)) == sorted(expected)
        with snapshots.snapshot() as snapshot:
            assert snapshot.counts(SYSTEM, start) == (len(expected), len(expected) - 1)
