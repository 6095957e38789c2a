"""How publishers write codes."""

import pytest

from services.catalog.domain.facts.spelling import (
    codes_named,
    icd_9_cm,
    icd_10_cm,
    index_spellings,
    names_code,
)


@pytest.mark.parametrize(
    ("compact", "printed"),
    [
        ("25000", "250.00"),
        ("250", "250"),
        ("V5889", "V58.89"),
        ("v5889", "V58.89"),
        ("E8120", "E812.0"),
        ("E812", "E812"),
    ],
)
def test_icd_9_cm(compact: str, printed: str) -> None:
    assert icd_9_cm(compact) == printed


@pytest.mark.parametrize(
    ("compact", "printed"), [("E119", "E11.9"), ("I10", "I10"), ("S72001A", "S72.001A")]
)
def test_icd_10_cm(compact: str, printed: str) -> None:
    assert icd_10_cm(compact) == printed


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("E85.8", ["E858"]),
        ("E75.240, E75.241", ["E75240", "E75241"]),
        ("G11.8 and E23.0 and K00.0", ["G118", "E230", "K000"]),
        ("H02.101-H02.106; H02.109", ["H02101", "H02106", "H02109"]),
        ("W453XXA", ["W453XXA"]),
        ("None", []),
    ],
)
def test_the_codes_that_a_text_names(text: str, codes: list[str]) -> None:
    assert codes_named(text) == codes


def test_a_range_names_what_is_in_it() -> None:
    text = "H02.101-H02.106; H02.109"
    named = ("H02100", "H02101", "H02103", "H02106", "H02107", "H02109")
    assert [names_code(text, code) for code in named] == [False, True, True, True, False, True]


def test_an_index_leaves_out_the_seventh_character_or_asks_for_more() -> None:
    assert index_spellings("S72001A") == [
        "S72.001A",
        "S72.001",
        "S72.001-",
        "S72.00-",
        "S72.0-",
        "S72.-",
    ]
    assert index_spellings("W19XXXA") == ["W19.XXXA", "W19", "W19.-"]
    assert index_spellings("I10") == ["I10", "I10.-"]
