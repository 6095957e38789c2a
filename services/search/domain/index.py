"""The index as the rules see it: what it is asked, what it answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from typing import NamedTuple, Protocol

from services.search.domain.frequencies import Frequencies
from services.search.domain.reading import Reading
from services.search.domain.relaxing import Fields
from services.search.domain.spans import Marked, Spans, best_matched, marked_like
from services.search.domain.status import IndexStatus

FACETS = ("system", "billable", "chapter", "status")

# How many hits have each value of a facet.
Counts = dict[str, int]


class Part(Enum):
    """One list of an answer. The lists follow one another and no code stands in two."""

    CODE = "code"
    BELOW = "below"
    WORDS = "words"


class Status(StrEnum):
    """Whether a code may be used on a day."""

    ACTIVE = "active"
    DELETED = "deleted"
    FUTURE = "future"


def status_on(begins: int, ends: int, day: int) -> Status:
    """Return whether a code that begins and ends on these days may be used on a day."""
    if begins > day:
        return Status.FUTURE
    return Status.ACTIVE if ends > day else Status.DELETED


@dataclass(frozen=True)
class Filters:
    """What a reader narrows to; nothing said is no filter.

    `chapters` are names of chapters with their system (`icd-10-cm 4`). `day` is the date of service
    on which a status holds, as a number: 20260401.
    """

    systems: tuple[str, ...] = ()
    billable: bool | None = None
    chapters: tuple[str, ...] = ()
    status: Status | None = None
    day: int = 0

    def active(self) -> tuple[str, ...]:
        """Return the names of the facets that narrow."""
        narrows = {
            "system": bool(self.systems),
            "billable": self.billable is not None,
            "chapter": bool(self.chapters),
            "status": self.status is not None,
        }
        return tuple(name for name in FACETS if narrows[name])

    def without(self, facet: str) -> "Filters":
        """Return the filters with this facet's own left out."""
        match facet:
            case "system":
                return replace(self, systems=())
            case "billable":
                return replace(self, billable=None)
            case "chapter":
                return replace(self, chapters=())
            case _:
                return replace(self, status=None)


@dataclass(frozen=True)
class Window:
    """A stretch of a list."""

    offset: int
    limit: int


NOTHING = Window(0, 0)


@dataclass(frozen=True)
class Question:
    """What is asked about one part: a stretch of its hits, and counts by these facets.

    `words` are asked for in place of those of the reading: not all of them, but as many from the
    first on as any code has.
    """

    part: Part
    reading: Reading
    filters: Filters = field(default_factory=Filters)
    window: Window = NOTHING
    facets: tuple[str, ...] = ()
    words: str = ""


class Hit(NamedTuple):
    """A code that fits the query, with what the query matched of its title and its other names.

    It has `fields` where not every word was asked for. It is `named` if the words of the query are
    its title, or a name that our own list has for it.
    """

    system: str
    code: str
    kind: str
    billable: bool
    title: Marked
    chapter: str = ""
    chapter_title: str = ""
    terms: Sequence[str] = ()
    names: Sequence[str] = ()
    begins: int = 0
    ends: int = 0
    fields: Fields = ()
    named: bool = False

    def shown(self) -> tuple[Spans, Spans]:
        """Return the title in pieces, and the name that matched best where the title lacks some."""
        title = marked_like(*self.title)
        whole = all(span.matched or not span.text.strip() for span in title)
        return title, () if whole else best_matched(self.terms, self.names)


@dataclass(frozen=True)
class Answer:
    """What the index says to one question: the hits asked for, how many in all, the counts."""

    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, Counts]


class Index(Protocol):
    """Where codes are looked for. Its methods raise IndexUnavailableError."""

    def ask(self, questions: Sequence[Question], *, brief: bool = False) -> list[Answer]:
        """Return one answer to each question; a brief one has no chapters.

        Raises IndexMissingError when there is no index.
        """
        ...

    def frequencies(self) -> Frequencies:
        """Return in how many documents each word of the index stands.

        Raises IndexMissingError when there is no index.
        """
        ...

    def status(self) -> IndexStatus | None:
        """Return what the index was built from, None when there is none."""
        ...
