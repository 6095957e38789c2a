"""The imported files, of code systems and of tables."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from services.catalog.domain.dates import release_on
from services.catalog.domain.records import Release
from services.catalog.domain.snapshot import Snapshot


def list_releases(snapshot: Snapshot, kind: str, day: date | None) -> Sequence[Release]:
    """Return the files of a kind, or of all for "", by kind and first day.

    With a day only the edition that is in force on it: of a kind, and of each system that its
    file has codes of, the last that has begun with all files of that first day.
    """
    found = [
        one
        for one in (*snapshot.releases(), *snapshot.tables.releases())
        if kind in ("", one.facts.kind)
    ]
    found.sort(key=lambda one: (one.facts.kind, one.facts.system, one.facts.effective_from))
    if day is None:
        return found
    grouped = groupby(found, lambda one: (one.facts.kind, one.facts.system))
    return [one for _, group in grouped for one in _in_force(list(group), day)]


def _in_force(releases: Sequence[Release], day: date) -> Sequence[Release]:
    last = release_on(releases, day)
    if last is None:
        return ()
    first_day = last.facts.effective_from
    return [one for one in releases if one.facts.effective_from == first_day]
