"""The project's own list of terms: complete, well-formed, and nobody else's."""

import re
from collections import Counter

import pytest

from services.search.domain.vocabulary import CATEGORIES, Term, Vocabulary, terms
from services.search.domain.words import normal

_CODE = re.compile(r"[A-Z0-9]{3}(?:\.[A-Z0-9]{1,4})?|[A-Z]\d{4}|[0-9A-Z]{7}|[0-9A-Z]{2,6}\*")
LISTED = terms()


def test_there_are_enough_and_each_is_complete() -> None:
    assert len(LISTED) >= 4_000
    for term in LISTED:
        assert normal(term.term), term
        assert normal(term.stands_for), term
        assert term.category in CATEGORIES, term
        assert term.term == term.term.strip()


def test_each_stands_once() -> None:
    counts = Counter((term.term, term.stands_for) for term in LISTED)
    assert [pair for pair, count in counts.items() if count > 1] == []


def test_codes_are_written_as_printed() -> None:
    wrong = [(t.term, code) for t in LISTED for code in t.codes if not _CODE.fullmatch(code)]
    assert wrong == []


def test_every_category_is_used() -> None:
    assert {term.category for term in LISTED} == set(CATEGORIES)


@pytest.mark.parametrize(
    ("term", "title"),
    [
        ("heart attack", "Acute myocardial infarction, unspecified"),
        ("high blood pressure", "Essential (primary) hypertension"),
        ("fx", "Fracture of unspecified part of neck of right femur"),
        ("kidney", "Unspecified renal colic"),
        ("xray", "Plain Radiography of Heart"),
    ],
)
def test_a_title_has_what_people_say_for_it(term: str, title: str) -> None:
    own, aside = Vocabulary(LISTED).also(normal(title).split(), "icd-10-cm")
    assert term in [*own, *aside]


def test_a_term_for_codes_of_one_system_stands_behind_in_others() -> None:
    vocabulary = Vocabulary(
        [Term("heart attack", "infarction", "lay", ("I21.9",)), Term("mi", "infarction", "word")]
    )
    assert vocabulary.also(["infarction"], "icd-10-cm") == (["heart attack", "mi"], [])
    assert vocabulary.also(["infarction"], "hcpcs") == (["mi"], ["heart attack"])


def test_a_code_has_the_names_that_mean_it() -> None:
    vocabulary = Vocabulary(
        [Term("one", "a", "lay", ("E11.9", "0DT*")), Term("two", "b", "lay", ("0DTJ*", "0DTJ0ZZ"))]
    )
    assert vocabulary.names("E11.9", "icd-10-cm") == ["one"]
    assert vocabulary.names("0DTJ0ZZ", "icd-10-pcs") == ["two", "one"]
    assert vocabulary.names("E11", "icd-10-cm") == []
    assert vocabulary.names("E11.9", "icd-10-pcs") == []


def test_what_means_a_code_before_others_and_is_short_comes_first() -> None:
    vocabulary = Vocabulary(
        [
            Term("bite of a dog", "a", "lay", ("W54.0XXA",)),
            Term("bite", "b", "lay", ("T14.8XXA", "W54.0XXA")),
            Term("dog bite", "c", "lay", ("W54.0XXA",)),
        ]
    )
    assert vocabulary.names("W54.0XXA", "icd-10-cm") == ["dog bite", "bite of a dog", "bite"]
