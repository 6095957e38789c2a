"""Sentences stay within their number of words, and say so when something was cut."""

from hypothesis import given
from hypothesis import strategies as st

from services.catalog.domain.plain.sentences import (
    MOST_WORDS,
    capital,
    compose,
    counted,
    ended,
    shortened,
)

WORDS = st.lists(st.sampled_from(["ulna,", "of", "(the", "arm)", "bone;"]), min_size=1, max_size=90)


def test_what_has_no_room_is_left_out_and_what_comes_after_it_may_have() -> None:
    long = " ".join(["word"] * 70) + "."
    assert compose("A first sentence.", [long, "Never this much.", ""]) == (
        f"A first sentence. {long} Never this much."
    )
    assert compose(long, [long, "Short."]) == f"{long} Short."


@given(WORDS, st.integers(min_value=12, max_value=MOST_WORDS))
def test_a_shortened_text_is_a_sentence_of_at_most_so_many_words(
    words: list[str], most: int
) -> None:
    text = " ".join(words)
    short = shortened(text, most)
    assert len(short.split()) <= most + 1
    assert short.endswith(".")
    assert ("The official text goes on." in short) == (len(words) > most)
    if len(words) > most:
        assert short.count("(") <= short.count(")")


def test_small_things() -> None:
    assert shortened("One, two", 5) == "One, two."
    assert ended("Done.") == "Done."
    assert capital("ulna") == "Ulna"
    assert counted(1, "code", "codes") == "1 code"
    assert counted(2_000, "code", "codes") == "2,000 codes"
