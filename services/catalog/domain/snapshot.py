"""What the rules ask of the store: reads of one consistent state."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol

from services.catalog.domain.facts.published import Published
from services.catalog.domain.index_terms import Equivalent, IndexLine
from services.catalog.domain.kinds import NoteKind, TermSource
from services.catalog.domain.records import (
    Note,
    Place,
    Printed,
    Release,
    SeventhCharacter,
    SystemFacts,
    Version,
)
from services.catalog.readers.articles import Article


class Snapshot(Protocol):
    """One state of the catalog, whatever is being imported meanwhile.

    Codes are given and asked for in compact form. `day` chooses the versions in force on it.
    """

    @property
    def tables(self) -> Published:
        """The published tables in this state."""
        ...

    def import_token(self) -> str:
        """Return a token that every committed import changes."""
        ...

    def systems(self) -> Sequence[SystemFacts]:
        """Return every loaded system, in the order in which a reader expects them."""
        ...

    def releases(self, system: str | None = None) -> Sequence[Release]:
        """Return every release of a system, or of all."""
        ...

    def versions_of(self, systems: Sequence[str], compacts: Sequence[str]) -> Sequence[Version]:
        """Return every version of all these codes in these systems, by system, code and time."""
        ...

    def lines(self, versions: Iterable[Version], day: date) -> Mapping[int, Sequence[Version]]:
        """Return what stands above each version, from the nearest up, by version_id."""
        ...

    def counts(self, system: str, day: date) -> tuple[int, int]:
        """Return how many places there are, and how many of them may be reported."""
        ...

    def ever_count(self, system: str) -> int:
        """Return how many places there are, were or will be."""
        ...

    def versions(self, compact: str, system: str | None = None) -> Sequence[Version]:
        """Return every version of a code, by system and time; of one system or of all."""
        ...

    def child_count(self, version: Version, day: date) -> int:
        """Return how many places are directly below."""
        ...

    def ancestors(self, version: Version, day: date) -> Sequence[Place]:
        """Return what stands above, from the top of the book down to the parent."""
        ...

    def children(
        self, system: str, parent: str, day: date, *, after: int = -1, limit: int = -1
    ) -> Sequence[Place]:
        """Return what stands directly below ("": the top), in the order of the book.

        Only places with a position greater than `after`; at most `limit`, if that is not negative.
        """
        ...

    def codes(self, system: str, day: date, *, after: int, limit: int) -> Sequence[Printed]:
        """Return at most `limit` codes with a position greater than `after`, by position."""
        ...

    def neighbours(self, version: Version, day: date) -> tuple[Place | None, Place | None]:
        """Return the places of the same kind before and after it in the book."""
        ...

    def existing(self, systems: Sequence[str], compacts: Sequence[str], day: date) -> list[Place]:
        """Return the places that there are of those asked for, in no order."""
        ...

    def ever(self, systems: Sequence[str], compacts: Sequence[str]) -> Sequence[Version]:
        """Return every version that there has been of those asked for, in order of time."""
        ...

    def notes(self, versions: Iterable[Version]) -> Mapping[int, Sequence[Note]]:
        """Return the own notes of each version that has any, as printed, by version_id."""
        ...

    def seventh_characters(
        self, versions: Iterable[Version]
    ) -> Mapping[int, Sequence[SeventhCharacter]]:
        """Return what each version that defines 7th characters says of them, by version_id."""
        ...

    def articles(self, system: str, compact: str, day: date) -> Sequence[Article]:
        """Return the articles on a code that are in force, by name."""
        ...

    def book(self, system: str, day: date) -> Iterator[Place]:
        """Yield every place in the order of the book, without holding all of them."""
        ...

    def histories(self, system: str) -> Iterator[Sequence[Version]]:
        """Yield every version of each code there ever was, in the order of the book."""
        ...

    def child_counts(self, system: str, day: date) -> Mapping[str, int]:
        """Return how many places are directly below each place that has any, by compact form."""
        ...

    def index_lines(self, source: TermSource, day: date) -> Iterator[IndexLine]:
        """Yield every line of a published index in its own order; none if it is not loaded."""
        ...

    def equivalents(self, day: date) -> Iterator[Equivalent]:
        """Yield what the loaded definitions and indexes call names of other things."""
        ...

    def notes_of_kind(self, system: str, kind: NoteKind, day: date) -> Mapping[int, Sequence[str]]:
        """Return the own notes of one kind of every version that has any, by version_id."""
        ...


class Snapshots(Protocol):
    """Where snapshots come from."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Return the present state, to be read inside the context.

        Raises CatalogUnavailableError when the database cannot be reached, here or in a read.
        """
        ...
