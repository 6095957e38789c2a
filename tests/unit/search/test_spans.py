import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.spans import (
    CLOSE,
    OPEN,
    TextSpan,
    best_matched,
    marked_like,
    without_marks,
)
from services.search.domain.words import normal


def mark(text: str) -> str:
    return text.replace("[", OPEN).replace("]", CLOSE)


def shown(spans: tuple[TextSpan, ...]) -> str:
    return "".join(f"[{span.text}]" if span.matched else span.text for span in spans)


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("Fractures of the femur", "[fracture] [femur]", "[Fractures] of the [femur]"),
        ("Fractures of the femur", "[fract]ure femur", "[Fract]ures of the femur"),
        ("Barrett's oesophagus", "barrett [esophagu]s", "Barrett's [oesophag]us"),
        ("Type 2", "type 2", "Type 2"),
        ("", "", ""),
    ],
)
def test_a_title_is_marked_where_its_one_spelling_is(text: str, marked: str, expected: str) -> None:
    assert shown(marked_like(text, mark(marked))) == expected


@given(st.text())
def test_nothing_of_a_text_is_lost(text: str) -> None:
    marked = " ".join(f"{OPEN}{word}{CLOSE}" for word in normal(text).split())
    assert "".join(span.text for span in marked_like(text, marked)) == text


def test_the_name_of_which_the_most_was_matched() -> None:
    texts = ["Sugar", "Sugar diabetes", "Sugar diabetes, old"]
    marked = [mark(one) for one in ("[sugar]", "[sugar] [diabetes]", "[sugar] [diabetes] old")]
    assert shown(best_matched(texts, marked)) == "[Sugar] [diabetes]"
    assert best_matched(texts, ["sugar", "sugar diabetes", "sugar"]) == ()
    assert best_matched([], []) == ()


def test_marks_in_a_text_are_taken_out() -> None:
    assert without_marks(f"{OPEN}a{CLOSE}b") == "ab"
