"""A claim as a program sends it: JSON, every field checked, every fault with its path."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from services.gateway.clients.tool_records import Claim, ClaimLine
from services.gateway.questions import fields
from services.gateway.questions.faults import Faults, FieldsInvalidError
from services.runtime.errors import InvalidArgumentError

_T = TypeVar("_T")
_V = TypeVar("_V")


def claim_of_json(body: object) -> Claim:
    """Return the claim; raises FieldsInvalidError."""
    faults = Faults()
    if not isinstance(body, Mapping):
        raise FieldsInvalidError({"": "The body is a JSON object."}, in_body=True)
    read_date = partial(fields.a_date, first=fields.FIRST_CLAIM)
    date = _text(body, "date", read_date, faults, "") or ""
    setting = _text(body, "setting", fields.a_setting, faults, "")
    lines = [
        _line(line, f"lines/{index}", faults)
        for index, line in enumerate(_list(body, "lines", fields.MOST_LINES, faults))
    ]
    diagnoses = [
        _value(code, str, fields.a_code, faults, f"diagnoses/{index}")
        for index, code in enumerate(_list(body, "diagnoses", fields.MOST_DIAGNOSES, faults))
    ]
    if not lines and not diagnoses:
        faults.add("lines", "A claim has lines.")
    if faults.found or setting is None:
        raise FieldsInvalidError(faults.found, in_body=True)
    return Claim(
        tuple(line for line in lines if line),
        tuple(code for code in diagnoses if code),
        date,
        setting,
    )


def _line(line: object, path: str, faults: Faults) -> ClaimLine | None:
    if not isinstance(line, Mapping):
        faults.add(path, "A line is an object with a code.")
        return None
    code = _value(line.get("code", ""), str, fields.a_code, faults, f"{path}/code")
    units = _value(
        line.get("units", 1), int, lambda n: fields.units(str(n)), faults, f"{path}/units"
    )
    modifiers = _each(line, "modifiers", str, faults, path)
    pointers = _each(line, "pointers", int, faults, path)
    return ClaimLine(
        code or "",
        units or 1,
        faults.read(f"{path}/modifiers", lambda: fields.modifiers(" ".join(modifiers)), ()),
        faults.read(f"{path}/pointers", lambda: fields.pointers(" ".join(map(str, pointers))), ()),
    )


def _each(
    line: Mapping[str, object], name: str, kind: type[_T], faults: Faults, path: str
) -> list[_T]:
    """Return the values of a list in a line; what is of another kind is a fault of its own."""
    found = line.get(name, [])
    if not isinstance(found, list):
        faults.add(f"{path}/{name}", "It is a list.")
        return []
    good = []
    for index, value in enumerate(found):
        if isinstance(value, kind) and not isinstance(value, bool):
            good.append(value)
        else:
            faults.add(f"{path}/{name}/{index}", _kind_words(kind))
    return good


def _list(body: Mapping[str, object], name: str, most: int, faults: Faults) -> Sequence[object]:
    found = body.get(name, [])
    if not isinstance(found, list):
        faults.add(name, "It is a list.")
        return []
    if len(found) > most:
        faults.add(name, f"It has {len(found):,} entries; at most {most} are possible.")
        return []
    return found


def _text(
    body: Mapping[str, object], name: str, read: Callable[[str], _T], faults: Faults, missing: str
) -> _T | None:
    return _value(body.get(name, missing), str, read, faults, name)


def _value(
    value: object, kind: type[_V], read: Callable[[_V], _T], faults: Faults, path: str
) -> _T | None:
    def typed() -> _T | None:
        if not isinstance(value, kind) or isinstance(value, bool):
            raise InvalidArgumentError(_kind_words(kind))
        return read(value)

    return faults.read(path, typed, None)


def _kind_words(kind: type) -> str:
    return "It is a whole number." if kind is int else "It is text."
