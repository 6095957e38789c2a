"""The official notes as sections: by label, and in each by the level at which they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from services.gateway.clients.records import CodeRecord, Note, NoteKind
from services.gateway.pages.codes.linking import Piece, pieces
from services.gateway.pages.codes.section import Section
from services.gateway.pages.words import level_name

# In the order in which a coder reads them. The second words say what the label means: ICD-10-CM
# Official Guidelines for Coding and Reporting, I.A.10 to I.A.17.
_LABELS = {
    NoteKind.INCLUDES: ("Includes", "Conditions that belong here."),
    NoteKind.INCLUSION_TERM: ("Inclusion terms", "Conditions for which the code is to be used."),
    NoteKind.EXCLUDES1: ("Excludes1", "Not coded here: never together with this code."),
    NoteKind.EXCLUDES2: ("Excludes2", "Not included here: coded as well when both are present."),
    NoteKind.CODE_FIRST: ("Code first", "The underlying condition comes before this code."),
    NoteKind.USE_ADDITIONAL_CODE: ("Use additional code", "A second code says more."),
    NoteKind.CODE_ALSO: ("Code also", "Two codes may be needed, in the order of the encounter."),
    NoteKind.NOTE: ("Notes", ""),
    NoteKind.SEVENTH_CHARACTER_NOTE: ("On the 7th character", ""),
}


@dataclass(frozen=True)
class Level:
    """The notes of one label that stand at one place; `code` is that place."""

    name: str
    code: str
    inherited: bool
    notes: tuple[tuple[Piece, ...], ...]


def sections(record: CodeRecord) -> Iterator[Section]:
    """Yield a section for each label that the code's own or its ancestors' notes have."""
    for kind, (title, gloss) in _LABELS.items():
        notes = [note for note in record.notes if note.kind is kind]
        if notes:
            levels = tuple(_levels(record.summary.system, notes))
            yield Section(
                kind.value, title, gloss, len(notes), "codes/notes.html", levels, (record.release,)
            )


def _levels(system: str, notes: list[Note]) -> Iterator[Level]:
    """Yield the notes by place; the catalog gives them in order, the nearest place first."""
    for (code, inherited), group in groupby(notes, lambda note: (note.from_code, note.inherited)):
        here = list(group)
        # Published after its label: "Code first, if applicable, …".
        name = level_name(system, here[0].from_kind).lower()
        yield Level(name, code, inherited, tuple(pieces(note.text.lstrip(", ")) for note in here))
