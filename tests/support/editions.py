"""Small editions of an invented code book, for tests of whoever keeps or reads it."""

from collections.abc import Sequence
from datetime import date

from services.catalog.domain.kinds import NodeKind, NoteKind
from services.catalog.domain.records import (
    Edition,
    Entry,
    Note,
    ReleaseFacts,
    SeventhCharacter,
)
from services.catalog.store import SourceFile

SYSTEM = "icd-10-cm"
FIRST_DAY = date(2026, 4, 1)


def facts(start: date = FIRST_DAY, system: str = SYSTEM) -> ReleaseFacts:
    """Return an edition that begins on a day."""
    return ReleaseFacts(system, "tabular", f"Edition {start}", start, None, "Invented")


def file(content: str = "first") -> SourceFile:
    """Return a file whose digest its content decides."""
    return SourceFile("book.xml", content.encode().hex().ljust(64, "0"))


def edition(entries: Sequence[Entry]) -> Edition:
    """Return the edition of these entries."""
    return Edition(entries, len(entries))


def node(
    code: str, parent: str = "", title: str = "", *, kind: NodeKind, notes: tuple[Note, ...] = ()
) -> Entry:
    """Return a place of the book; a code is billable and nothing else is."""
    return Entry(
        code=code,
        compact=code.replace(".", ""),
        title=title or f"Title of {code}",
        kind=kind,
        billable=kind is NodeKind.CODE,
        parent=parent,
        notes=notes,
    )


def code(code_: str, parent: str, title: str = "", notes: tuple[Note, ...] = ()) -> Entry:
    """Return a billable code."""
    return node(code_, parent, title, kind=NodeKind.CODE, notes=notes)


# One chapter of two sections; ZA1 has a 7th character, ZB0 has none below it.
SEVENTHS = (
    SeventhCharacter("A", "first time", "ZA1"),
    SeventhCharacter("D", "later", "ZA1"),
)
BOOK = (
    node("1", kind=NodeKind.CHAPTER, notes=(Note(NoteKind.NOTE, "On everything"),)),
    node("ZA0-ZA9", "1", kind=NodeKind.SECTION, notes=(Note(NoteKind.EXCLUDES2, "Other things"),)),
    node(
        "ZA0",
        "ZA0-ZA9",
        kind=NodeKind.CATEGORY,
        notes=(
            Note(NoteKind.INCLUDES, "All kinds"),
            Note(NoteKind.INCLUSION_TERM, "Only the heading"),
            Note(NoteKind.EXCLUDES1, "Not this (ZB0)"),
        ),
    ),
    code("ZA0.0", "ZA0", notes=(Note(NoteKind.INCLUSION_TERM, "Small thing"),)),
    code("ZA0.1", "ZA0"),
    Entry(
        "ZA1",
        "ZA1",
        "Thing",
        NodeKind.CATEGORY,
        billable=False,
        parent="ZA0-ZA9",
        notes=(Note(NoteKind.SEVENTH_CHARACTER_NOTE, "Add a character"),),
        seventh_characters=SEVENTHS,
    ),
    code("ZA1.XXXA", "ZA1", "Thing, first time"),
    code("ZA1.XXXD", "ZA1", "Thing, later"),
    node("ZB0-ZB0", "1", kind=NodeKind.SECTION),
    code("ZB0", "ZB0-ZB0"),
)
