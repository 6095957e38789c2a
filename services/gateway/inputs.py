"""What a request may ask for: every part of an address is checked here, and what is wrong named."""

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import unquote_to_bytes

from werkzeug.datastructures import MultiDict

from services.runtime.errors import InvalidArgumentError

Args = MultiDict[str, str]

LONGEST_QUERY = 500
LONGEST_CODE = 60
_MOST_CHAPTERS = 30
# Whether a code may be used on a day; nothing is all of them.
STATUSES = ("active", "deleted", "future", "")
_LONGEST_TOKEN = 1000
# U+FFFD is what is left of bytes that are not UTF-8.
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd\ufffe\uffff]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)


def text(field: str, value: str, longest: int) -> str:
    """Return the text without spaces around it; raises InvalidArgumentError."""
    if len(value) > longest:
        message = f"It has {len(value):,} characters; at most {longest} are possible."
        raise InvalidArgumentError(message, field=field)
    if _UNREADABLE.search(value):
        message = "It has control characters in it, or bytes that are not UTF-8 text."
        raise InvalidArgumentError(message, field=field)
    return value.strip()


def code(value: str) -> str:
    """Return a code as it was written; raises InvalidArgumentError."""
    return _demand("code", text("code", value, LONGEST_CODE))


def system(value: str) -> str:
    """Return the identifier of a code system, which may or may not exist."""
    return _demand("system", text("system", value, LONGEST_CODE)).lower()


def query(args: Args) -> str:
    """Return what the reader searches for; it may be empty."""
    return text("q", args.get("q", ""), LONGEST_QUERY)


def systems(args: Args) -> tuple[str, ...]:
    """Return the code systems to search in; none means all."""
    return tuple(system(value) for value in args.getlist("system") if value)


def as_of(args: Args) -> str:
    """Return the date of service, YYYY-MM-DD; empty when none is given."""
    value = args.get("as_of", "")
    if not value:
        return ""
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise InvalidArgumentError("It is no date; write it as 2026-04-30.", field="as_of")


def whole_number(args: Args, field: str, default: int, least: int, most: int) -> int:
    """Return a number in these bounds; raises InvalidArgumentError."""
    value = args.get(field, "")
    if not value:
        return default
    if _NUMBER.fullmatch(value) and least <= int(value) <= most:
        return int(value)
    message = f"It must be a whole number from {least} to {most:,}."
    raise InvalidArgumentError(message, field=field)


def flag(args: Args, field: str) -> bool | None:
    """Return true or false; None when the reader does not say."""
    value = args.get(field, "")
    if value not in ("", "true", "false"):
        raise InvalidArgumentError("It must be true or false.", field=field)
    return value == "true" if value else None


def chapters(args: Args) -> tuple[str, ...]:
    """Return the chapters asked for, each with its system; raises InvalidArgumentError."""
    wanted = args.getlist("chapter")
    if len(wanted) > _MOST_CHAPTERS:
        message = f"There are {len(wanted):,} of it; at most {_MOST_CHAPTERS} are possible."
        raise InvalidArgumentError(message, field="chapter")
    return tuple(dict.fromkeys(text("chapter", one, LONGEST_CODE) for one in wanted))


def choice(args: Args, field: str, choices: Sequence[str], default: str) -> str:
    """Return one of these; raises InvalidArgumentError."""
    value = args.get(field, "") or default
    if value not in choices:
        raise InvalidArgumentError(f"It must be one of: {', '.join(choices)}.", field=field)
    return value


def partner(args: Args) -> str:
    """Return how the partner's code in an edit begins, in capitals; empty for any."""
    value = text("partner", args.get("partner", ""), 5).upper()
    if value and not (value.isascii() and value.isalnum()):
        message = "It must be a code or the start of one: letters and digits."
        raise InvalidArgumentError(message, field="partner")
    return value


def page_token(args: Args) -> str:
    """Return the token of the page to continue with; empty means the first."""
    return text("page_token", args.get("page_token", ""), _LONGEST_TOKEN)


def demand_utf8(query_string: str) -> None:
    """Raise InvalidArgumentError if what stands after the question mark is not UTF-8."""
    try:
        unquote_to_bytes(query_string.encode("latin-1")).decode()
    except UnicodeDecodeError:
        message = "What stands after the question mark is not UTF-8 text."
        raise InvalidArgumentError(message, field="address") from None


def _demand(field: str, value: str) -> str:
    if not value:
        raise InvalidArgumentError("It is empty.", field=field)
    return value
