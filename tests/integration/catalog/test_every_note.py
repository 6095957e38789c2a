"""Every excludes1, code first and use additional note of the book: what it names is there."""

import re
from bisect import bisect_left

import pytest

from services.catalog.domain.kinds import NoteKind
from services.catalog.domain.note_codes import Target, targets
from services.catalog.store.snapshots import SqlSnapshot
from tests.support.catalog import CM, DAY

# What looks like a code; `B12` of the vitamin and `CD30` do too, a little.
_LIKE_A_CODE = re.compile(r"\b[A-Z][0-9][0-9A-Z](?:\.|\b)")
# The one code that a note names and the book does not have.
_SLIP = "G3190-G3190"


@pytest.fixture
def compacts(loaded: SqlSnapshot) -> list[str]:
    """Return every code of the book in the order of its letters."""
    return sorted(place.version.compact for place in loaded.book(CM, DAY))


@pytest.mark.parametrize(
    ("kind", "named", "unread"),
    [
        (NoteKind.EXCLUDES1, 5_264, 15),
        (NoteKind.CODE_FIRST, 599, 0),
        (NoteKind.USE_ADDITIONAL_CODE, 1_168, 1),
    ],
)
def test_every_code_that_a_note_names_is_in_the_book(
    loaded: SqlSnapshot, compacts: list[str], kind: NoteKind, named: int, unread: int
) -> None:
    notes = [note for of in loaded.notes_of_kind(CM, kind, DAY).values() for note in of]
    read = {note: targets(note) for note in notes}
    assert sum(bool(read[note]) for note in notes) == named
    assert sum(not read[note] and bool(_LIKE_A_CODE.search(note)) for note in notes) == unread
    absent = {
        f"{target.first}-{target.last}"
        for found in read.values()
        for target in found
        if not _is_there(target, compacts)
    }
    assert absent <= {_SLIP}


def _is_there(target: Target, compacts: list[str]) -> bool:
    """Return whether any code of the book is among those that the target holds."""
    first = bisect_left(compacts, target.first)
    for compact in compacts[first:]:
        if target.holds(compact):
            return True
        if compact[: len(target.last)] > target.last:
            return False
    return False
