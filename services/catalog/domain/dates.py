"""Dates of service: how they are written, and what is in force on one."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from services.catalog.domain.kinds import CodeStatus
from services.catalog.domain.records import Release, Version
from services.catalog.errors import AsOfInvalidError

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = timedelta(days=1)
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def parse_as_of(text: str, today: date, field: str = "as_of") -> date:
    """Return the date of service; nothing written means today. Raises AsOfInvalidError."""
    if not text:
        return today
    # fromisoformat takes 20260401 and 2026-W14-3 as well.
    if not _ISO.fullmatch(text):
        raise AsOfInvalidError(field)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise AsOfInvalidError(field) from error


def in_words(day: date) -> str:
    """Return a date as a sentence has it, `October 1, 2025`."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def status_on(version: Version, as_of: date) -> CodeStatus:
    """Return whether this version of a code may be used on a date."""
    if as_of < version.valid_from:
        return CodeStatus.FUTURE
    if version.valid_to is not None and version.valid_to <= as_of:
        return CodeStatus.DELETED
    return CodeStatus.ACTIVE


def version_on(versions: Sequence[Version], as_of: date) -> Version:
    """Return which of a code's versions, given in order of time, answers for a date.

    The one in force; else the last one that was; else the first that will be.
    """
    begun = [version for version in versions if version.valid_from <= as_of]
    return begun[-1] if begun else versions[0]


def viewed_on(version: Version, as_of: date) -> date:
    """Return the day whose book shows this version: as_of, or the nearest day in its time.

    What stands around a deleted or future code is shown as it was or will be beside it.
    """
    if as_of < version.valid_from:
        return version.valid_from
    if version.valid_to is not None and version.valid_to <= as_of:
        return version.valid_to - _DAY
    return as_of


def lifetime(versions: Sequence[Version], version: Version) -> tuple[date, date | None]:
    """Return the first day of the code and the first day on which it is no longer, or None.

    Versions that follow each other without a gap are one life: a changed title ends nothing.
    """
    start, end = version.valid_from, version.valid_to
    for earlier in reversed(versions):
        if earlier.valid_to == start:
            start = earlier.valid_from
    for later in versions:
        if later.valid_from == end:
            end = later.valid_to
    return start, end


def release_on(releases: Sequence[Release], as_of: date) -> Release | None:
    """Return which of a system's releases is in force: the last one that has begun.

    Its last day as published does not count: a release holds until a later one is loaded.
    """
    begun = [release for release in releases if release.facts.effective_from <= as_of]
    return max(begun, key=lambda r: (r.facts.effective_from, r.release_id), default=None)
