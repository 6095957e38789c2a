"""Faults of several fields at once: each is noted at its field, and all are told together."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from services.runtime.errors import InvalidArgumentError

_T = TypeVar("_T")


class FieldsInvalidError(InvalidArgumentError):
    """One or more fields are wrong; `faults` says what, by the path of the field.

    A path is the names and numbers that lead to the field, such as `lines/0/units`.
    """

    default_reason = "FIELDS_INVALID"

    def __init__(self, faults: Mapping[str, str], *, in_body: bool) -> None:
        first, message = next(iter(faults.items()))
        more = f" {len(faults)} fields are wrong." if len(faults) > 1 else ""
        super().__init__(f"{message}{more}", field=first)
        self.faults = dict(faults)
        self.in_body = in_body


class Faults:
    """Collects what is wrong; the first fault of a field stays."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def read(self, path: str, read: Callable[[], _T], otherwise: _T) -> _T:
        """Return what is read, or `otherwise` where it is refused, which is noted at the path."""
        try:
            return read()
        except InvalidArgumentError as error:
            self.add(path, error.message)
            return otherwise

    def add(self, path: str, message: str) -> None:
        """Note a fault."""
        self.found.setdefault(path, message)


def path_of(error: InvalidArgumentError) -> str:
    """Return the path of the field that the catalog names: `lines[3].code` is `lines/3/code`."""
    return error.field.replace("[", "/").replace("].", "/").replace("]", "")
