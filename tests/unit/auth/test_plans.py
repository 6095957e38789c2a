"""The plans file: what ships, what an operator may write, and what is said of a mistake."""

from pathlib import Path

import pytest

from services.auth.domain.plan import Allowance, MeterName
from services.auth.domain.window import WindowKind
from services.auth.plans import SHIPPED, read_plans

GOOD = """
[network]
page_view = 30
[plans.guest]
title = "Guest"
[plans.registered]
title = "Registered"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "plans.toml"
    file.write_text(text)
    return file


def test_what_ships_gives_a_registered_reader_five_more() -> None:
    plans = read_plans(SHIPPED)
    assert {"guest", "registered", "professional"} <= set(plans.named)
    assert plans.guest.allowances[MeterName.PAGE_VIEW] == Allowance(1, WindowKind.MONTH)
    assert plans.registration_bonus(MeterName.PAGE_VIEW) == 5
    assert plans.guest.allowances[MeterName.API_CALL].units == 0


def test_an_operators_plan_has_its_own_allowances_and_windows(tmp_path: Path) -> None:
    own = '[plans.clinic]\ntitle = "C"\npage_view = 500\napi_call = {units = 9, window = "day"}'
    plan = read_plans(written(tmp_path, GOOD + own)).of("clinic")
    assert plan.title == "C"
    assert plan.allowances[MeterName.PAGE_VIEW] == Allowance(500, WindowKind.MONTH)
    assert plan.allowances[MeterName.API_CALL] == Allowance(9, WindowKind.DAY)
    assert plan.allowances[MeterName.CONSULT_EMAIL].units == 0


def test_the_window_of_the_file_is_that_of_every_plan(tmp_path: Path) -> None:
    plans = read_plans(written(tmp_path, 'window = "day"\n' + GOOD))
    windows = {a.window for plan in plans.named.values() for a in plan.allowances.values()}
    assert windows == {WindowKind.DAY}


def test_a_plan_that_was_taken_away_is_the_registered_one(tmp_path: Path) -> None:
    assert read_plans(written(tmp_path, GOOD)).of("gone").name == "registered"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "network"),
        ("[network]\n[plans.guest]\ntitle='G'", r"\[plans.registered\]"),
        (GOOD + "pages = 1", "pages"),
        (GOOD + "page_view = -1", "page_view"),
        (GOOD + "page_view = 4_294_967_296", "page_view"),
        (GOOD + "page_view = '5'", "page_view"),
        (GOOD + "page_view = true", "page_view"),
        (GOOD + "page_view = { units = 5, window = 'week' }", "window"),
        (GOOD + "[plans.'Bad Name']\ntitle='x'", "Bad Name"),
        (GOOD + "[plans.", "at end of document"),
        (GOOD.replace('title = "Guest"', ""), "title"),
    ],
)
def test_a_mistake_is_said_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(ValueError, match=place) as caught:
        read_plans(file)
    assert str(caught.value).startswith(f"{file}: ")


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"plans\.toml: No such file"):
        read_plans(tmp_path / "plans.toml")
