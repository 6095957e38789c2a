"""What a member writes and collects: notes on codes, codes in folders."""

import unicodedata

from services.auth.accounts.desk import Desk
from services.auth.domain.account import Account, Favourite, Note
from services.auth.errors import FieldInvalidError

_LONGEST_NOTE = 5_000
_LONGEST_FOLDER = 80
_LONGEST_CODE = 60


def write_note(desk: Desk, account: Account, system: str, code: str, text: str) -> None:
    """Keep a note in place of an earlier one; raises FieldInvalidError and TooManyError."""
    words = text.replace("\r\n", "\n").strip()
    if len(words) > _LONGEST_NOTE:
        raise FieldInvalidError(f"A note has at most {_LONGEST_NOTE:,} characters.", field="text")
    _demand_printable("text", words.replace("\n", " ").replace("\t", " "))
    place = (_code("system", system), _code("code", code))
    desk.members.write_note(account.id, Note(*place, words, desk.clock.now()))


def add_favourite(desk: Desk, account: Account, folder: str, system: str, code: str) -> None:
    """Put a code in a folder; raises FieldInvalidError and TooManyError."""
    desk.members.add_favourite(account.id, _favourite(desk, folder, system, code))


def remove_favourite(desk: Desk, account: Account, folder: str, system: str, code: str) -> None:
    """Take a code out of a folder; raises FieldInvalidError."""
    desk.members.remove_favourite(account.id, _favourite(desk, folder, system, code))


def _favourite(desk: Desk, folder: str, system: str, code: str) -> Favourite:
    name = " ".join(folder.split())
    if not name or len(name) > _LONGEST_FOLDER:
        message = f"The name of a folder has 1 to {_LONGEST_FOLDER} characters."
        raise FieldInvalidError(message, field="folder")
    _demand_printable("folder", name)
    return Favourite(name, _code("system", system), _code("code", code), desk.clock.now())


def _code(field: str, value: str) -> str:
    if not 1 <= len(value) <= _LONGEST_CODE:
        raise FieldInvalidError(f"It needs 1 to {_LONGEST_CODE} characters.", field=field)
    _demand_printable(field, value)
    return value


def _demand_printable(field: str, value: str) -> None:
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in value):
        raise FieldInvalidError("It has control characters in it.", field=field)
