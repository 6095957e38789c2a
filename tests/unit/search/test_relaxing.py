from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.phrasing import read_words
from services.search.domain.relaxing import Frequencies, groups, text_of

TITLES = [
    {"fracture", "femur"},
    {"fracture", "radius"},
    {"fracture", "tibia"},
    {"motorcycle", "collision", "van"},
    {"motorcycle", "collision", "car"},
]
COUNTS = {word: sum(word in title for title in TITLES) for word in set().union(*TITLES)}
FREQUENCIES = Frequencies(COUNTS, len(TITLES))


def count(texts: Sequence[str]) -> list[int]:
    return [sum(set(text.split()) <= title for title in TITLES) for text in texts]


def test_a_word_that_is_nowhere_is_left_out() -> None:
    assert groups(read_words("xyzzy fracture femur"), FREQUENCIES, count)[0] == (
        "fracture",
        "femur",
    )


def test_words_that_stand_together_are_kept_and_the_most_said_comes_first() -> None:
    found = groups(read_words("motorcycle collision with van, femur"), FREQUENCIES, count)
    assert found[0] == ("motorcycle", "collision", "van")


def test_nothing_known_is_no_group() -> None:
    assert groups(read_words("xyzzy"), FREQUENCIES, count) == []


def test_the_rarer_a_word_the_more_it_says() -> None:
    assert FREQUENCIES.weight("femur") > FREQUENCIES.weight("fracture") > 0
    assert FREQUENCIES.weight("xyzzy") == 0
    assert FREQUENCIES.weight("fract") == 0
    assert FREQUENCIES.weight("fract", half=True) == FREQUENCIES.weight("fracture")


def test_few_strange_words_are_compared_with_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def nearest(_: Frequencies, word: str) -> str:
        compared.append(word)
        return ""

    monkeypatch.setattr(Frequencies, "nearest", nearest)
    strange = [f"fract{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    found = groups(read_words(" ".join([*strange, "femur"])), FREQUENCIES, count)
    assert found == [("femur",)]
    assert len(compared) == 8


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("fractrue", "fracture"),
        ("femor", "femur"),
        ("motorcyle", "motorcycle"),
        ("cas", ""),
        ("zzzzzzz", ""),
    ],
)
def test_the_nearest_spelling(typed: str, near: str) -> None:
    assert FREQUENCIES.nearest(typed) == near
    assert FREQUENCIES.weight(typed) == (FREQUENCIES.weight(near) if near else 0)


def test_only_the_last_word_typed_may_be_half_of_one() -> None:
    wording = read_words("fracture of the fem")
    assert text_of(["fem", "fracture"], wording) == "fracture fem"
    assert text_of(["fracture"], wording) == "fracture "


@given(st.lists(st.sampled_from([*COUNTS, "xyzzy"]), min_size=1, max_size=8))
def test_every_group_stands_somewhere(words: list[str]) -> None:
    found = groups(read_words(" ".join(words)), FREQUENCIES, count)
    assert all(count([" ".join(group)])[0] for group in found)
