from datetime import date

import pytest

from services.catalog.domain.claims import duplicates, modifiers
from services.catalog.domain.facts.kinds import Setting
from services.catalog.domain.schedule_modifiers import objection
from tests.support.claims import DAY, claim, facts, line, said, version
from tests.support.published import relative_value

KNOWN = {
    "LT": [version("LT", system="modifier")],
    "RT": [version("RT", system="modifier")],
    "TC": [version("TC", system="modifier")],
    "ZY": [version("ZY", system="modifier", until=DAY)],
    "ZZ": [version("ZZ", system="modifier", since=date(2027, 1, 1))],
}


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        (("LT",), []),
        (("25",), []),
        (("QQ",), ["modifier-unknown"]),
        (("98",), ["modifier-unknown"]),
        (("ZY",), ["modifier-terminated"]),
        (("ZZ",), ["modifier-not-yet-valid"]),
        (("26", "TC"), ["modifier-conflict"]),
        (("LT", "RT"), ["modifier-conflict"]),
        (("50", "LT"), ["modifier-conflict"]),
        (("62", "80"), ["modifier-conflict"]),
        (("76", "77"), ["modifier-conflict"]),
        (("LT", "LT"), ["modifier-twice"]),
    ],
)
def test_modifiers_by_themselves(given: tuple[str, ...], rules: list[str]) -> None:
    found = modifiers.find(claim(line(1, "A0000", *given)), facts(modifiers=KNOWN))
    assert [one.rule for one in found] == rules


def test_letters_cannot_be_judged_without_their_list_and_numbers_can() -> None:
    known = facts(releases={})
    found = modifiers.find(claim(line(1, "A0000", "QQ", "98")), known)
    assert [one.sentence for one in found] == ["There is no modifier 98."]


@pytest.mark.parametrize(
    ("code", "modifier", "misplaced"),
    [
        ("10004", "25", True),
        ("89398", "57", True),
        ("99499", "25", False),
        ("99202", "59", True),
        ("99499", "78", True),
        ("10004", "59", False),
        ("A0000", "25", False),
        ("A0000", "59", False),
    ],
)
def test_some_modifiers_are_of_visits_and_some_of_all_else(
    code: str, modifier: str, *, misplaced: bool
) -> None:
    found = list(modifiers.find(claim(line(1, code, modifier)), facts()))
    expected = [("ERROR", "modifier-misplaced", (1,), ())] if misplaced else []
    assert said(found) == expected


@pytest.mark.parametrize(
    ("modifier", "field", "fits", "refused", "by_record"),
    [
        ("26", "pc_tc", "16", "0234578 9", ""),
        ("TC", "pc_tc", "1", "0234567 89", ""),
        ("50", "bilateral_surgery", "13", "029", ""),
        ("51", "multiple_procedure", "234567", "", "09"),
        ("62", "co_surgeons", "2", "09", "1"),
        ("66", "team_surgery", "2", "09", "1"),
        ("80", "assistant_at_surgery", "2", "19", "0"),
        ("AS", "assistant_at_surgery", "2", "19", "0"),
    ],
)
def test_an_indicator_allows_a_modifier_or_does_not(
    modifier: str, field: str, fits: str, refused: str, by_record: str
) -> None:
    for values, expected in ((fits, None), (refused.replace(" ", ""), True), (by_record, False)):
        for value in values:
            found = objection(modifier, relative_value("A0000", **{field: value}))
            assert (found and found.refused) == expected, value


@pytest.mark.parametrize("modifier", ["54", "55", "56"])
def test_care_is_split_where_there_are_days_after(modifier: str) -> None:
    allowed = {
        days: objection(modifier, relative_value("A0000", global_days=days)) is None
        for days in ("000", "010", "090", "XXX", "ZZZ")
    }
    assert allowed == {"000": False, "010": True, "090": True, "XXX": False, "ZZZ": False}


def test_a_return_to_the_operating_room_is_of_procedures() -> None:
    assert objection("78", relative_value("A0000", global_days="090")) is None
    assert objection("78", relative_value("A0000", global_days="XXX"))
    assert objection("LT", relative_value("A0000")) is None


def test_the_schedule_is_asked_for_practitioners_only() -> None:
    known = facts(schedule={"A0000": relative_value("A0000", assistant_at_surgery="1")})
    lines = line(1, "A0000", "80")
    assert [one.severity.name for one in modifiers.find(claim(lines), known)] == ["ERROR"]
    hospital = claim(lines, setting=Setting.OUTPATIENT_HOSPITAL)
    assert list(modifiers.find(hospital, known)) == []


def test_both_sides_are_one_unit() -> None:
    (found,) = modifiers.find(claim(line(1, "A0000", "50", units=2)), facts())
    assert found.rule == "modifier-units"


@pytest.mark.parametrize(
    ("one", "two", "severity"),
    [
        ((), (), "ERROR"),
        (("LT", "XS"), ("XS", "LT"), "WARNING"),
        (("76",), ("76",), "WARNING"),
        (("LT",), ("RT",), None),
        ((), ("76",), None),
    ],
)
def test_lines_that_say_the_same(
    one: tuple[str, ...], two: tuple[str, ...], severity: str | None
) -> None:
    given = claim(line(1, "A0000", *one), line(2, "A0000", *two), line(3, "B0000"))
    found = list(duplicates.find(given, facts()))
    assert said(found) == ([(severity, "duplicate-line", (1, 2), ())] if severity else [])
