import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalog.domain.dates import (
    lifetime,
    parse_as_of,
    release_on,
    status_on,
    version_on,
    viewed_on,
)
from services.catalog.domain.kinds import CodeStatus, NodeKind
from services.catalog.domain.records import Release, Version
from services.catalog.errors import AsOfInvalidError
from tests.support.editions import facts

TODAY = date(2026, 6, 15)


def version(start: date, end: date | None) -> Version:
    return Version(
        1,
        "s",
        "Z",
        "Z",
        "t",
        "",
        NodeKind.CODE,
        True,
        "",
        0,
        start,
        end,
    )


def release(number: int, start: date) -> Release:
    return Release(number, facts(start), "f", "0", 1, datetime(2026, 1, 1, tzinfo=UTC))


FIRST = version(date(2024, 10, 1), date(2025, 10, 1))
SECOND = version(date(2025, 10, 1), date(2026, 4, 1))
# After a gap.
THIRD = version(date(2027, 10, 1), None)
ALL = [FIRST, SECOND, THIRD]


def test_no_date_is_today() -> None:
    assert parse_as_of("", TODAY) == TODAY


@given(st.dates())
def test_every_date_is_read_back(day: date) -> None:
    assert parse_as_of(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "20260401",
        "2026-W14-3",
        "2026-4-1",
        "2026-02-30",
        " 2026-04-01",
        "2026-04-01\n",
        "today",
        "٢026-04-01",
        "0000-01-01",
        "2026-04-01T00:00:00",
        "\x00",
        "9" * 10000,
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(AsOfInvalidError):
        parse_as_of(text, TODAY)


@given(st.text(min_size=1))
def test_any_text_is_a_date_or_that_one_error(text: str) -> None:
    with contextlib.suppress(AsOfInvalidError):
        assert parse_as_of(text, TODAY).isoformat() == text


@pytest.mark.parametrize(
    ("as_of", "answers", "status", "viewed"),
    [
        (date(2020, 1, 1), FIRST, CodeStatus.FUTURE, date(2024, 10, 1)),
        (date(2024, 10, 1), FIRST, CodeStatus.ACTIVE, date(2024, 10, 1)),
        (date(2025, 9, 30), FIRST, CodeStatus.ACTIVE, date(2025, 9, 30)),
        (date(2025, 10, 1), SECOND, CodeStatus.ACTIVE, date(2025, 10, 1)),
        (date(2026, 4, 1), SECOND, CodeStatus.DELETED, date(2026, 3, 31)),
        (date(2027, 10, 1), THIRD, CodeStatus.ACTIVE, date(2027, 10, 1)),
        (date.max, THIRD, CodeStatus.ACTIVE, date.max),
    ],
)
def test_which_version_answers(
    as_of: date, answers: Version, status: CodeStatus, viewed: date
) -> None:
    found = version_on(ALL, as_of)
    assert found is answers
    assert status_on(found, as_of) is status
    assert viewed_on(found, as_of) == viewed


def test_a_life_is_the_versions_that_touch() -> None:
    assert lifetime(ALL, FIRST) == (date(2024, 10, 1), date(2026, 4, 1))
    assert lifetime(ALL, SECOND) == (date(2024, 10, 1), date(2026, 4, 1))
    assert lifetime(ALL, THIRD) == (date(2027, 10, 1), None)


def test_the_last_release_that_has_begun_is_in_force() -> None:
    old, corrected, new = (
        release(1, date(2025, 10, 1)),
        release(3, date(2025, 10, 1)),
        release(2, date(2026, 4, 1)),
    )
    releases = [new, corrected, old]
    assert release_on(releases, date(2025, 9, 30)) is None
    assert release_on(releases, date(2026, 3, 31)) is corrected
    assert release_on(releases, date(2030, 1, 1)) is new
    assert release_on([], TODAY) is None
