import pytest

from services.catalog.domain.claims import mue
from tests.support.claims import claim, facts, line, said
from tests.support.published import limit


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("1", [("ERROR", "mue-line", (2,), ())]),
        ("2", [("ERROR", "mue-day", (1, 2), ())]),
        ("3", [("ERROR", "mue-day", (1, 2), ())]),
    ],
)
def test_units_are_counted_by_line_or_by_day(indicator: str, expected: object) -> None:
    one = claim(line(1, "A0000", units=2), line(2, "A0000", units=3), line(3, "B0000", units=9))
    found = list(mue.find(one, facts(limits={"A0000": limit("A0000", 2, indicator)})))
    assert said(found) == expected
    assert f"(MAI {indicator})" in found[0].sentence
    assert found[0].release


def test_as_many_units_as_the_limit_are_paid() -> None:
    one = claim(line(1, "A0000", units=1), line(2, "A0000", units=1))
    assert list(mue.find(one, facts(limits={"A0000": limit("A0000", 2, "2")}))) == []


def test_a_limit_of_0_is_a_limit() -> None:
    (found,) = mue.find(claim(line(1, "A0000")), facts(limits={"A0000": limit("A0000", 0, "2")}))
    assert "none is paid" in found.sentence
