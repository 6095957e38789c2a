import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalog.domain.near import likely_spellings


@pytest.mark.parametrize(
    ("typed", "meant", "within"),
    [
        ("e11.9", "E119", 1),  # it may exist in another system
        ("E119O", "E1190", 6),  # the letter O for the digit 0
        ("EI1.9", "E119", 3),
        ("M25.5ll", "M25511", 20),  # two look-alikes
        ("E191", "E119", 10),  # two swapped
        ("E11.7", "E116", 10),
        ("E11.99", "E119", 50),  # one too many
        ("E1199", "E119", 50),
        ("W19.A", "W19XXXA", 3),  # the placeholders forgotten
        ("J4590", "J45909", 500),  # one too few
        ("S72.001Z", "S72001", 80),
        ("F119", "E119", 700),
    ],
)
def test_what_was_meant_is_among_the_first(typed: str, meant: str, within: int) -> None:
    assert meant in likely_spellings(typed)[:within]


@given(st.text())
def test_any_text_gives_distinct_spellings_of_codes(text: str) -> None:
    spellings = likely_spellings(text)
    assert len(spellings) == len(set(spellings))
    assert all(s.isascii() and s.isalnum() and s == s.upper() and len(s) >= 3 for s in spellings)


def test_a_long_text_costs_no_more_than_the_longest_code() -> None:
    assert len(likely_spellings("A" * 1_000_000)) < 2000


@pytest.mark.parametrize("text", ["", "E1", "..", "😀😀😀😀", "\x00\x00\x00\x00"])
def test_too_little_gives_nothing(text: str) -> None:
    assert likely_spellings(text) == []
