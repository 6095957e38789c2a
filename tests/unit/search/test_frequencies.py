import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.frequencies import Frequencies

COUNTS = {
    "fracture": 300,
    "femur": 200,
    "radius": 20,
    "motorcycle": 2,
    "low": 9,
    "back": 8,
    "pain": 40,
    "trampolining": 1,
    "tramazoline": 5,
    "perpetrator": 6,
    "penetration": 7,
    "cirrhosis": 12,
    "psoriasis": 30,
    "b12": 4,
}
FREQUENCIES = Frequencies(COUNTS, 1000)


def test_the_rarer_a_word_the_more_it_says() -> None:
    assert FREQUENCIES.weight("radius") > FREQUENCIES.weight("fracture") > 0
    assert FREQUENCIES.weight("xyzzy") == 0
    assert FREQUENCIES.weight("fract") == 0
    assert FREQUENCIES.weight("fract", half=True) == FREQUENCIES.weight("fracture")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fractrue", "fracture"),
        ("femor", "femur"),
        ("motorcyle", "motorcycle"),
        ("radus", "radius"),
        ("radu", "radius"),
        ("lowbackpain", "low back pain"),
        ("trampoline", "trampolining"),
        ("perpetration", "perpetrator"),
        ("siroses", "cirrhosis"),
        ("soriassis", "psoriasis"),
        ("penitratoin", "penetration"),
        ("cas", ""),
        ("b13", ""),
        ("zzzzzzz", ""),
    ],
)
def test_what_a_strange_word_means(typed: str, meant: str) -> None:
    assert " ".join(FREQUENCIES.meant(typed)) == meant


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789\u00e9\u03b1", min_size=1, max_size=30))
def test_whatever_is_typed_means_words_of_the_index(typed: str) -> None:
    assert set(FREQUENCIES.meant(typed)) <= COUNTS.keys()
