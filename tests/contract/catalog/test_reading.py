"""One edition, read through the rules on each database."""

from datetime import date

import pytest

from services.catalog.domain.documents import documents, systems_to_stream
from services.catalog.domain.kinds import CodeStatus, NodeKind, NoteKind
from services.catalog.domain.listing import list_children, list_codes, list_systems, resolve
from services.catalog.domain.lookup import look_up
from services.catalog.domain.near import list_near
from services.catalog.domain.paging import make_token
from services.catalog.domain.records import Summary
from services.catalog.errors import (
    CodeNotFoundError,
    PageTokenInvalidError,
    SystemNotFoundError,
)
from services.catalog.store import Importer, SqlSnapshots
from tests.support.clock import FakeClock
from tests.support.editions import (
    BOOK,
    FIRST_DAY,
    SEVENTHS,
    SYSTEM,
    edition,
    facts,
    file,
    node,
)

TODAY = date(2026, 6, 15)
BEFORE = date(2026, 3, 31)
PCS = "icd-10-pcs"


@pytest.fixture(autouse=True)
def book(importer: Importer) -> None:
    importer.import_edition(facts(), file(), edition(BOOK), lambda *_: None)


def codes(summaries: list[Summary] | tuple[Summary, ...]) -> list[str]:
    return [summary.place.version.code for summary in summaries]


