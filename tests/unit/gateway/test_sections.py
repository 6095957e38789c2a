"""The gated sections of a page, from a record."""

from codebook.catalog.v1 import catalog_pb2 as pb

from services.gateway.clients import messages
from services.gateway.clients.records import Release
from services.gateway.pages.codes.articles import Body
from services.gateway.pages.codes.notes import Level
from services.gateway.pages.codes.section import Section, distinct
from services.gateway.pages.codes.sections import sections_of
from tests.support import book


def sections(record: pb.CodeRecord) -> tuple[Section, ...]:
    return sections_of(messages.record(record))


def test_notes_stand_under_their_labels_in_the_order_of_the_book() -> None:
    found = [(section.key, section.count) for section in sections(book.RECORDS[2])]
    assert found == [("includes", 2), ("excludes1", 3), ("use-additional-code", 1)]


def test_each_note_is_marked_with_its_level() -> None:
    excludes = sections(book.RECORDS[4])[1].body
    assert isinstance(excludes, tuple)
    levels = [level for level in excludes if isinstance(level, Level)]
    places = [(level.name, level.code, level.inherited, len(level.notes)) for level in levels]
    assert places == [("category", "E11", True, 2), ("chapter", "4", True, 1)]


def test_a_label_without_notes_is_not_shown() -> None:
    assert sections(book.record(book.E13)) == ()


def test_every_label_of_the_wire_has_a_section() -> None:
    kinds = [kind for kind in pb.NoteKind.values() if kind != pb.NOTE_KIND_UNSPECIFIED]
    notes = [book.note(kind, f"note {kind}", book.E13) for kind in kinds]
    assert len(sections(book.record(book.E13, notes=notes))) == len(kinds)


def test_a_note_of_a_kind_newer_than_this_code_is_still_shown() -> None:
    newer = book.note(pb.NOTE_KIND_UNSPECIFIED, "something", book.E13)
    assert [s.key for s in sections(book.record(book.E13, notes=[newer]))] == ["note"]


def test_articles_come_first_as_html() -> None:
    (section,) = sections(book.RECORDS[-1])
    assert (section.key, section.title, section.count) == ("articles", "How to use it", 1)
    assert isinstance(section.body, tuple)
    (body,) = section.body
    assert isinstance(body, Body)
    assert body.article.sources == ("An invented book",)
    assert body.sections[0] == (
        "When to use it",
        "<p>Use it <em>seldom</em>. &lt;b&gt;Never&lt;/b&gt; twice.</p>\n",
    )


def test_seventh_characters_are_a_section() -> None:
    found = sections(book.RECORDS[6])
    assert [(section.key, section.count) for section in found] == [("seventh-characters", 2)]


def test_an_export_of_the_coverage_database_is_one_source() -> None:
    kinds = ("coverage-lcd", "coverage-lcd-x-urls", "coverage-article", "mue-dme", "mue-dme")
    releases = [Release("", "2026", "2026-01-01", "", "", kind) for kind in kinds]
    assert [one.kind for one in distinct(releases)] == [
        "coverage-lcd",
        "coverage-article",
        "mue-dme",
    ]
