"""Histories against a plain model: one word for each day."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.catalog.domain.timeline import Span, Window, splice

START = date(2026, 1, 1)
DAYS = 12


def day(number: int) -> date:
    return START + timedelta(days=number)


@st.composite
def imports(draw: st.DrawFn) -> list[tuple[int, str | None]]:
    """Draw releases in the order of their import: first day, and what they say of one code."""
    what = st.one_of(st.none(), st.sampled_from("ab"))
    return draw(st.lists(st.tuples(st.integers(0, DAYS), what), max_size=8))


def window(start: int, imported: list[int]) -> Window:
    later = [other for other in imported if other > start]
    return Window(day(start), day(min(later)) if later else None)


@given(imports())
def test_a_history_says_for_each_day_what_the_release_of_that_day_says(
    releases: list[tuple[int, str | None]],
) -> None:
    spans: list[Span] = []
    latest: dict[int, str | None] = {}
    for number, (start, says) in enumerate(releases):
        reach = window(start, list(latest))
        incoming = None if says is None else Span(reach.start, reach.end, says, number)
        stored = [
            Span(s.valid_from, s.valid_to, s.digest, s.release_id, i) for i, s in enumerate(spans)
        ]
        spans = splice(stored, reach, incoming)
        latest[start] = says
        for i in range(-1, DAYS + 2):
            begun = [first for first in latest if first <= i]
            expected = latest[max(begun)] if begun else None
            there = [span.digest for span in spans if span.holds_on(day(i))]
            assert there == ([] if expected is None else [expected])
        assert spans == sorted(spans, key=lambda span: span.valid_from)
        assert not any(
            one.valid_to == two.valid_from and one.digest == two.digest
            for one, two in itertools.pairwise(spans)
        )


def test_a_version_that_goes_on_keeps_its_row() -> None:
    stored = Span(day(0), day(5), "a", 1, version_id=7)
    incoming = Span(day(5), None, "a", 2)
    assert splice([stored], Window(day(5), None), incoming) == [Span(day(0), None, "a", 1, 7)]


def test_a_version_found_to_be_older_keeps_its_row_and_names_the_older_release() -> None:
    stored = Span(day(5), None, "a", 1, version_id=7)
    incoming = Span(day(0), day(5), "a", 2)
    assert splice([stored], Window(day(0), day(5)), incoming) == [Span(day(0), None, "a", 2, 7)]


def test_a_release_in_the_middle_leaves_the_version_on_both_sides() -> None:
    stored = Span(day(0), None, "a", 1, version_id=7)
    incoming = Span(day(2), day(4), "b", 2)
    before, middle, after = splice([stored], Window(day(2), day(4)), incoming)
    assert (before.version_id, middle.version_id, after.version_id) == (7, None, 7)
    assert (before.valid_to, after.valid_from, after.valid_to) == (day(2), day(4), None)
