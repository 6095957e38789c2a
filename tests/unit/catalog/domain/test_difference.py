from dataclasses import replace
from datetime import date

import pytest

from services.catalog.domain.difference import ImportCounts, difference, digest_of
from services.catalog.domain.kinds import NodeKind, NoteKind
from services.catalog.domain.records import Entry, Note, SeventhCharacter
from services.catalog.domain.timeline import Span, Window
from tests.support.editions import code

JANUARY, MARCH, MAY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)
ENTRY = code("ZA0.0", "ZA0", notes=(Note(NoteKind.INCLUDES, "one"),))
STORED = Span(JANUARY, None, digest_of(ENTRY), 1, version_id=5)


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, code="ZA00"),
        replace(ENTRY, title="Another"),
        replace(ENTRY, short_title="Short"),
        replace(ENTRY, kind=NodeKind.SUBCATEGORY),
        replace(ENTRY, billable=False),
        replace(ENTRY, parent="ZA1"),
        replace(ENTRY, notes=()),
        replace(ENTRY, notes=(Note(NoteKind.EXCLUDES1, "one"),)),
        replace(ENTRY, notes=(Note(NoteKind.INCLUDES, "one"), Note(NoteKind.INCLUDES, "two"))),
        replace(ENTRY, seventh_characters=(SeventhCharacter("A", "first", "ZA0"),)),
    ],
)
def test_a_digest_stands_for_all_that_an_entry_says(other: Entry) -> None:
    assert digest_of(other) != digest_of(ENTRY)


def test_notes_and_characters_are_not_mistaken_for_each_other() -> None:
    note = replace(ENTRY, notes=(Note(NoteKind.INCLUDES, "A\x1ft"),))
    assert digest_of(note) != digest_of(replace(ENTRY, notes=()))


def test_what_is_new_is_written() -> None:
    changes = difference({}, [ENTRY], Window(JANUARY, None), 1)
    assert changes.counts() == ImportCounts(added=1, changed=0, unchanged=0, ended=0)
    assert [entry for _, entry in changes.write] == [ENTRY]
    assert (changes.adjust, changes.copy, changes.remove) == ([], [], [])


def test_what_is_the_same_costs_nothing() -> None:
    changes = difference({"ZA00": [STORED]}, [ENTRY], Window(MARCH, None), 2)
    assert changes.counts() == ImportCounts(added=0, changed=0, unchanged=1, ended=0)
    assert (changes.write, changes.adjust, changes.copy, changes.remove) == ([], [], [], [])


def test_what_has_changed_ends_one_version_and_begins_another() -> None:
    other = replace(ENTRY, title="Another")
    changes = difference({"ZA00": [STORED]}, [other], Window(MARCH, None), 2)
    assert changes.counts() == ImportCounts(added=0, changed=1, unchanged=0, ended=0)
    assert changes.adjust == [replace(STORED, valid_to=MARCH)]
    assert changes.write == [(Span(MARCH, None, digest_of(other), 2), other)]


def test_what_is_left_out_ends() -> None:
    changes = difference({"ZA00": [STORED]}, [], Window(MARCH, None), 2)
    assert changes.counts() == ImportCounts(added=0, changed=0, unchanged=0, ended=1)
    assert changes.adjust == [replace(STORED, valid_to=MARCH)]


def test_an_edition_between_two_others_copies_what_holds_on_both_sides() -> None:
    other = replace(ENTRY, title="Another")
    changes = difference({"ZA00": [STORED]}, [other], Window(MARCH, MAY), 2)
    assert changes.adjust == [replace(STORED, valid_to=MARCH)]
    assert changes.copy == [replace(STORED, valid_from=MAY)]


def test_a_corrected_edition_of_the_same_day_replaces_the_first() -> None:
    other = replace(ENTRY, title="Another")
    changes = difference({"ZA00": [STORED]}, [other], Window(JANUARY, None), 2)
    assert changes.remove == [5]
    assert [entry for _, entry in changes.write] == [other]
