"""The project's own words: each term once, short, and none that names a side."""

import re

import pytest

from services.catalog.domain.plain.vocabulary import Glossary, _rows, glossary

GLOSSES = {"term", "injury", "burn", "drug", "substance", "cause", "phrase"}
MOST_WORDS = 10


@pytest.mark.parametrize("name", ["icd10cm", "icd10pcs", "hcpcs", "procedures"])
def test_every_line_has_a_section_a_key_and_words_and_stands_once(name: str) -> None:
    rows = [tuple(row) for row in _rows(name)]
    assert all(len(row) == 3 and row[0] and row[1] and row[2] for row in rows)
    keys = [row[:2] for row in rows]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@pytest.mark.parametrize("name", ["icd10cm", "icd10pcs", "hcpcs"])
def test_a_meaning_is_short_and_names_no_side_and_no_bracket(name: str) -> None:
    for section, term, meaning in _rows(name):
        if section in GLOSSES:
            assert term == term.lower(), term
            assert len(meaning.split()) <= MOST_WORDS, term
            assert not re.search(r"\b(?:right|left)\b|[()\[\];:.]", meaning.lower()), term


def test_meanings_that_would_make_a_text_too_long_are_left_out() -> None:
    words = Glossary({"ulna": [("ulna", "bone of the forearm")], "shin": [("shin", "x")]})
    assert words.explain("ulna and shin", 2, 7) == "ulna (bone of the forearm) and shin"
    assert words.explain("ulna and shin", 2, 8) == "ulna (bone of the forearm) and shin (x)"
    assert words.explain("ulna and shin", 1, 80) == "ulna (bone of the forearm) and shin"


def test_nothing_is_explained_within_brackets_or_before_one() -> None:
    words = Glossary({"ulna": [("ulna", "a bone")]})
    for text in ("(ulna)", "[the ulna", "ulna (bone)", "ulna [bone]", "ulnar", "ulna-like"):
        assert words.explain(text, 3, 80) == text


def test_the_longest_term_wins() -> None:
    said = glossary("icd10cm", "term").explain("open suppurative otitis media", 3, 80)
    assert said == "open suppurative otitis media (middle ear inflammation with pus)"
