"""What an address may ask for, and what is named when it may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from services.gateway import inputs
from services.runtime.errors import InvalidArgumentError


def args(**given_args: str) -> inputs.Args:
    return MultiDict(given_args)


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("x" * 61, "61 characters"),
        ("E11\x00", "control characters"),
        ("E11\n9", "control characters"),
        ("E11\ufffd", "UTF-8"),
        ("\x85", "control characters"),
        ("   ", "empty"),
    ],
)
def test_a_code_that_cannot_be_is_refused_with_the_reason(value: str, wrong: str) -> None:
    with pytest.raises(InvalidArgumentError, match=wrong) as caught:
        inputs.code(value)
    assert caught.value.field == "code"


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"])))
def test_any_other_text_is_searched_for_as_it_is(text: str) -> None:
    text = text.replace("\ufffd", "").replace("\ufffe", "").replace("\uffff", "")[:500]
    assert inputs.query(args(q=text)) == text.strip()


def test_a_query_may_have_500_characters_and_no_more() -> None:
    assert len(inputs.query(args(q="x" * 500))) == 500
    with pytest.raises(InvalidArgumentError, match="501 characters; at most 500"):
        inputs.query(args(q="x" * 501))


def test_a_system_is_written_small() -> None:
    assert inputs.system(" ICD-10-CM ") == "icd-10-cm"


def test_no_system_means_all() -> None:
    assert inputs.systems(MultiDict([("system", ""), ("system", "cpt"), ("system", "A")])) == (
        "cpt",
        "a",
    )


def test_thirty_chapters_may_be_named_and_no_more() -> None:
    named = [("chapter", f"icd-10-cm {number}") for number in range(31)]
    assert len(inputs.chapters(MultiDict(named[:30]))) == 30
    with pytest.raises(InvalidArgumentError, match="31 of it; at most 30") as caught:
        inputs.chapters(MultiDict(named))
    assert caught.value.field == "chapter"


@pytest.mark.parametrize("value", ["", "2026-04-30", "0001-01-01"])
def test_a_date_is_taken_as_it_is(value: str) -> None:
    assert inputs.as_of(args(as_of=value)) == value


@pytest.mark.parametrize(
    "value", ["2026-02-30", "20260430", "2026-W18-4", "yesterday", "2026-4-1", "٢٠٢٦-٠٤-٣٠", "\x00"]
)
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(InvalidArgumentError, match="no date") as caught:
        inputs.as_of(args(as_of=value))
    assert caught.value.field == "as_of"


@pytest.mark.parametrize(("value", "number"), [("", 3), ("1", 1), ("+7", 7), ("010", 10)])
def test_a_number_in_bounds_is_taken(value: str, number: int) -> None:
    assert inputs.whole_number(args(page=value), "page", default=3, least=1, most=10) == number


@pytest.mark.parametrize(
    "value", ["0", "11", "-1", "1.0", "1e1", "ten", "9" * 5000, "\u0661", "0x1"]
)
def test_a_number_out_of_bounds_is_refused(value: str) -> None:
    with pytest.raises(InvalidArgumentError, match="from 1 to 10") as caught:
        inputs.whole_number(args(page=value), "page", default=1, least=1, most=10)
    assert caught.value.field == "page"


@pytest.mark.parametrize(("value", "flag"), [("", None), ("true", True), ("false", False)])
def test_a_flag_has_three_values(value: str, *, flag: bool | None) -> None:
    assert inputs.flag(args(billable=value), "billable") is flag


def test_a_flag_has_no_fourth_value() -> None:
    with pytest.raises(InvalidArgumentError, match="true or false"):
        inputs.flag(args(billable="yes"), "billable")


@pytest.mark.parametrize("query", ["q=caf%C3%A9", "q=a+b", "q=%00", "%zz", "caf\xc3\xa9"])
def test_a_query_string_in_utf8_is_read(query: str) -> None:
    inputs.demand_utf8(query)


@pytest.mark.parametrize("query", ["q=%ff", "q=%C3", "q=%ED%A0%80", "\xff"])
def test_a_query_string_in_something_else_is_refused(query: str) -> None:
    with pytest.raises(InvalidArgumentError, match="UTF-8"):
        inputs.demand_utf8(query)
