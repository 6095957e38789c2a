"""How a code is written: from any spelling to the compact form under which it is kept."""

import re

from services.catalog.errors import CodeInvalidError

LONGEST_CODE = 20

# A section of ICD-10-CM is a range of categories; its hyphen is part of its name.
_COMPACT = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)?")
_SYSTEM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SYSTEM = 32


def compact_form(text: str, *, field: str = "code") -> str:
    """Return the code without dots, in capitals; spaces around it are not looked at.

    Raises CodeInvalidError for what no code system could have.
    """
    code = text.strip(" ")
    if len(code) > LONGEST_CODE:
        raise CodeInvalidError(f"A code has at most {LONGEST_CODE} characters.", field=field)
    compact = code.replace(".", "")
    if not compact:
        raise CodeInvalidError("A code has at least one character.", field=field)
    # Not before this: upper() makes ASCII of some letters that are none.
    if not compact.isascii() or not _COMPACT.fullmatch(compact.upper()):
        raise CodeInvalidError(
            "A code has letters from A to Z, digits and dots, and no space inside.", field=field
        )
    return compact.upper()


def is_system_name(text: str) -> bool:
    """Return whether a code system could be called so."""
    return len(text) <= _LONGEST_SYSTEM and _SYSTEM.fullmatch(text) is not None
