"""What the catalog answers, as plain dataclasses."""

from dataclasses import dataclass
from enum import StrEnum


class NodeKind(StrEnum):
    """What a place in a system's hierarchy is."""

    CHAPTER = "chapter"
    SECTION = "section"
    CATEGORY = "category"
    SUBCATEGORY = "subcategory"
    CODE = "code"


class CodeStatus(StrEnum):
    """Whether a code may be used on the date asked for."""

    ACTIVE = "active"
    DELETED = "deleted"
    FUTURE = "future"


class NoteKind(StrEnum):
    """The official label under which a note stands."""

    INCLUDES = "includes"
    INCLUSION_TERM = "inclusion-term"
    EXCLUDES1 = "excludes1"
    EXCLUDES2 = "excludes2"
    CODE_FIRST = "code-first"
    USE_ADDITIONAL_CODE = "use-additional-code"
    CODE_ALSO = "code-also"
    NOTE = "note"
    SEVENTH_CHARACTER_NOTE = "seventh-character-note"


@dataclass(frozen=True, slots=True)
class Release:
    """One published edition of one source file; dates are YYYY-MM-DD, empty when there is none."""

    system: str
    edition: str
    effective_from: str
    effective_to: str
    licence: str
    # Which of the publisher's files it is, such as `mue-practitioner`.
    kind: str = ""
    # From which day the publisher has a following edition, by its calendar.
    followed_on: str = ""


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A code set and its size on the date asked for."""

    system: str
    name: str
    description: str
    release: Release
    billable_count: int
    code_count: int
    # The line that must stand wherever a title of the system is shown; empty for most.
    copyright: str = ""


@dataclass(frozen=True, slots=True)
class CodeSummary:
    """What a list shows of a code or heading."""

    system: str
    code: str
    compact: str
    title: str
    kind: NodeKind
    billable: bool
    status: CodeStatus
    child_count: int


@dataclass(frozen=True, slots=True)
class Note:
    """One official note, with the level at which it stands."""

    kind: NoteKind
    text: str
    from_code: str
    from_kind: NodeKind
    inherited: bool


@dataclass(frozen=True, slots=True)
class SeventhCharacter:
    """One value that the 7th character may take, and where it is defined."""

    character: str
    title: str
    from_code: str


@dataclass(frozen=True, slots=True)
class ArticleSection:
    """A section of an article; the text is Markdown without HTML."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article on a code; `codes` are written `icd-10-cm E11.9`, `reviewed` YYYY-MM-DD."""

    article: str
    title: str
    codes: tuple[str, ...]
    author: str
    reviewed: str
    version: int
    sources: tuple[str, ...]
    sections: tuple[ArticleSection, ...]


@dataclass(frozen=True, eq=False, slots=True)
class CodeRecord:
    """All that the catalog knows of one code or heading on one date.

    A record is its own key: what is made of it is kept as long as the record itself is.
    """

    summary: CodeSummary
    short_title: str
    effective_from: str
    effective_to: str
    ancestors: tuple[CodeSummary, ...]
    children: tuple[CodeSummary, ...]
    previous: CodeSummary | None
    next: CodeSummary | None
    notes: tuple[Note, ...]
    seventh_characters: tuple[SeventhCharacter, ...]
    release: Release
    # The line that must stand under the title; empty for most.
    copyright: str = ""
    # In common language; empty where there is none.
    plain_description: str = ""
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildrenPage:
    """A page of what stands directly below a heading; `parent` is None at the top of the book."""

    parent: CodeSummary | None
    ancestors: tuple[CodeSummary, ...]
    children: tuple[CodeSummary, ...]
    next_page_token: str
    release: Release
