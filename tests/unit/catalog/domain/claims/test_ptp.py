from datetime import date, timedelta

import pytest

from services.catalog.domain.claims import ptp
from services.catalog.domain.facts.kinds import Setting
from tests.support.claims import DAY, RELEASE, claim, facts, line, said
from tests.support.published import edit

PROCEDURE, OTHER, VISIT = "10004", "10005", "99499"
_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ((), (), "ptp-edit"),
        ((), ("59",), "ptp-lifted"),
        (("59",), (), "ptp-lifted"),
        ((), ("51",), "ptp-edit"),
        ((), ("XS",), "ptp-lifted"),
        (("LT",), ("RT",), "ptp-lifted"),
        (("LT",), ("LT",), "ptp-same-site"),
        # The left thumb is of the left side.
        (("LT",), ("FA",), "ptp-same-site"),
        (("F5",), ("RT",), "ptp-same-site"),
        (("FA",), ("F1",), "ptp-lifted"),
        (("LT",), ("59",), "ptp-lifted"),
        ((), ("25",), "ptp-edit"),
    ],
)
def test_an_edit_that_may_be_lifted(
    first: tuple[str, ...], second: tuple[str, ...], rule: str
) -> None:
    one = claim(line(1, PROCEDURE, *first), line(2, OTHER, *second))
    (found,) = ptp.find(one, facts(edits=[edit(PROCEDURE, OTHER, "1")]))
    assert (found.rule, found.lines, found.release) == (rule, (1, 2), RELEASE)


def test_the_column_one_code_is_paid_whatever_the_order_of_the_lines() -> None:
    one = claim(line(1, OTHER), line(2, PROCEDURE))
    (found,) = ptp.find(one, facts(edits=[edit(PROCEDURE, OTHER, "0")]))
    assert found.lines == (2, 1)
    assert found.sentence.startswith(f"{OTHER} is not paid beside {PROCEDURE} (line 2)")
    assert "No modifier lifts this edit." in found.sentence


def test_no_modifier_lifts_an_edit_of_indicator_0() -> None:
    one = claim(line(1, PROCEDURE), line(2, OTHER, "59", "XU"))
    (found,) = ptp.find(one, facts(edits=[edit(PROCEDURE, OTHER, "0")]))
    assert found.rule == "ptp-edit"


def test_a_visit_is_separate_by_25_and_not_by_59() -> None:
    known = facts(edits=[edit(PROCEDURE, VISIT)])
    rules = [
        next(ptp.find(claim(line(1, PROCEDURE), line(2, VISIT, modifier)), known)).rule
        for modifier in ("25", "59", "57")
    ]
    assert rules == ["ptp-lifted", "ptp-edit", "ptp-lifted"]


def test_what_is_missing_is_said_of_the_modifiers_that_are_there() -> None:
    known = facts(edits=[edit(PROCEDURE, OTHER)])
    sentences = [
        next(ptp.find(claim(line(1, PROCEDURE), line(2, OTHER, *given)), known)).sentence
        for given in ((), ("51",), ("25",))
    ]
    for sentence, words in zip(
        sentences,
        ("neither line has one", "51 is none of them", "25 cannot stand where it does"),
        strict=True,
    ):
        assert words in sentence


def test_one_line_of_column_one_without_a_modifier_is_enough() -> None:
    one = claim(line(1, PROCEDURE, "59"), line(2, PROCEDURE), line(3, OTHER))
    (found,) = ptp.find(one, facts(edits=[edit(PROCEDURE, OTHER)]))
    assert (found.rule, found.lines) == ("ptp-edit", (2, 3))


def test_each_column_two_line_is_told() -> None:
    one = claim(line(1, PROCEDURE), line(2, OTHER), line(3, OTHER, "59"))
    found = list(ptp.find(one, facts(edits=[edit(PROCEDURE, OTHER)])))
    assert said(found) == [
        ("ERROR", "ptp-edit", (1, 2), ()),
        ("NOTE", "ptp-lifted", (1, 3), ()),
    ]
    assert "XE, XP, XS or XU" in found[1].sentence


@pytest.mark.parametrize(
    ("indicator", "effective", "deletion", "count"),
    [
        ("1", DAY, None, 1),
        ("1", DAY + _DAY, None, 0),
        # The date of deletion is the last day of the edit.
        ("1", date(2020, 1, 1), DAY, 1),
        ("1", date(2020, 1, 1), DAY - _DAY, 0),
        ("9", DAY, None, 0),
    ],
)
def test_an_edit_holds_from_its_first_to_its_last_day(
    indicator: str, effective: date, deletion: date | None, count: int
) -> None:
    known = facts(edits=[edit(PROCEDURE, OTHER, indicator, effective, deletion)])
    assert len(list(ptp.find(claim(line(1, PROCEDURE), line(2, OTHER)), known))) == count


def test_the_edits_cited_are_those_of_the_setting() -> None:
    known = facts(
        edits=[edit(PROCEDURE, OTHER)], releases={"ptp-hospital": RELEASE, "ptp-practitioner": None}
    )
    lines = (line(1, PROCEDURE), line(2, OTHER))
    (hospital,) = ptp.find(claim(*lines, setting=Setting.OUTPATIENT_HOSPITAL), known)
    (practitioner,) = ptp.find(claim(*lines), known)
    assert (hospital.release, practitioner.release) == (RELEASE, None)
