"""Reads what a person typed: as a code or the start of one, as a range, or as words."""

import re
import unicodedata
from dataclasses import dataclass

from services.search.errors import QueryError

MAX_CHARACTERS = 500

_LONGEST_CODE = 7
# Nothing longer is written in letters alone; GZB is a table of ICD-10-PCS.
_LONGEST_HEADING = 3

# Dots may stand anywhere, and people copy what follows a code in lists: `E11.`, `E11.-`.
_CODE = re.compile(r"\.*([A-Za-z0-9][A-Za-z0-9.]*)[.\-]*")
_RANGE = re.compile(r"([A-Za-z][A-Za-z0-9]{2}) ?[-\u2013] ?([A-Za-z][A-Za-z0-9]{2})")


@dataclass(frozen=True)
class Reading:
    """A query and what it may mean; only the index knows whether such a code exists.

    At most one of `compact` (a code or its start, `E119`) and `code_range` (`E08-E13`) is set.
    """

    text: str
    compact: str = ""
    code_range: str = ""

    @property
    def may_go_on(self) -> bool:
        """Whether the codes that begin so are meant as well.

        One or two letters are a heading of ICD-10-PCS at most: who types CT or DM means a word.
        """
        has_digit = any(character.isdigit() for character in self.compact)
        return has_digit or len(self.compact) == _LONGEST_HEADING


def read_query(text: str) -> Reading:
    """Return the reading of a query; its text is empty if there is nothing to search for.

    Raises QueryError when it is too long or has control characters in it.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"A query has at most {MAX_CHARACTERS} characters; this has {len(text)}.")
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise QueryError("A query has no control characters in it.")
    typed = text.strip()
    if not any(character.isalnum() for character in typed):
        return Reading("")
    if (ends := _RANGE.fullmatch(typed)) is not None:
        return Reading(typed, code_range=f"{ends[1]}-{ends[2]}".upper())
    return Reading(typed, compact=_compact(typed))


def _compact(typed: str) -> str:
    """Return the code without punctuation; empty where the text cannot be one."""
    match = _CODE.fullmatch(typed)
    if match is None:
        return ""
    compact = match[1].replace(".", "").upper()
    longest = _LONGEST_HEADING if compact.isalpha() else _LONGEST_CODE
    return compact if len(compact) <= longest else ""
