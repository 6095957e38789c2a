import pytest

from services.catalog.domain.records import SeventhCharacter
from services.catalog.readers.seventh import (
    Limit,
    Sevenths,
    UnclearLimitError,
    extended,
    read_limit,
)
from tests.support.editions import code

A, D, S = (SeventhCharacter(c, f"meaning of {c}", "ZA1") for c in "ADS")
LIMIT = (
    "7th characters D and S do not apply to codes in category ZA1 with 6th character 7 - death due"
    " to one cause, or 8 - death due to other cause."
)


@pytest.mark.parametrize(
    ("base", "made"),
    [
        ("ZA1", "ZA1.XXXA"),
        ("ZA1.2", "ZA1.2XXA"),
        ("ZA1.23", "ZA1.23XA"),
        ("ZA1.234", "ZA1.234A"),
    ],
)
def test_x_stands_in_every_empty_place_before_the_7th(base: str, made: str) -> None:
    entry = extended(code(base, "", title="Thing"), A)
    assert (entry.code, entry.compact) == (made, made.replace(".", ""))
    assert (entry.title, entry.parent) == ("Thing, meaning of A", base.replace(".", ""))


def test_a_limit_is_read_from_the_note() -> None:
    assert read_limit(LIMIT) == Limit("ZA1", frozenset("78"), frozenset("DS"))


def test_three_characters_are_read_too() -> None:
    note = LIMIT.replace("D and S", "B, D and S")
    limit = read_limit(note)
    assert limit is not None
    assert limit.characters == frozenset("BDS")


def test_other_notes_limit_nothing() -> None:
    assert read_limit("The appropriate 7th character is to be added to each code") is None
    assert read_limit("This does not apply to twins") is None


@pytest.mark.parametrize(
    "note",
    [
        "The 7th character D does not apply to codes with a 6th character of 7",
        LIMIT.replace("7 - death due to one cause, or 8 -", "7 and 8:"),
    ],
)
def test_a_limit_in_other_words_is_not_guessed(note: str) -> None:
    with pytest.raises(UnclearLimitError):
        read_limit(note)


def test_a_limit_holds_for_its_category_and_6th_characters_only() -> None:
    sevenths = Sevenths((A, D, S)).limited([LIMIT, "another note"])
    assert sevenths.of_base("ZA1237") == (A,)
    assert sevenths.of_base("ZA1238") == (A,)
    assert sevenths.of_base("ZA1239") == (A, D, S)
    assert sevenths.of_base("ZA123") == (A, D, S)
    assert sevenths.of_base("ZB1237") == (A, D, S)
