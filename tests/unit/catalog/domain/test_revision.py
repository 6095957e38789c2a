from datetime import UTC, date, datetime

from services.catalog.domain.records import Release
from services.catalog.domain.revision import revision_token
from tests.support.editions import facts

RELEASES = [
    Release(i, facts(day), "f", "0", 1, datetime(2026, 1, 1, tzinfo=UTC))
    for i, day in enumerate([date(2026, 4, 1), date(2026, 10, 1)])
]


def test_an_import_changes_it() -> None:
    assert revision_token("a", RELEASES, date(2026, 5, 1)) != revision_token(
        "b", RELEASES, date(2026, 5, 1)
    )


def test_it_changes_on_the_day_a_loaded_release_begins_and_on_no_other() -> None:
    tokens = [
        revision_token("a", RELEASES, day)
        for day in (
            date(2026, 3, 31),
            date(2026, 4, 1),
            date(2026, 9, 30),
            date(2026, 10, 1),
            date(2027, 1, 1),
        )
    ]
    before, first, still_first, second, still_second = tokens
    assert len({before, first, second}) == 3
    assert (first, second) == (still_first, still_second)
