"""Records, and the texts of records, as the values that a database's driver takes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Boolean, Connection, Date, Table
from sqlalchemy.types import TypeEngine

from services.catalog.store.tables.record_table import RecordTable
from services.catalog.store.tables.terms import Terms

Row = Sequence[Any]
Convert = Callable[[Any], Any]
Converters = Sequence[tuple[int, Convert | None]]
# Few different values in many rows: each is converted once.
_FEW = (Date, Boolean)


class Converter(Protocol):
    """Makes the values of a table's own columns."""

    def convert(self, rows: Sequence[Row], *, texts: bool) -> Iterable[Row]:
        """Yield them for each record, or for the texts of each."""
        ...

    def finish(self) -> None:
        """Store what the rows so far refer to."""
        ...


def converter(connection: Connection, records: RecordTable) -> Converter:
    """Return what makes the values of this table's columns."""
    if records.terms is None:
        return _Plain(connection, records)
    return _WithTerms(connection, records, records.terms)


class _Plain:
    """Each field by itself, a column of rows at a time."""

    def __init__(self, connection: Connection, records: RecordTable) -> None:
        self._converters = _converters(connection, records, records.record._fields)

    def convert(self, rows: Sequence[Row], *, texts: bool) -> Iterable[Row]:  # noqa: ARG002 - no such table has texts
        """Yield the values of each record."""
        columns = list(zip(*rows, strict=True))
        return zip(*_converted(columns, self._converters), strict=True)

    def finish(self) -> None:
        """Do nothing: the rows refer to nothing."""


class _WithTerms:
    """The leading fields; of those behind them the key's, and the number of the others' terms."""

    def __init__(self, connection: Connection, records: RecordTable, terms: Table) -> None:
        fields = records.record._fields
        self._lead = records.lead
        self._leading = _converters(connection, records, fields[: self._lead])
        behind = fields[self._lead :]
        self._key = _converters(connection, records, behind)
        self._shared = [i for i, name in enumerate(behind) if name in records.shared]
        self._terms = Terms(connection, terms)
        self._of_values = _Memory(self._stored)
        rest_of = records.rest_of
        self._of_text = _Memory(lambda text: self._stored(rest_of(text)) if rest_of else ())

    def convert(self, rows: Sequence[Row], *, texts: bool) -> Iterable[Row]:
        """Yield the values of each record, or of the leading texts and the text behind them."""
        columns = list(zip(*rows, strict=True))
        leading = _converted(columns, self._leading)
        if texts:
            behind = map(self._of_text.__getitem__, columns[self._lead])
        else:
            tails = zip(*columns[self._lead :], strict=True)
            behind = map(self._of_values.__getitem__, tails)
        return zip(*leading, *zip(*behind, strict=True), strict=True)

    def finish(self) -> None:
        """Store the new terms."""
        self._terms.write()

    def _stored(self, tail: Row) -> tuple[Any, ...]:
        """Return the values of the stored columns of what stands behind the leading fields."""
        key = [convert(tail[i]) if convert else tail[i] for i, convert in self._key]
        return (*key, self._terms.number([tail[i] for i in self._shared]))


class _Memory(dict[Any, tuple[Any, ...]]):
    """Makes a tuple of each different key once; faster than functools.cache, being a dict."""

    def __init__(self, make: Callable[[Any], tuple[Any, ...]]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any key
        made = self[key] = self._make(key)
        return made


def _converters(connection: Connection, records: RecordTable, names: Sequence[str]) -> Converters:
    """Return the position of each of these fields that has a stored column, and what makes it."""
    return [
        (i, _bound(connection, records.stored.c[name].type))
        for i, name in enumerate(names)
        if name in records.own
    ]


def _bound(connection: Connection, type_: TypeEngine[Any]) -> Convert | None:
    implementation = type_.dialect_impl(connection.dialect)
    convert = implementation.bind_processor(connection.dialect)
    return cache(convert) if convert and isinstance(type_, _FEW) else convert


def _converted(columns: Sequence[Sequence[Any]], converters: Converters) -> Iterator[Iterable[Any]]:
    for i, convert in converters:
        yield map(convert, columns[i]) if convert else columns[i]
