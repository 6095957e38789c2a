"""An edition of codes that have days of their own."""

from datetime import date

import pytest

from services.catalog.domain.timeline import Span, Window, stated

BEFORE, START, WITHIN, END, AFTER = (date(2026, month, 1) for month in (1, 4, 5, 7, 9))
WINDOW = Window(START, END)
INCOMING = Span(START, END, "new", 2)
KNOWN = [Span(BEFORE, None, "old", 1)]


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (None, None, (START, END)),
        (BEFORE, None, (BEFORE, END)),
        (BEFORE, WITHIN, (BEFORE, WITHIN)),
        (WITHIN, None, (WITHIN, END)),
        (AFTER, None, None),
        (BEFORE, AFTER, (BEFORE, END)),
        (date(2025, 1, 1), BEFORE, (date(2025, 1, 1), BEFORE)),
    ],
)
def test_an_unknown_code_has_its_own_days(
    begins: date | None, ends: date | None, expected: tuple[date, date] | None
) -> None:
    _, said = stated([], WINDOW, INCOMING, begins, ends)
    assert (said and (said.valid_from, said.valid_to)) == expected


@pytest.mark.parametrize(
    ("ends", "speaks_from", "expected"),
    [(None, START, (START, END)), (WITHIN, START, (START, WITHIN)), (BEFORE, BEFORE, None)],
)
def test_the_time_before_is_that_of_the_editions_before(
    ends: date | None, speaks_from: date, expected: tuple[date, date] | None
) -> None:
    speaks, said = stated(KNOWN, WINDOW, INCOMING, date(2020, 1, 1), ends)
    assert speaks == Window(speaks_from, END)
    assert (said and (said.valid_from, said.valid_to)) == expected
