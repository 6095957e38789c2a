"""What a reader gives: which file it is, and its records one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from services.catalog.readers.member import Member


@dataclass(frozen=True)
class Claim:
    """What a file says of itself. Dates are None where the file does not tell them.

    `kind` names the format's records, for example `mue-practitioner`; `edition` is as the
    publisher names it, for example `2026 Q2`; `effective_to` is the last day.
    """

    kind: str
    edition: str
    effective_from: date | None = None
    effective_to: date | None = None


class Record(NamedTuple):
    """Where in the file a record stands, and the record: a NamedTuple of the format's own."""

    where: str
    value: Any


@dataclass(frozen=True)
class Format:
    """One published format.

    `recognise` returns a claim, or None for a file of another format; it looks at the content,
    with the name at most as a tie-break, and raises nothing. `read` yields every record in the
    order of the file and raises FileFaultError, and nothing else, at the first that is not as
    the format says. `batches`, for tables of millions of rows, gives the same rows in lists,
    checked as `read` checks them: each a tuple of the texts of the leading fields, and the text
    of all that stands behind them.
    """

    name: str
    recognise: Callable[[Member], Claim | None]
    read: Callable[[Member], Iterator[Record]]
    batches: Callable[[Member], Iterator[list[tuple[str, ...]]]] | None = None
