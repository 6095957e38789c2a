from datetime import date

import pytest

from services.catalog.domain.calendar import Calendar, begins, calendar_of, follows
from services.catalog.fetching.addresses import SOURCES, UnknownNameError, chosen
from services.catalog.files.formats import kinds
from services.catalog.sources import PACKAGED

# What no address is known of: the AMA sells its list, appendix A is a page of a manual, and
# articles come with the installation.
# CMS publishes the index of HCPCS as a document, which somebody has to bring into lines.
_NOT_TO_BE_FETCHED = {"article", "cpt", "drg-list", "hcpcs-index"}


def test_every_kind_can_be_fetched_or_it_is_known_why_not() -> None:
    fetched = {kind for source in SOURCES for kind in source.kinds}
    assert fetched <= set(kinds())
    others = {kind for kind in kinds() if not kind.startswith("coverage-")} - fetched
    assert others == _NOT_TO_BE_FETCHED


@pytest.mark.parametrize(
    ("name", "day", "file"),
    [
        ("hcpcs", date(2026, 5, 1), "april-2026-alpha-numeric-hcpcs-file.zip"),
        ("icd-10-cm", date(2026, 5, 1), "april-1-2026-code-tables-tabular-and-index.zip"),
        ("icd-10-cm", date(2026, 11, 25), "2027-code-tables-tabular-and-index.zip"),
        ("icd-10-cm", date(2026, 2, 1), "2026-code-tables-tabular-and-index.zip"),
        ("poa-exempt", date(2026, 9, 30), "2026-poa-exempt-codes.zip"),
        ("fees", date(2025, 12, 31), "rvu25d.zip"),
        ("add-on-codes", date(2026, 7, 1), "add-code-edits-medicare-effective-07012026.zip"),
        ("mue", date(2026, 4, 1), "medicare-ncci-2026-q2-practitioner-services-mue-table.zip"),
        (
            "ptp-practitioner",
            date(2026, 4, 1),
            "medicare-ncci-2026q2-practitioner-ptp-edits-ccipra-v321r0-f1.zip",
        ),
        ("gems", date(2026, 4, 1), "2018-icd-10-cm-general-equivalence-mappings.zip"),
        ("lcd", date(2026, 4, 1), "current_lcd.zip"),
    ],
)
def test_an_address_names_the_edition_in_force(name: str, day: date, file: str) -> None:
    (source,) = chosen([name])
    assert next(source.current(day)).endswith(f"/{file}")


def test_what_is_wanted_is_named_by_itself_or_by_what_is_in_it() -> None:
    assert chosen([]) == list(SOURCES)
    assert [source.name for source in chosen(["gpci", "hcpcs"])] == ["hcpcs", "fees"]
    with pytest.raises(UnknownNameError, match=r"^Nothing is known by the name gpcis"):
        chosen(["gpcis"])


def test_every_kind_has_a_calendar() -> None:
    for kind in [*kinds(), *(source.facts.kind for source in PACKAGED)]:
        assert isinstance(calendar_of(kind), Calendar)


@pytest.mark.parametrize(
    ("calendar", "day", "first"),
    [
        (Calendar.QUARTERS, date(2026, 3, 31), date(2026, 1, 1)),
        (Calendar.HALF_YEARS, date(2026, 3, 31), date(2025, 10, 1)),
        (Calendar.HALF_YEARS, date(2026, 4, 1), date(2026, 4, 1)),
        (Calendar.FISCAL_YEARS, date(2026, 9, 30), date(2025, 10, 1)),
        (Calendar.YEARS, date(2026, 9, 30), date(2026, 1, 1)),
        (Calendar.WEEKS, date(2026, 9, 30), date(2026, 8, 26)),
        (Calendar.FROZEN, date(2026, 9, 30), None),
    ],
)
def test_an_edition_begins(calendar: Calendar, day: date, first: date | None) -> None:
    assert begins(calendar, day) == first


@pytest.mark.parametrize(
    ("calendar", "began", "next_one"),
    [
        (Calendar.QUARTERS, date(2025, 10, 1), date(2026, 1, 1)),
        (Calendar.HALF_YEARS, date(2026, 4, 1), date(2026, 10, 1)),
        (Calendar.FISCAL_YEARS, date(2025, 10, 1), date(2026, 10, 1)),
        (Calendar.YEARS, date(2026, 3, 1), date(2027, 1, 1)),
        (Calendar.YEARS, date(9999, 12, 31), None),
        (Calendar.WEEKS, date(2026, 8, 26), date(2026, 9, 30)),
        (Calendar.FROZEN, date(2017, 10, 1), None),
    ],
)
def test_an_edition_is_followed_by_the_next(
    calendar: Calendar, began: date, next_one: date | None
) -> None:
    assert follows(calendar, began) == next_one
