from datetime import date

import pytest

from services.catalog.domain.claims import add_ons
from services.catalog.readers.add_on_codes import AddOnCode
from tests.support.claims import DAY, claim, facts, line, said
from tests.support.published import relative_value

START = date(2020, 1, 1)


def add_on(kind: str, primary: str | None, deletion: date | None = None) -> AddOnCode:
    return AddOnCode(kind, "A0001", None, primary, None, START, deletion, "")


@pytest.mark.parametrize(
    ("edits", "other", "severity"),
    [
        ([add_on("1", "B0000"), add_on("1", "B0001")], "C0000", "ERROR"),
        ([add_on("1", "B0000"), add_on("1", "B0001")], "B0001", None),
        ([add_on("2", None)], "C0000", "WARNING"),
        ([add_on("2", None)], "A0001", "ERROR"),
        ([add_on("3", "B0000")], "C0000", "WARNING"),
        ([add_on("3", "B0000")], "B0000", None),
        ([add_on("1", "B0000", date(2026, 4, 30))], "C0000", None),
    ],
)
def test_an_add_on_needs_its_primary(
    edits: list[AddOnCode], other: str, severity: str | None
) -> None:
    one = claim(line(1, "A0001"), line(2, other))
    found = list(add_ons.find(one, facts(add_ons={"A0001": edits})))
    lines = (1, 2) if other == "A0001" else (1,)
    assert said(found) == ([(severity, "add-on-alone", lines, ())] if severity else [])


def test_of_many_primaries_the_first_are_named() -> None:
    edits = [add_on("1", f"B{n:04}") for n in range(12)]
    (found,) = add_ons.find(claim(line(1, "A0001")), facts(add_ons={"A0001": edits}))
    assert "B0007 and 4 more" in found.sentence


def test_without_the_list_the_global_period_says_what_adds() -> None:
    rows = {"A0001": relative_value("A0001", global_days="ZZZ"), "B0000": relative_value("B0000")}
    known = facts(schedule=rows, releases={"add-on-codes": None})
    alone, beside = claim(line(1, "A0001")), claim(line(1, "A0001"), line(2, "B0000"))
    assert said(list(add_ons.find(alone, known))) == [("ERROR", "add-on-alone", (1,), ())]
    assert list(add_ons.find(beside, known)) == []


def test_an_edit_holds_until_its_date_of_deletion() -> None:
    assert add_ons.in_force(add_on("1", "B0000", DAY), DAY)
    assert not add_ons.in_force(add_on("1", "B0000"), date(2019, 12, 31))
