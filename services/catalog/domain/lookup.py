"""The record of one code on a date of service: the code, what is around it, what it inherits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.codes import is_system_name
from services.catalog.domain.copyright import copyright_of, descriptors
from services.catalog.domain.dates import lifetime, release_on, status_on, version_on, viewed_on
from services.catalog.domain.plain import describe
from services.catalog.domain.records import (
    Place,
    PlacedNote,
    Record,
    SeventhCharacter,
    Summary,
    Version,
)
from services.catalog.domain.snapshot import Snapshot
from services.catalog.errors import CodeNotFoundError, SystemNotFoundError


@dataclass(frozen=True, slots=True)
class Found:
    """A code on a date: its versions, the one that answers, and the day whose book shows it."""

    versions: Sequence[Version]
    version: Version
    as_of: date
    day: date


def require_system(snapshot: Snapshot, system: str) -> None:
    """Raise SystemNotFoundError for a system of which nothing is loaded."""
    if not is_system_name(system) or not snapshot.releases(system):
        raise SystemNotFoundError


def find(snapshot: Snapshot, system: str, compact: str, as_of: date) -> Found:
    """Return the code; raises SystemNotFoundError or CodeNotFoundError."""
    if not is_system_name(system):
        raise SystemNotFoundError
    versions = snapshot.versions(compact, system)
    if not versions:
        require_system(snapshot, system)
        raise CodeNotFoundError(system, compact)
    version = version_on(versions, as_of)
    return Found(versions, version, as_of, viewed_on(version, as_of))


def look_up(snapshot: Snapshot, system: str, compact: str, as_of: date) -> Record:
    """Return the whole record; raises SystemNotFoundError or CodeNotFoundError."""
    found = find(snapshot, system, compact, as_of)
    version, day = found.version, found.day
    ancestors = snapshot.ancestors(version, day)
    children = snapshot.children(system, compact, day)
    previous, following = snapshot.neighbours(version, day)
    # Own first, then from the nearest level up.
    line = [version, *(place.version for place in reversed(ancestors))]
    start, end = lifetime(found.versions, version)
    summary = summarise(Place(version, len(children)), as_of)
    releases = snapshot.releases(system)
    line_below = copyright_of(version, releases, day)
    return Record(
        summary=summary,
        effective_from=start,
        effective_to=end,
        ancestors=[summarise(place, as_of) for place in ancestors],
        children=[summarise(place, as_of) for place in children],
        previous=_summarise(previous, as_of),
        next=_summarise(following, as_of),
        notes=_notes(snapshot, line),
        seventh_characters=_seventh_characters(snapshot, line),
        release=release_on(descriptors(releases) if line_below else releases, day),
        copyright=line_below,
        plain_description=describe(summary, [place.version for place in ancestors]),
        articles=snapshot.articles(system, compact, as_of),
    )


def summarise(place: Place, as_of: date) -> Summary:
    """Return the place with its status on the date."""
    return Summary(place, status_on(place.version, as_of))


def _summarise(place: Place | None, as_of: date) -> Summary | None:
    return None if place is None else summarise(place, as_of)


def summary_of(snapshot: Snapshot, found: Found) -> Summary:
    """Return what a list shows of a found code."""
    count = snapshot.child_count(found.version, found.day)
    return summarise(Place(found.version, count), found.as_of)


def _notes(snapshot: Snapshot, line: Sequence[Version]) -> list[PlacedNote]:
    own = line[0]
    notes = snapshot.notes(line)
    return [
        PlacedNote(note, source, inherited=source is not own)
        for source in line
        for note in notes.get(source.version_id, ())
        if source is own or note.kind.inherited
    ]


def _seventh_characters(snapshot: Snapshot, line: Sequence[Version]) -> Sequence[SeventhCharacter]:
    """Return what the nearest definition at or above the code says; none above a definition."""
    defined = snapshot.seventh_characters(line)
    return next((defined[v.version_id] for v in line if v.version_id in defined), ())
