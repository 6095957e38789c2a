"""The whole book as documents for an index: each code with its chapter and inclusion terms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.kinds import NoteKind
from services.catalog.domain.lookup import require_system, summarise
from services.catalog.domain.plain import describe
from services.catalog.domain.records import Summary, Version
from services.catalog.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Document:
    """What an index needs of a code; `position` counts from 0 within the system."""

    summary: Summary
    chapter: Version
    inclusion_terms: Sequence[str]
    position: int
    plain_description: str


def systems_to_stream(snapshot: Snapshot, system: str) -> list[str]:
    """Return the system asked for, or all for ""; raises SystemNotFoundError."""
    if system:
        require_system(snapshot, system)
        return [system]
    return [facts.system for facts in snapshot.systems()]


def documents(snapshot: Snapshot, system: str, as_of: date) -> Iterator[Document]:
    """Yield every place in force, in the order of the book."""
    terms = snapshot.notes_of_kind(system, NoteKind.INCLUSION_TERM, as_of)
    above: list[Version] = []
    for position, place in enumerate(snapshot.book(system, as_of)):
        version, summary = place.version, summarise(place, as_of)
        # What is above a place stands before it, and the book opens with a chapter.
        while above and above[-1].compact != version.parent:
            above.pop()
        yield Document(
            summary,
            above[0] if above else version,
            terms.get(version.version_id, ()),
            position,
            describe(summary, above),
        )
        above.append(version)
