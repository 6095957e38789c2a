"""What a line of the fee schedule says of modifiers."""

from datetime import UTC, date, datetime

import pytest

from services.catalog.domain.facts.modifiers import fitting_modifiers
from services.catalog.domain.facts.published import Held
from services.catalog.domain.records import Release
from services.catalog.readers.pprrvu import RelativeValue
from tests.support.editions import facts
from tests.support.published import relative_value

RELEASE = Release(1, facts(), "f", "0", 1, datetime(2026, 1, 1, tzinfo=UTC))
# At 9 a concept does not apply, and nothing is said.
SILENT = dict.fromkeys(
    (
        "pc_tc",
        "multiple_procedure",
        "bilateral_surgery",
        "assistant_at_surgery",
        "co_surgeons",
        "team_surgery",
    ),
    "9",
)


def line(modifier: str = "", **indicators: str) -> Held[RelativeValue]:
    record = relative_value("A0000", modifier, **{**SILENT, **indicators})
    return Held(record, date(2026, 1, 1), None, RELEASE)


def said(*lines: Held[RelativeValue]) -> dict[str, bool]:
    """Return which modifiers are named, and whether they are ruled out."""
    return {one.modifier: one.ruled_out for one in fitting_modifiers(lines)}


@pytest.mark.parametrize(
    ("column", "value", "modifiers"),
    [
        ("pc_tc", "1", {"26": False, "TC": False}),
        ("pc_tc", "0", {"26": True, "TC": True}),
        ("pc_tc", "6", {"26": False, "TC": True}),
        ("multiple_procedure", "2", {"51": False}),
        ("multiple_procedure", "0", {"51": True}),
        ("bilateral_surgery", "1", {"50": False}),
        ("bilateral_surgery", "3", {"50": False}),
        ("bilateral_surgery", "2", {"50": True}),
        ("assistant_at_surgery", "2", dict.fromkeys(("80", "81", "82", "AS"), False)),
        ("assistant_at_surgery", "1", dict.fromkeys(("80", "81", "82", "AS"), True)),
        ("co_surgeons", "0", {"62": True}),
        ("team_surgery", "1", {"66": False}),
    ],
)
def test_an_indicator_says_whether_a_modifier_fits(
    column: str, value: str, modifiers: dict[str, bool]
) -> None:
    assert said(line(**{column: value})) == modifiers


def test_where_a_concept_does_not_apply_nothing_is_said() -> None:
    assert said(line()) == {}
    assert said() == {}
    assert said(line(bilateral_surgery="1", status="I")) == {}


def test_a_modifier_with_a_line_of_its_own_fits() -> None:
    found = said(line(pc_tc="0"), line("26"), line("53"))
    assert found == {"26": False, "53": False, "TC": True}


def test_those_that_fit_come_first() -> None:
    found = fitting_modifiers([line(bilateral_surgery="0", team_surgery="2")])
    assert [(one.modifier, one.said_by, one.value) for one in found] == [
        ("66", "team_surgery", "2"),
        ("50", "bilateral_surgery", "0"),
    ]
