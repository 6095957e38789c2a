"""History of one code: a release replaces what was known of its own time, and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a release speaks of: from its first day until the next release's; None: on."""

    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which a code's record does not change.

    `digest` stands for what the record says; `version_id` is the stored version that says it, None
    for what is being imported.
    """

    valid_from: date
    valid_to: date | None
    digest: str
    release_id: int
    version_id: int | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether the day is in the span."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def splice(spans: Sequence[Span], window: Window, incoming: Span | None) -> list[Span]:
    """Return a code's history with the window's part replaced; None: the code is not in it.

    `spans` are in order of time and do not overlap, and so is what is returned.
    """
    before = [_until(span, window.start) for span in spans if span.valid_from < window.start]
    after = [_since(span, window.end) for span in spans if _reaches_beyond(span, window.end)]
    middle = [] if incoming is None else [incoming]
    return _joined([*before, *middle, *after])


def _until(span: Span, end: date) -> Span:
    return (
        span if span.valid_to is not None and span.valid_to <= end else replace(span, valid_to=end)
    )


def _since(span: Span, start: date | None) -> Span:
    return span if start is None or span.valid_from >= start else replace(span, valid_from=start)


def _reaches_beyond(span: Span, end: date | None) -> bool:
    return end is not None and (span.valid_to is None or span.valid_to > end)


def _joined(spans: Iterable[Span]) -> list[Span]:
    result: list[Span] = []
    for span in spans:
        last = result[-1] if result else None
        if last and last.valid_to == span.valid_from and last.digest == span.digest:
            result[-1] = replace(
                last,
                valid_to=span.valid_to,
                version_id=span.version_id if last.version_id is None else last.version_id,
            )
        else:
            result.append(span)
    return result


def stated(
    spans: Sequence[Span], window: Window, incoming: Span, begins: date | None, ends: date | None
) -> tuple[Window, Span | None]:
    """Return of which time an edition speaks of a code with days of its own, and what it says.

    `incoming` is the record with the window's days. A code begins on its own day, be that before
    the edition, unless other editions have spoken of the time before; it ends on its own day.
    """
    known = any(span.valid_from < window.start for span in spans)
    first, last = window.start, window.end
    if begins is not None and (begins > window.start or not known):
        first = begins
    if ends is not None and (last is None or ends < last):
        last = ends
    speaks = Window(min(window.start, first, last or first), window.end)
    if last is not None and last <= first:
        return speaks, None
    return speaks, replace(incoming, valid_from=first, valid_to=last)
