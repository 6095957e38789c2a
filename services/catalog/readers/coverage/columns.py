"""Tables of the coverage database as records: each field's annotation says what its column is."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from services.catalog.readers.text import Place, count, one_of

YesNo = Literal["Y", "N"]
# Where in a range a code stands: beginning, middle, end, or on its own.
Range = Literal["B", "M", "E", "N"]
# As before; and X, Y, Z for a range that was written with an X in the code.
RevenueRange = Literal["B", "M", "E", "N", "X", "Y", "Z"]

_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6}0{0,3})?"
)
_MIDNIGHT = " 00:00:00"

Parser = Callable[[Place, str, str], object]


@dataclass(frozen=True)
class Table:
    """One table: the name of its file, its record, and the columns of its key, if it has one.

    A field of the record that has a default is a column that not every export has.
    """

    name: str
    record: Any
    key: str

    @property
    def columns(self) -> frozenset[str]:
        """The names of the columns, in small letters."""
        return frozenset(self.record._fields)

    def fits(self, header: frozenset[str]) -> bool:
        """Return whether these columns are those of the table."""
        return self.columns - frozenset(self.record._field_defaults) <= header <= self.columns

    def parsers(self) -> dict[str, Parser]:
        """Return, by column, what makes a value of a cell or raises its fault."""
        return {name: _parser(hint) for name, hint in get_type_hints(self.record).items()}


def _parser(hint: object) -> Parser:
    if get_origin(hint) is Literal:
        return partial(_one_of, get_args(hint))
    if get_origin(hint) is UnionType:
        (kind,) = set(get_args(hint)) - {NoneType}
        return partial(_optional, _PARSERS[kind])
    return _PARSERS[hint]


def _optional(parse: Parser, place: Place, column: str, text: str) -> object:
    return parse(place, column, text) if text else None


def _one_of(allowed: tuple[str, ...], place: Place, column: str, text: str) -> str:
    return one_of(place, column, text, allowed)


def _as_it_is(_place: Place, _column: str, text: str) -> str:
    return text


def _moment(place: Place, column: str, text: str) -> datetime:
    if _TIMESTAMP.fullmatch(text):
        try:
            return datetime.fromisoformat(text).replace(tzinfo=UTC)
        except ValueError:
            pass
    raise place.fault("not a time (YYYY-MM-DD HH:MM:SS)", column=column, value=text)


def _day(place: Place, column: str, text: str) -> date:
    if not text.partition(".")[0].endswith(_MIDNIGHT):
        raise place.fault("not a date (YYYY-MM-DD 00:00:00)", column=column, value=text)
    return _moment(place, column, text).date()


def _truth(place: Place, column: str, text: str) -> bool:
    return one_of(place, column, text, ("True", "False")) == "True"


_PARSERS: dict[object, Parser] = {
    str: _as_it_is,
    int: count,
    bool: _truth,
    date: _day,
    datetime: _moment,
}
