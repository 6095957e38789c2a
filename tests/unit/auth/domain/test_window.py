from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.auth.domain.window import WindowKind, window_at

moments = st.datetimes(
    min_value=datetime(1971, 1, 1),  # noqa: DTZ001 - hypothesis wants its bounds naive
    max_value=datetime(2999, 1, 1),  # noqa: DTZ001 - as above
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))]),
)
kinds = st.sampled_from(WindowKind)


@pytest.mark.parametrize(
    ("moment", "month", "ends"),
    [
        ("2026-06-15T12:00:00+00:00", "2026-06", "2026-07-01T00:00:00+00:00"),
        ("2026-12-31T23:59:59.999999+00:00", "2026-12", "2027-01-01T00:00:00+00:00"),
        ("2027-01-01T00:00:00+00:00", "2027-01", "2027-02-01T00:00:00+00:00"),
        ("2028-02-29T08:00:00+00:00", "2028-02", "2028-03-01T00:00:00+00:00"),
        ("2026-02-28T23:00:00+00:00", "2026-02", "2026-03-01T00:00:00+00:00"),
        # In UTC it is still, or already, another month.
        ("2026-07-01T01:00:00+02:00", "2026-06", "2026-07-01T00:00:00+00:00"),
        ("2026-06-30T23:00:00-02:00", "2026-07", "2026-08-01T00:00:00+00:00"),
    ],
)
def test_a_month(moment: str, month: str, ends: str) -> None:
    window = window_at(WindowKind.MONTH, datetime.fromisoformat(moment))
    assert (window.name, window.ends.isoformat()) == (month, ends)


@pytest.mark.parametrize(
    ("moment", "day", "ends"),
    [
        ("2026-12-31T23:59:59+00:00", "2026-12-31", "2027-01-01T00:00:00+00:00"),
        ("2028-02-28T00:00:00+00:00", "2028-02-28", "2028-02-29T00:00:00+00:00"),
        ("2026-06-16T01:00:00+02:00", "2026-06-15", "2026-06-16T00:00:00+00:00"),
    ],
)
def test_a_day(moment: str, day: str, ends: str) -> None:
    window = window_at(WindowKind.DAY, datetime.fromisoformat(moment))
    assert (window.name, window.ends.isoformat()) == (day, ends)


@given(kinds, moments)
def test_a_window_holds_its_moment_up_to_its_end(kind: WindowKind, moment: datetime) -> None:
    window = window_at(kind, moment)
    assert moment < window.ends
    last = window.ends - timedelta(microseconds=1)
    assert window_at(kind, last) == window
    assert window_at(kind, window.ends) != window


@given(kinds, moments, moments)
def test_names_sort_by_time_and_clock_steps_find_the_window_again(
    kind: WindowKind, one: datetime, other: datetime
) -> None:
    early, late = sorted((one, other))
    first, second = window_at(kind, early), window_at(kind, late)
    assert first.name <= second.name
    assert (first.name == second.name) == (first.ends == second.ends)
