import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.phrasing import read_words
from services.search.domain.relaxing import Fields, Frequencies, closeness, orders, sought

TITLES = [
    {"fracture", "femur"},
    {"fracture", "radius"},
    {"fracture", "tibia"},
    {"motorcycle", "collision", "van"},
    {"motorcycle", "collision", "car"},
]
COUNTS = {word: sum(word in title for title in TITLES) for word in set().union(*TITLES)}
FREQUENCIES = Frequencies(COUNTS, len(TITLES))


def asked(text: str) -> list[str]:
    return orders(sought(read_words(text), FREQUENCIES))


def titled(title: str, context: str = "") -> Fields:
    return (frozenset(), frozenset(title.split()), frozenset(), frozenset(), {*context.split()})


def close(text: str, fields: Fields) -> float:
    return closeness(sought(read_words(text), FREQUENCIES), fields)


def test_a_word_that_is_nowhere_is_left_out() -> None:
    assert asked("xyzzy fracture femur")[0] == "femur fracture "


def test_the_rarest_is_first_and_each_of_the_rarest_left_out_once() -> None:
    assert asked("motorcycle collision van") == [
        "van motorcycle collision ",
        "motorcycle collision ",
        "van collision ",
        "van motorcycle ",
        "collision ",
    ]


def test_nothing_known_is_not_asked_for() -> None:
    assert asked("xyzzy") == []


def test_few_questions_however_long_the_query() -> None:
    assert len(asked(" ".join(COUNTS))) == 6


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
    assert asked(" ".join([*strange, "femur"])) == ["femur "]
    assert len(compared) == 8


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("fractrue", "fracture"),
        ("femor", "femur"),
        ("motorcyle", "motorcycle"),
        ("radus", "radius"),
        ("radu", "radius"),
        ("cas", ""),
        ("zzzzzzz", ""),
    ],
)
def test_the_nearest_spelling(typed: str, near: str) -> None:
    assert FREQUENCIES.nearest(typed) == near
    assert FREQUENCIES.weight(typed) == (FREQUENCIES.weight(near) if near else 0)


def test_only_the_last_word_typed_may_be_half_of_one() -> None:
    assert asked("fracture of the fem")[0] == "fracture fem"
    assert asked("fem fracture")[0] == "fracture "
    assert close("fracture fem", titled("fracture femur")) > close(
        "fracture fem", titled("fracture radius")
    )


def test_the_code_that_has_most_of_the_query_is_closest() -> None:
    query = "motorcycle collision with van, femur"
    assert close(query, titled("motorcycle collision van")) > close(query, titled("fracture femur"))


def test_a_title_says_more_than_what_stands_above_and_little_else_is_closer() -> None:
    title = close("fracture femur", titled("fracture femur"))
    assert title > close("fracture femur", titled("fracture", context="femur"))
    assert title > close("fracture femur", titled("fracture femur shaft"))
    assert title == close("fracture femur", titled("fracture femur unspecified"))


@given(st.lists(st.sampled_from([*COUNTS, "xyzzy"]), min_size=1, max_size=12))
def test_what_is_asked_are_words_of_the_query(words: list[str]) -> None:
    texts = asked(" ".join(words))
    assert len(set(texts)) == len(texts)
    assert all(set(text.split()) <= {*words} - {"xyzzy"} for text in texts)
