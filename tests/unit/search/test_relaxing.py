import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.frequencies import Frequencies
from services.search.domain.phrasing import read_words
from services.search.domain.relaxing import Fields, closeness, orders, sought

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


def test_few_strange_words_are_compared_with_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []

    def meant(_: Frequencies, word: str) -> tuple[str, ...]:
        compared.append(word)
        return ()

    monkeypatch.setattr(Frequencies, "meant", meant)
    strange = [f"fract{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    assert asked(" ".join([*strange, "femur"])) == ["femur "]
    assert len(compared) == 8


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


def test_what_surrounds_a_finding_decides_nothing() -> None:
    counts = {"patient": 2, "rule": 2, "out": 2, "fracture": 600, "femur": 500}
    found = sought(read_words("patient, rule out fracture femur"), Frequencies(counts, 1000))
    assert {word.spelt for word in found[-3:]} == {"patient", "rule", "out"}


def test_the_level_decides_less_than_what_is_done_there() -> None:
    found = sought(read_words("kyphoplasty L1"), Frequencies({"kyphoplasty": 50, "l1": 1}, 100_000))
    assert [word.spelt for word in found] == ["kyphoplasty", "l1"]


def test_a_second_form_of_a_word_decides_little() -> None:
    counts = {"fall": 10, "falling": 10, "ladder": 10}
    found = {
        word.spelt: word.weight
        for word in sought(read_words("fall, falling ladder"), Frequencies(counts, 1000))
    }
    assert min(found["fall"], found["falling"]) < max(found["fall"], found["falling"])
    assert max(found["fall"], found["falling"]) == found["ladder"]


def test_words_written_as_one_are_asked_for_apart() -> None:
    counts = {"femur": 2, "fracture": 3}
    found = sought(read_words("fracturefemur"), Frequencies(counts, 100))
    assert [(word.typed, word.spelt) for word in found] == [
        ("fracturefemur", "femur"),
        ("fracturefemur", "fracture"),
    ]


def test_two_words_that_the_index_writes_as_one_are_one() -> None:
    counts = {"antihemophilic": 10, "anti": 900, "hemophilic": 3, "factor": 40}
    found = sought(read_words("anti-hemophilic factor"), Frequencies(counts, 1000))
    assert [word.spelt for word in found[:2]] == ["antihemophilic", "factor"]


def test_a_decimal_is_not_written_as_one_number() -> None:
    counts = {"25": 3, "2": 9, "5": 9, "levothyroxine": 4}
    found = sought(read_words("levothyroxine 2.5 mg"), Frequencies(counts, 1000))
    assert "25" not in {word.spelt for word in found}


@pytest.mark.parametrize(
    ("text", "drug"),
    [("rocephin 1 gram IM", "rocephin"), ("2 gm ceftriaxone", "ceftriaxone")],
)
def test_a_dose_and_how_it_is_given_decide_little(text: str, drug: str) -> None:
    counts = {drug: 60, "1": 2000, "2": 2000, "gram": 9, "gm": 9, "im": 9}
    assert sought(read_words(text), Frequencies(counts, 100_000))[0].spelt == drug


@given(st.lists(st.sampled_from([*COUNTS, "xyzzy"]), min_size=1, max_size=12))
def test_what_is_asked_are_words_of_the_query(words: list[str]) -> None:
    texts = asked(" ".join(words))
    assert len(set(texts)) == len(texts)
    assert all(set(text.split()) <= {*words} - {"xyzzy"} for text in texts)
