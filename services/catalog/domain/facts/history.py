"""What happened to a code: when it came, changed and went, and what took over.

Told from the versions that the loaded editions made. A day is that of the first loaded edition
that says so, unless the publisher names one: of HCPCS each code's own days, of ICD-10-CM the
conversion table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from services.catalog.domain.dates import release_on
from services.catalog.domain.facts.crosswalks import Crosswalks, Replacement
from services.catalog.domain.facts.kinds import HistoryKind
from services.catalog.domain.records import Note, Release, Version


class FieldChange(NamedTuple):
    """A difference between two versions; `before` is empty for what came, `after` for what went."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One thing that happened; `others` are the codes that took over, or from which it did."""

    kind: HistoryKind
    day: date
    release: Release | None
    changes: Sequence[FieldChange] = ()
    others: Sequence[Replacement] = ()


def history(
    versions: Sequence[Version],
    notes: Mapping[int, Sequence[Note]],
    releases: Sequence[Release],
    crosswalks: Crosswalks,
) -> list[HistoryEvent]:
    """Return the events in order of time. `versions` are in order of time, `notes` theirs."""
    events = [
        *_beginning(versions[0], releases, crosswalks),
        *(event for two in pairwise(versions) for event in _between(*two, notes, releases)),
        *_end(versions[-1], releases),
        *_replacements(HistoryKind.REPLACED_OTHERS, _whole(crosswalks.replaces)),
        *_replacements(HistoryKind.REPLACED_BY, _whole(crosswalks.replaced_by)),
        *_replacements(HistoryKind.PART_OF_OTHERS, _parts(crosswalks.replaces)),
        *_replacements(HistoryKind.PART_TO_OTHERS, _parts(crosswalks.replaced_by)),
    ]
    return sorted(events, key=lambda event: (event.day, event.kind))


def _beginning(
    first: Version, releases: Sequence[Release], crosswalks: Crosswalks
) -> Iterator[HistoryEvent]:
    brought = _by_id(releases, first.release_id)
    told = [one for one in crosswalks.replaces if one.system == "icd-10-cm"]
    if told:
        # The conversion table tells the day on which a code came, and what it took over.
        yield HistoryEvent(HistoryKind.ADDED, told[0].effective, told[0].release)
        return
    oldest = min((one.facts.effective_from for one in releases), default=first.valid_from)
    known = HistoryKind.FIRST_KNOWN if first.valid_from == oldest else HistoryKind.ADDED
    yield HistoryEvent(known, first.valid_from, brought)


def _between(
    before: Version,
    after: Version,
    notes: Mapping[int, Sequence[Note]],
    releases: Sequence[Release],
) -> Iterator[HistoryEvent]:
    brought = _by_id(releases, after.release_id)
    if before.valid_to is not None and before.valid_to < after.valid_from:
        yield from _end(before, releases)
        yield HistoryEvent(HistoryKind.RETURNED, after.valid_from, brought)
    changes = [*_of_fields(before, after), *_of_notes(before, after, notes)]
    if changes:
        yield HistoryEvent(HistoryKind.CHANGED, after.valid_from, brought, changes)


def _of_fields(before: Version, after: Version) -> Iterator[FieldChange]:
    if before.title != after.title and before.title and after.title:
        yield FieldChange("title", before.title, after.title)
    # Some files tell no short titles: what they leave out has not changed.
    if before.short_title != after.short_title and before.short_title and after.short_title:
        yield FieldChange("short title", before.short_title, after.short_title)
    if before.billable is not after.billable:
        yield FieldChange("billable", _yes(before.billable), _yes(after.billable))
    if before.parent != after.parent and before.parent and after.parent:
        yield FieldChange("parent", before.parent, after.parent)


def _yes(truth: bool) -> str:  # noqa: FBT001 - a value, not a switch
    return "yes" if truth else "no"


def _of_notes(
    before: Version, after: Version, notes: Mapping[int, Sequence[Note]]
) -> Iterator[FieldChange]:
    old, new = notes.get(before.version_id, ()), notes.get(after.version_id, ())
    for note in old:
        if note not in new:
            yield FieldChange(_label(note), note.text, "")
    for note in new:
        if note not in old:
            yield FieldChange(_label(note), "", note.text)


def _label(note: Note) -> str:
    return note.kind.name.lower().replace("_", " ")


def _end(last: Version, releases: Sequence[Release]) -> Iterator[HistoryEvent]:
    if last.valid_to is not None:
        yield HistoryEvent(HistoryKind.ENDED, last.valid_to, release_on(releases, last.valid_to))


def _whole(found: Sequence[Replacement]) -> Sequence[Replacement]:
    return [one for one in found if not one.in_part]


def _parts(found: Sequence[Replacement]) -> Sequence[Replacement]:
    return [one for one in found if one.in_part]


def _replacements(kind: HistoryKind, found: Sequence[Replacement]) -> Iterator[HistoryEvent]:
    for day in sorted({one.effective for one in found}):
        others = [one for one in found if one.effective == day]
        yield HistoryEvent(kind, day, others[0].release, others=others)


def _by_id(releases: Sequence[Release], release_id: int) -> Release | None:
    return next((one for one in releases if one.release_id == release_id), None)