def test_a_record_has_the_code_and_all_around_it(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        record = look_up(snapshot, SYSTEM, "ZA00", TODAY)
    version = record.summary.place.version
    assert (version.code, version.title, version.kind) == ("ZA0.0", "Title of ZA0.0", NodeKind.CODE)
    assert (version.billable, record.summary.status) == (True, CodeStatus.ACTIVE)
    assert (record.effective_from, record.effective_to) == (FIRST_DAY, None)
    assert codes(list(record.ancestors)) == ["1", "ZA0-ZA9", "ZA0"]
    assert [one.place.child_count for one in record.ancestors] == [2, 2, 2]
    assert codes(list(record.children)) == []
    assert record.previous is None
    assert record.next is not None
    assert codes([record.next]) == ["ZA0.1"]
    assert record.release is not None
    assert record.release.facts == facts()


def test_notes_are_own_first_then_from_the_nearest_level_up(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        notes = look_up(snapshot, SYSTEM, "ZA00", TODAY).notes
    assert [(n.note.kind, n.note.text, n.source.code, n.inherited) for n in notes] == [
        (NoteKind.INCLUSION_TERM, "Small thing", "ZA0.0", False),
        (NoteKind.INCLUDES, "All kinds", "ZA0", True),
        (NoteKind.EXCLUDES1, "Not this (ZB0)", "ZA0", True),
        (NoteKind.EXCLUDES2, "Other things", "ZA0-ZA9", True),
        (NoteKind.NOTE, "On everything", "1", True),
    ]


def test_seventh_characters_are_those_of_the_nearest_definition(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        for code in ("ZA1", "ZA1XXXD"):
            assert tuple(look_up(snapshot, SYSTEM, code, TODAY).seventh_characters) == SEVENTHS
        assert look_up(snapshot, SYSTEM, "ZA0", TODAY).seventh_characters == ()


def test_neighbours_are_of_the_same_kind_across_headings(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        record = look_up(snapshot, SYSTEM, "ZA1XXXD", TODAY)
        section = look_up(snapshot, SYSTEM, "ZA0-ZA9", TODAY)
    assert record.previous is not None
    assert record.next is not None
    assert codes([record.previous, record.next]) == ["ZA1.XXXA", "ZB0"]
    assert section.previous is None
    assert section.next is not None
    assert codes([section.next]) == ["ZB0-ZB0"]


def test_before_the_first_day_a_code_is_there_and_future(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        record = look_up(snapshot, SYSTEM, "ZA0", BEFORE)
        listing = list_children(snapshot, SYSTEM, "", BEFORE, size=0, token="")
        states = list_systems(snapshot, BEFORE)
    every = [record.summary, *record.ancestors, *record.children, *listing.children]
    assert {one.status for one in every} == {CodeStatus.FUTURE}
    assert codes(list(record.children)) == ["ZA0.0", "ZA0.1"]
    assert record.release is not None
    assert codes(list(listing.children)) == ["1"]
    assert [(s.release, s.code_count, s.billable_count) for s in states] == [(None, 0, 0)]


def test_what_there_is_not_is_not_found(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        with pytest.raises(CodeNotFoundError):
            look_up(snapshot, SYSTEM, "ZZZ", TODAY)
        for system in ("hcpcs", PCS, "", "'--", "\x00", "x" * 10_000):
            with pytest.raises(SystemNotFoundError):
                look_up(snapshot, system, "ZA0", TODAY)
            with pytest.raises(SystemNotFoundError):
                list_children(snapshot, system, "", TODAY, size=0, token="")
            assert list_near(snapshot, system or "no", "ZA0", TODAY, size=0) == []
        with pytest.raises(SystemNotFoundError):
            systems_to_stream(snapshot, "hcpcs")


def test_systems_say_how_much_there_is(snapshots: SqlSnapshots, importer: Importer) -> None:
    chapter = [node("0", kind=NodeKind.CHAPTER)]
    importer.import_edition(facts(system=PCS), file("pcs"), edition(chapter), lambda *_: None)
    with snapshots.snapshot() as snapshot:
        states = list_systems(snapshot, TODAY)
    assert [(s.facts.name, s.code_count, s.billable_count) for s in states] == [
        ("ICD-10-CM", 10, 5),
        ("ICD-10-PCS", 1, 0),
    ]
    assert [s.release and s.release.imported_at for s in states] == [FakeClock().now()] * 2


def test_a_code_is_found_in_every_system_that_has_it(
    snapshots: SqlSnapshots, importer: Importer
) -> None:
    same = [node("ZA0", kind=NodeKind.CATEGORY)]
    importer.import_edition(facts(system=PCS), file("pcs"), edition(same), lambda *_: None)
    with snapshots.snapshot() as snapshot:
        found = resolve(snapshot, "ZA0", TODAY)
        assert resolve(snapshot, "ZZZ", TODAY) == []
    assert [(s.place.version.system, s.place.child_count) for s in found] == [(SYSTEM, 2), (PCS, 0)]


def test_children_come_in_pages(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        first = list_children(snapshot, SYSTEM, "ZA0", TODAY, size=1, token="")
        rest = list_children(snapshot, SYSTEM, "ZA0", TODAY, size=1, token=first.next_page_token)
        with pytest.raises(PageTokenInvalidError):
            list_children(snapshot, SYSTEM, "ZA1", TODAY, size=1, token=first.next_page_token)
        forged = make_token("QQQ", SYSTEM, "ZA0", TODAY.isoformat())
        with pytest.raises(PageTokenInvalidError):
            list_children(snapshot, SYSTEM, "ZA0", TODAY, size=1, token=forged)
    assert first.heading is not None
    assert codes([first.heading, *first.ancestors]) == ["ZA0", "1", "ZA0-ZA9"]
    assert (codes(list(first.children)), codes(list(rest.children))) == (["ZA0.0"], ["ZA0.1"])
    assert rest.next_page_token == ""


def test_all_codes_are_listed_in_pages_in_the_order_of_the_book(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        listed, token = list_codes(snapshot, SYSTEM, TODAY, size=3, token="")
        while token:
            codes_of_page, token = list_codes(snapshot, SYSTEM, TODAY, size=3, token=token)
            listed += codes_of_page
        assert list_codes(snapshot, SYSTEM, BEFORE, size=0, token="") == ([], "")
        with pytest.raises(PageTokenInvalidError):
            list_codes(snapshot, SYSTEM, TODAY, size=3, token="x")
    assert listed == [entry.code for entry in BOOK]


def test_near_codes_are_in_force_and_the_likeliest_first(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        near = list_near(snapshot, "", "ZAO.1", TODAY, size=0)
        limited = list_near(snapshot, SYSTEM, "ZA0.9", TODAY, size=2)
        assert list_near(snapshot, "", "ZA0.1", BEFORE, size=0) == []
        assert list_near(snapshot, "", "?", TODAY, size=-1) == []
    assert codes(near)[0] == "ZA0.1"
    assert codes(limited) == ["ZA0.1", "ZA0.0"]


def test_a_stream_has_the_book_in_order_with_chapters_and_terms(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        assert systems_to_stream(snapshot, "") == [SYSTEM]
        streamed = list(documents(snapshot, SYSTEM, TODAY))
        assert list(documents(snapshot, SYSTEM, BEFORE)) == []
    assert codes([d.summary for d in streamed]) == [entry.code for entry in BOOK]
    assert [d.position for d in streamed] == list(range(len(BOOK)))
    assert {d.chapter.code for d in streamed if d.chapter} == {"1"}
    assert [list(d.inclusion_terms) for d in streamed[2:4]] == [
        ["Only the heading"],
        ["Small thing"],
    ]
    assert [d.summary.place.child_count for d in streamed] == [2, 2, 2, 0, 0, 2, 0, 0, 1, 0]
