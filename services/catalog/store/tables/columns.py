"""The columns of a record's fields: exact on both databases, read back as they were written."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine


class Exact(TypeDecorator[Decimal]):
    """A decimal number as text: neither database may round it. 1 and 1.000 are written alike."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the same on both
        """Return the digits without an exponent and without zeros at the end."""
        if value is None:
            return None
        digits = format(value, "f")
        return digits.rstrip("0").rstrip(".") if "." in digits else digits

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - as above
        """Return the number."""
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """A time in UTC; SQLite keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """Return the time with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Nested(TypeDecorator[Any]):
    """A tuple, or a record inside a record, as a JSON list."""

    impl = Text
    cache_ok = True

    def __init__(self, hint: Any) -> None:  # noqa: ANN401 - a type of any form
        super().__init__()
        self.hint = hint

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401, ARG002 - as above
        """Return the list."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - as above
        """Return the tuple or record."""
        return None if value is None else _restored(self.hint, json.loads(value))


def columns_of(record: Any, *, without: tuple[str, ...] = ()) -> list[Column[Any]]:  # noqa: ANN401 - a NamedTuple class
    """Return a column for each field of a NamedTuple, in their order."""
    hints = get_type_hints(record)
    return [_column(name, hints[name]) for name in record._fields if name not in without]


def _column(name: str, hint: Any) -> Column[Any]:  # noqa: ANN401 - a type of any form
    kind = _present(hint)
    return Column(name, _type(kind), nullable=kind is not hint)


def _present(hint: Any) -> Any:  # noqa: ANN401 - as above
    """Return `X` of `X | None`, and anything else as it is."""
    if get_origin(hint) not in (UnionType, Union):
        return hint
    (kind,) = set(get_args(hint)) - {NoneType}
    return kind


def _type(kind: Any) -> TypeEngine[Any]:  # noqa: ANN401 - as above
    if kind is str or get_origin(kind) is Literal:
        return Text()
    plain: dict[Any, type[TypeEngine[Any]]] = {
        int: BigInteger,
        bool: Boolean,
        date: Date,
        datetime: Moment,
        Decimal: Exact,
    }
    return plain[kind]() if kind in plain else Nested(kind)


def _restored(hint: Any, value: Any) -> Any:  # noqa: ANN401 - as above
    kind = _present(hint)
    if value is None or not isinstance(value, list):
        return value
    if get_origin(kind) is tuple:
        return tuple(_restored(get_args(kind)[0], one) for one in value)
    fields = zip(get_type_hints(kind).values(), value, strict=True)
    return kind(*(_restored(field, one) for field, one in fields))
