from hypothesis import given
from hypothesis import strategies as st

from services.catalog.domain.book_order import merge_order

orders = st.lists(st.sampled_from("ABCDEFGH"), unique=True)


def test_a_code_that_an_edition_leaves_out_stays_behind_its_forerunner() -> None:
    assert merge_order(["A", "B", "C", "D"], ["A", "X", "D"]) == ["A", "B", "C", "X", "D"]


def test_what_stood_first_stays_first() -> None:
    assert merge_order(["A", "B"], ["B", "C"]) == ["A", "B", "C"]


@given(orders, orders)
def test_every_code_has_one_place_and_the_edition_its_order(
    known: list[str], edition: list[str]
) -> None:
    merged = merge_order(known, edition)
    assert sorted(merged) == sorted({*known, *edition})
    assert [code for code in merged if code in edition] == edition
    assert merge_order(merged, edition) == merged
