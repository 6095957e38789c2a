from dataclasses import replace

import pytest

from services.search.domain.phrasing import Wording, read_words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("heart attack", "heart attack"),
        ("fx R femur", "fx right femur"),
        ("pain l. knee", "pain left knee"),
        ("L spine pain", "lumbar spine pain"),
        ("hepatitis B", "hepatitis b"),
        ("s/p CABG", "status post cabg"),
        ("DM w/o complications", "dm without complication"),
        ("DM w/ neuropathy", "dm neuropathy"),
        ("h/o breast ca", "history breast ca"),
        ("anemia d/t blood loss", "anemia blood loss"),
        ("N/V x 2 days", "nausea vomiting x 2 day"),
        ("b/l knee pain", "bilateral knee pain"),
        ("2nd degree burn", "second degree burn"),
        ("Suspension [see Reposition, Uterus]", "reposition uterus"),
        ("r", "r"),
        ("the", "the"),
    ],
)
def test_what_notes_write_short(typed: str, words: str) -> None:
    assert " ".join(read_words(typed).words) == words


def test_a_whole_word_goes_no_further() -> None:
    wording = read_words("PE")
    assert wording.text == "pe"
    assert replace(wording, whole=True).text == "pe "


def test_what_stands_in_parentheses_may_be_left_out() -> None:
    wording = read_words("Essential (primary) hypertension")
    assert wording.words == ("essential", "primary", "hypertension")
    assert wording.optional == {"primary"}
    assert read_words("(acute)").optional == frozenset()


def test_a_phrase_and_a_word_that_is_not_wanted() -> None:
    wording = read_words('diabetes "type 2" -gestational')
    assert wording == Wording(("diabetes",), quoted=("type 2",), negative=("gestational",))
    assert wording.text == 'diabetes "type 2" -gestational'
    assert not wording.is_plain
    assert read_words("post-traumatic").words == ("post", "traumatic")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("fracture femur", False),
        ("fracture femur subsequent encounter", True),
        ("sequela of fracture", True),
        ('"open fracture"', True),
    ],
)
def test_a_word_says_which_encounter_is_meant(typed: str, *, said: bool) -> None:
    assert read_words(typed).names_encounter is said


def test_a_trade_mark_is_no_side_and_a_remark_that_sends_on_is_not_looked_for() -> None:
    assert read_words("Pure-Vu(R) System").words == ("pure", "vu", "system")
    assert read_words("Injections (see also drug name)").words == ("injection",)
    assert read_words("Electrical Activity No Qualifier").words == ("electrical", "activity")


def test_what_an_index_says_of_the_rest_may_be_left_out() -> None:
    wording = read_words("Collision with specified vehicle NEC (traffic) nontraffic")
    assert wording.words == ("collision", "specified", "vehicle", "other", "nontraffic")
    assert wording.optional == {"other"}
    assert read_words("Alopecia NOS").words == ("alopecia", "unspecified")


@pytest.mark.parametrize(
    ("typed", "optional"),
    [
        ("tube/tubing oxygen", {"tube", "tubing"}),
        ("lens, glass or plastic", {"glass", "plastic"}),
        ("w/o pain", set()),
        ("10 mg/ml", set()),
        ("walking or running", set()),
    ],
)
def test_of_two_things_a_code_need_have_one(typed: str, optional: set[str]) -> None:
    assert read_words(typed).optional == optional
