"""Reads what a person typed: codes in any way of writing them, or words."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from string import ascii_uppercase, digits

from services.search.domain.phrasing import NO_WORDS, Wording, read_words
from services.search.errors import QueryError

MAX_CHARACTERS = 500

_LONGEST_CODE = 7
# Nothing longer is written in letters alone; GZB is a table of ICD-10-PCS.
_LONGEST_HEADING = 3
# A pasted list, or a range written out; more is a question of its own.
_MOST_CODES = 400

# Dots may stand anywhere, and people copy what follows a code in lists: `E11.`, `E11.-`.
_CODE = re.compile(r"\.*([A-Za-z0-9][A-Za-z0-9.]*)[.\-]*")
_RANGE = re.compile(r"([A-Za-z][A-Za-z0-9]{2,4}) ?[-\u2013] ?([A-Za-z][A-Za-z0-9]{2,4})")
_WILD = re.compile(r"([A-Za-z0-9][A-Za-z0-9.]*)(\?[A-Za-z0-9.]*)?(\*?)")
# A code with words behind it: it is as long as a category and has a digit in it.
_BEFORE_WORDS = re.compile(r"[\[(]?([A-Za-z0-9][A-Za-z0-9.]{2,8})[\])]?[:,;.\-\u2013]*\s+(\D.*)")
_BEHIND_WORDS = re.compile(r"(\D.*)\s[\[(]([A-Za-z]\d[A-Za-z0-9.]{1,6})[\])]")
_SEPARATORS = re.compile(r"[\s,;/|+&]+")
_ANY = f"{digits}{ascii_uppercase}"


@dataclass(frozen=True)
class Reading:
    """A query and what it may mean; only the index knows whether such a code exists.

    `compact` is a code or its start (`E119`); `codes` are codes in full, `begins` the beginnings of
    codes that a wildcard stands for, `categories` those of a range, which may be a heading of its
    own, `code_range` (`E08-E13`). Without a `wording` the codes are all that is meant.
    """

    text: str
    wording: Wording = NO_WORDS
    compact: str = ""
    code_range: str = ""
    begins: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @property
    def may_go_on(self) -> bool:
        """Whether the codes that begin so are meant as well.

        One or two letters are a heading of ICD-10-PCS at most: who types CT or DM means a word.
        """
        has_digit = any(character.isdigit() for character in self.compact)
        return has_digit or len(self.compact) == _LONGEST_HEADING

    @property
    def names_codes(self) -> bool:
        """Whether codes are named in a way that words are not."""
        return bool(self.begins or self.codes or self.categories)

    def as_words(self) -> "Reading":
        """Return the reading of the same text as words, for when there are no such codes."""
        return Reading(self.text, read_words(self.text))


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
    for read in (_range, _wildcard, _several, _beside_words):
        if (reading := read(typed)) is not None:
            return reading
    compact = _compact(typed)
    # A code that is none may be words all the same: B12, H1N1.
    return Reading(typed, read_words(typed), compact=compact)


def _range(typed: str) -> Reading | None:
    ends = _RANGE.fullmatch(typed)
    if ends is None:
        return None
    first, last = ends[1].upper(), ends[2].upper()
    between = _between(first, last)
    if not between or not any(character.isdigit() for character in first):
        return None
    if len(first) == _LONGEST_HEADING:
        return Reading(typed, code_range=f"{first}-{last}", categories=between)
    return Reading(typed, codes=between)


def _between(first: str, last: str) -> tuple[str, ...]:
    """Return every code that could stand between two of one length and letter; () for too many."""
    if len(first) != len(last) or first[0] != last[0] or first > last:
        return ()
    if first[1:].isdigit() and last[1:].isdigit() and len(first) > _LONGEST_HEADING:
        width, numbers = len(first) - 1, range(int(first[1:]), int(last[1:]) + 1)
        few = len(numbers) <= _MOST_CODES
        return tuple(f"{first[0]}{number:0{width}}" for number in numbers) if few else ()
    if len(first) != _LONGEST_HEADING:
        return ()
    names = (f"{first[0]}{a}{b}" for a, b in product(digits, _ANY))
    return tuple(name for name in names if first <= name <= last)


def _wildcard(typed: str) -> Reading | None:
    match = _WILD.fullmatch(typed)
    if match is None or not (match[2] or match[3]):
        return None
    before = match[1].replace(".", "").upper()
    behind = (match[2] or "").replace(".", "").upper().removeprefix("?")
    if len(before) + len(behind) > _LONGEST_CODE:
        return None
    begins = tuple(f"{before}{one}{behind}" for one in _ANY) if match[2] else (before,)
    return Reading(typed, begins=begins) if match[3] else Reading(typed, codes=begins)


def _several(typed: str) -> Reading | None:
    parts = [part for part in _SEPARATORS.split(typed) if part]
    codes = tuple(dict.fromkeys(map(_compact, parts)))
    if len(parts) < 2 or not all(_has_digit(code) and len(code) > 2 for code in codes):
        return None
    return Reading(typed, codes=codes)


def _beside_words(typed: str) -> Reading | None:
    """Return the reading of a code pasted with its title, before or behind it."""
    code, words = "", ""
    if (before := _BEFORE_WORDS.fullmatch(typed)) is not None:
        code, words = before[1], before[2]
    elif (behind := _BEHIND_WORDS.fullmatch(typed)) is not None:
        words, code = behind[1], behind[2]
    compact = _compact(code)
    # Vitamin names and the like are words: a code here begins with a letter and a digit.
    if len(compact) < 3 or not compact[0].isalpha() or not compact[1].isdigit():
        return None
    wording = read_words(words)
    return Reading(typed, wording, codes=(compact,)) if wording.words else None


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _compact(typed: str) -> str:
    """Return the code without punctuation; empty where the text cannot be one."""
    match = _CODE.fullmatch(typed)
    if match is None:
        return ""
    compact = match[1].replace(".", "").upper()
    longest = _LONGEST_HEADING if compact.isalpha() else _LONGEST_CODE
    return compact if len(compact) <= longest else ""
