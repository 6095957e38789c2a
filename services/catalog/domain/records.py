"""The nouns of the book as plain values: what a reader yields, and what a look-up returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from services.catalog.domain.kinds import CodeStatus, NodeKind, NoteKind
from services.catalog.readers.articles import Article


class Note(NamedTuple):
    """One official note at the place where it stands."""

    kind: NoteKind
    text: str


class SeventhCharacter(NamedTuple):
    """One value of the 7th character, and the code or heading, as printed, that defines it."""

    character: str
    title: str
    from_code: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the book as a published edition has it; `parent` is compact, "" at the top.

    Some publishers say themselves from which day a code holds (`begins`), and from which day it
    holds no longer (`ends`); else an edition's own time is that of all its places.
    """

    code: str
    compact: str
    title: str
    kind: NodeKind
    billable: bool
    parent: str
    short_title: str = ""
    notes: tuple[Note, ...] = ()
    seventh_characters: tuple[SeventhCharacter, ...] = ()
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """What one published file holds: the places in the order of the book, and its record count."""

    entries: Sequence[Entry]
    row_count: int


@dataclass(frozen=True, slots=True)
class SystemFacts:
    """A code system; `position` is where a reader expects it in a list of systems."""

    system: str
    name: str
    description: str
    position: int


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What the publisher says of an edition of one file; `effective_to` is the last day, or None.

    The dates are dates of service (ICD-10-PCS: of discharge).
    """

    system: str
    kind: str
    edition: str
    effective_from: date
    effective_to: date | None
    licence: str


@dataclass(frozen=True, slots=True)
class Release:
    """One imported file."""

    release_id: int
    facts: ReleaseFacts
    file_name: str
    sha256: str
    row_count: int
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A code's record from `valid_from` until the day before `valid_to`; None means no end.

    `release_id` is of the release that brought it; later ones may say the same.
    """

    version_id: int
    system: str
    code: str
    compact: str
    title: str
    short_title: str
    kind: NodeKind
    billable: bool
    parent: str
    position: int
    valid_from: date
    valid_to: date | None
    release_id: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A version as a list shows it: with how many places are directly below on that day."""

    version: Version
    child_count: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A code and nothing else: as printed, and in compact form."""

    printed: str
    compact: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A place, and whether it may be used on the date asked for."""

    place: Place
    status: CodeStatus


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note as a code shows it: with the place where it stands."""

    note: Note
    source: Version
    inherited: bool


@dataclass(frozen=True, slots=True)
class Record:
    """All that the catalog knows of one code or heading on one date of service.

    `plain_description` is in the project's own words; see plain.describe. `copyright` must stand
    under the title, if it is not empty.
    """

    summary: Summary
    effective_from: date
    effective_to: date | None
    ancestors: Sequence[Summary]
    children: Sequence[Summary]
    previous: Summary | None
    next: Summary | None
    notes: Sequence[PlacedNote]
    seventh_characters: Sequence[SeventhCharacter]
    release: Release | None
    plain_description: str
    copyright: str
    articles: Sequence[Article]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of what stands below a heading; `heading` is None at the top of the book."""

    heading: Summary | None
    ancestors: Sequence[Summary]
    children: Sequence[Summary]
    next_page_token: str
    release: Release | None


@dataclass(frozen=True, slots=True)
class SystemState:
    """A code system on a date of service: the release in force, and how much there is in it."""

    facts: SystemFacts
    release: Release | None
    code_count: int
    billable_count: int
    copyright: str = ""
