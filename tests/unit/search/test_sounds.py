import pytest

from services.search.domain.sounds import sound_of


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("rocefin", "rocephin"),
        ("newmonia", "pneumonia"),
        ("siroses", "cirrhosis"),
        ("asma", "asthma"),
        ("sycosis", "psychosis"),
        ("exema", "eczema"),
        ("flem", "phlegm"),
        ("bronkitis", "bronchitis"),
        ("larinjitis", "laryngitis"),
        ("katheter", "catheter"),
        ("zanax", "xanax"),
        ("diarea", "diarrhea"),
    ],
)
def test_a_word_written_as_it_is_heard_sounds_like_the_word(heard: str, written: str) -> None:
    assert sound_of(heard) == sound_of(written)


@pytest.mark.parametrize(
    ("one", "other"), [("femur", "tumor"), ("colon", "cornea"), ("lung", "leg")]
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)
