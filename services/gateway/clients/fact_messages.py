"""Messages of facts as the dataclasses whose fields have the same names."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from google.protobuf.message import Message

from services.gateway.clients.messages import summary
from services.gateway.clients.records import CodeSummary

Record = TypeVar("Record")
_Read = Callable[[Message], object]


def record(kind: type[Record], message: Message) -> Record:
    """Return the dataclass of this kind that the message is, fields of the same name alike."""
    readers: list[tuple[str, _Read]] = _readers(kind, type(message))  # type: ignore[arg-type] # classes are
    return kind(**{name: read(message) for name, read in readers})


@cache
def _readers(kind: Any, message: type[Message]) -> list[tuple[str, _Read]]:  # noqa: ANN401 - a dataclass
    hints = get_type_hints(kind)
    return [(one.name, _reader(one.name, hints[one.name], message)) for one in fields(kind)]


def _reader(name: str, hint: Any, message: type[Message]) -> _Read:  # noqa: ANN401 - a type of any form
    enum = message.DESCRIPTOR.fields_by_name[name].enum_type
    names = {one.number: one.name for one in enum.values} if enum else {}
    if get_origin(hint) is tuple:
        one = _value(get_args(hint)[0], names)
        return lambda whole: tuple(map(one, getattr(whole, name)))
    if get_args(hint):
        (present,) = set(get_args(hint)) - {NoneType}
        some = _value(present, names)
        return lambda whole: some(getattr(whole, name)) if whole.HasField(name) else None
    value = _value(hint, names)
    return lambda whole: value(getattr(whole, name))


def _value(hint: Any, names: Mapping[int, str]) -> Callable[[Any], object]:  # noqa: ANN401 - as above
    if names:
        return _members(hint, names)
    if hint is CodeSummary:
        return summary
    if hint in (str, int, bool):
        return hint  # type: ignore[no-any-return] # one of these three
    return lambda message: record(hint, message)


def _members(kind: type[StrEnum], names: Mapping[int, str]) -> Callable[[int], StrEnum]:
    """Return what makes a member of a number; one newer than this code is UNSPECIFIED."""
    prefix = names[0].removesuffix("UNSPECIFIED")
    known = {f"{prefix}{member.name}": member for member in kind}
    members = {number: known[name] for number, name in names.items() if name in known}
    return lambda number: members.get(number, members[0])
