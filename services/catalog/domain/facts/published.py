"""What the rules ask of the published tables: the records that are in force on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from services.catalog.domain.facts.kinds import EditSide
from services.catalog.domain.records import Release
from services.catalog.readers.ncci_ptp import PtpEdit

# What a column is to be equal to; of several values any will do.
Value = str | int | Sequence[str] | Sequence[int]
Record = TypeVar("Record", covariant=True)  # noqa: PLC0105 - the plain name of what it is


@dataclass(frozen=True, slots=True)
class Held(Generic[Record]):
    """A record as published, and from when until when the loaded editions say so.

    `release` is the edition in force; the record may be older. `part` is which of the edition's
    files says it, "" where there is one.
    """

    record: Record
    valid_from: date
    valid_to: date | None
    release: Release
    part: str = ""


@dataclass(frozen=True, slots=True)
class EditsAsked:
    """The edits of a code in one kind of file, with partners whose code begins with `prefix`.

    `day` is the date of service, `edition_day` the day whose edition answers for it. With `ended`,
    edits that have ended or never applied are among them.
    """

    kind: str
    code: str
    day: date
    edition_day: date
    prefix: str = ""
    ended: bool = False

    @property
    def scope(self) -> tuple[str, ...]:
        """What a page token is sealed with."""
        return (self.kind, self.code, self.day.isoformat(), self.prefix, str(self.ended))


class PlacedEdit(NamedTuple):
    """An edit, which column was asked for, and its number among those of one pair and first day."""

    edit: PtpEdit
    side: EditSide
    occurrence: int

    @property
    def place(self) -> tuple[str, date, int]:
        """Where it stands in the list: by partner, then by first day."""
        first = self.side is EditSide.COLUMN_1
        partner = self.edit.column_2 if first else self.edit.column_1
        return partner, self.edit.effective, self.occurrence


class Published(Protocol):
    """The published tables in one state of the catalog. Tables and columns have their SQL names."""

    def releases(self, kind: str | None = None) -> Sequence[Release]:
        """Return every imported file of a kind, or of all kinds, by first day."""
        ...

    def release(self, kind: str, day: date, part: str | None = None) -> Release | None:
        """Return the edition of a kind of file that is in force: the last that has begun."""
        ...

    def edition_day(self, kind: str, day: date) -> date:
        """Return the day whose edition answers for a day, where rows have dates of their own.

        The first edition answers for the time before it, too: what has ended stays in it.
        """
        ...

    def find(self, table: str, day: date, most: int = 0, /, **where: Value) -> Sequence[Held[Any]]:
        """Return the records in force on the day whose columns have these values, by their key.

        At most so many, if `most` is not 0.
        Nothing is asked of the database if no edition has begun.
        """
        ...

    def pick(
        self, table: str, day: date, columns: tuple[str, ...], /, **where: Value
    ) -> Sequence[tuple[Any, ...]]:
        """Return only these columns of the same records, each combination once, in their order."""
        ...

    def count(self, table: str, day: date, /, **where: Value) -> int:
        """Return how many such records there are."""
        ...

    def containing(self, table: str, day: date, column: str, text: str) -> Sequence[Held[Any]]:
        """Return the records in force on the day in whose column the text stands.

        Every record of the table is looked at: only for tables of some thousands.
        """
        ...

    def edits(
        self, asked: EditsAsked, side: EditSide, after: tuple[str, date, int] | None, limit: int
    ) -> Sequence[PlacedEdit]:
        """Return at most `limit` edits in the order of their places, those after `after`."""
        ...

    def edit_count(self, asked: EditsAsked, side: EditSide) -> int:
        """Return how many edits there are on all pages of one side."""
        ...
