import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.runtime import context


def test_a_sane_offered_id_is_kept() -> None:
    assert context.accept_request_id("abc-DEF_123.4") == "abc-DEF_123.4"


@pytest.mark.parametrize("offered", [None, "", "short", "x" * 65, "spaced out id", 'quote"{}12'])
def test_any_other_id_is_replaced(offered: str | None) -> None:
    made = context.accept_request_id(offered)
    assert made != offered
    assert len(made) == 16


@given(st.text(max_size=80))
def test_what_is_accepted_can_be_logged(offered: str) -> None:
    assert context.accept_request_id(offered).isascii()


def test_without_a_budget_nothing_runs_out() -> None:
    context.set_budget(None)
    assert context.remaining_seconds() is None


def test_a_budget_shrinks() -> None:
    context.set_budget(5)
    remaining = context.remaining_seconds()
    context.set_budget(None)
    assert remaining is not None
    assert 4 < remaining <= 5
