"""What an edition changes in what is known: versions to write, to copy, to adjust, to remove."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from services.catalog.domain.records import Entry
from services.catalog.domain.timeline import Span, Window, splice, stated


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What an import did to the codes, or records, in force on the release's first day."""

    added: int
    changed: int
    unchanged: int
    ended: int

    @property
    def read(self) -> int:
        """How many the file holds."""
        return self.added + self.changed + self.unchanged

    @property
    def is_nothing(self) -> bool:
        """Whether all of it was as it is before."""
        return not (self.added or self.changed or self.ended)

    def __add__(self, other: "ImportCounts") -> "ImportCounts":
        """Return the counts of two parts together."""
        return ImportCounts(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.ended + other.ended,
        )


@dataclass(slots=True)
class Difference:
    """The changes to stored versions; applied in the order remove, adjust, copy, write."""

    remove: list[int] = field(default_factory=list)
    # Stored versions that now begin or end on another day.
    adjust: list[Span] = field(default_factory=list)
    # Stored versions that hold a second time, after the window.
    copy: list[Span] = field(default_factory=list)
    write: list[tuple[Span, Entry]] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0

    def counts(self) -> ImportCounts:
        """Return the numbers for people."""
        return ImportCounts(self.added, self.changed, self.unchanged, self.ended)


def difference(
    history: Mapping[str, Sequence[Span]],
    entries: Iterable[Entry],
    window: Window,
    release_id: int,
) -> Difference:
    """Return what changes when a release says `entries` of its window.

    `history` has the spans of every code of the system, by compact form, in order of time.
    """
    result = Difference()
    printed = set()
    for entry in entries:
        printed.add(entry.compact)
        spans = history.get(entry.compact, ())
        incoming = Span(window.start, window.end, digest_of(entry), release_id)
        _count(result, spans, window, incoming, entry)
        speaks, said = stated(spans, window, incoming, entry.begins, entry.ends)
        _compare(result, spans, speaks, (said, entry) if said else None)
    for compact, spans in history.items():
        if compact not in printed:
            result.ended += any(span.holds_on(window.start) for span in spans)
            _compare(result, spans, window, None)
    return result


def digest_of(entry: Entry) -> str:
    """Return 16 hexadecimal digits that stand for all that the entry says."""
    parts = (
        entry.code,
        entry.title,
        entry.short_title,
        str(int(entry.kind)),
        str(int(entry.billable)),
        entry.parent,
        *(f"{int(note.kind)}\x1f{note.text}" for note in entry.notes),
        "",
        *("\x1f".join(character) for character in entry.seventh_characters),
    )
    return hashlib.blake2b("\x1e".join(parts).encode(), digest_size=8).hexdigest()


def _compare(
    result: Difference,
    spans: Sequence[Span],
    window: Window,
    said: tuple[Span, Entry] | None,
) -> None:
    stored = {span.version_id: span for span in spans}
    kept = set()
    for span in splice(spans, window, said[0] if said else None):
        if span.version_id is None:
            if said:  # always: only what is said is not stored yet
                result.write.append((span, said[1]))
        elif span.version_id in kept:
            result.copy.append(span)
        else:
            kept.add(span.version_id)
            if span != stored[span.version_id]:
                result.adjust.append(span)
    result.remove.extend(key for key in stored if key is not None and key not in kept)


def _count(
    result: Difference, spans: Sequence[Span], window: Window, incoming: Span, entry: Entry
) -> None:
    before = next((span for span in spans if span.holds_on(window.start)), None)
    gone = entry.ends is not None and entry.ends <= window.start
    if before is None and not (gone and spans):
        result.added += 1
    elif before is None or (before.digest == incoming.digest and not gone):
        result.unchanged += 1
    else:
        result.changed += 1
