import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.documents import FOREVER, CodeEntry, document_of, words_of
from services.search.domain.ranking import SETTINGS
from services.search.domain.spans import CLOSE, OPEN
from services.search.domain.vocabulary import Term, Vocabulary

E119 = CodeEntry(
    system="icd-10-cm",
    code="E11.9",
    compact="E119",
    title="Type 2 diabetes mellitus without complications",
    kind="code",
    billable=True,
    chapter="4",
    chapter_title="Endocrine",
)
ENTRIES = st.builds(
    CodeEntry,
    system=st.sampled_from(["icd-10-cm", "hcpcs"]),
    code=st.text(min_size=1, max_size=12),
    compact=st.text(max_size=7),
    title=st.text(),
    kind=st.just("code"),
    billable=st.booleans(),
    chapter=st.text(max_size=3),
    chapter_title=st.text(),
    terms=st.lists(st.text()).map(tuple),
)


NOTHING_SAID = Vocabulary(())


def test_a_code_keeps_what_a_result_shows_and_what_finds_it() -> None:
    vocabulary = Vocabulary(
        [
            Term("Sugar", "diabetes", "lay", ("E11.9",)),
            Term("simple", "without complications", "word"),
            Term("leg", "diabetes", "word", system="icd-10-pcs"),
        ]
    )
    document = document_of(E119, 7, vocabulary, {"diabetes", "pancreas"})
    digest = document.pop("digest")
    assert document == {
        "id": "icd-10-cm_E11-9",
        "system": "icd-10-cm",
        "code": "E11.9",
        "compact": "E119",
        "category": "E11",
        "title": "Type 2 diabetes mellitus without complications",
        "words": "type 2 diabetes mellitus without complication",
        "known": ["sugar"],
        "terms": ["Sugar"],
        "names": ["sugar"],
        "also": ["simple", "sugar"],
        "context": "pancreas",
        "kind": "code",
        "billable": True,
        "behind": False,
        "chapter": "icd-10-cm 4",
        "chapter_title": "Endocrine",
        "order": 7,
        "length": 6,
        "later": False,
        "ended": False,
        "begins": 10101,
        "ends": FOREVER,
        "counted": "icd-10-cm|True|10101|99991231|icd-10-cm 4",
    }
    assert document_of(E119, 8, vocabulary, {"diabetes", "pancreas"})["digest"] == digest
    assert document_of(E119, 7, NOTHING_SAID)["digest"] != digest
    found = "type 2 diabetes mellitus without complication sugar simple pancreas"
    assert words_of(document) == set(found.split())


def test_a_title_of_two_words_is_what_people_say_for_the_code() -> None:
    splint = replace(E119, title="Splint", system="hcpcs", code="A4570", compact="A4570")
    assert document_of(splint, 7, NOTHING_SAID)["known"] == ["splint"]
    assert "known" not in document_of(replace(splint, billable=False), 7, NOTHING_SAID)
    assert "known" not in document_of(
        replace(splint, title="Splint of arm, rigid"), 7, NOTHING_SAID
    )


def test_a_heading_that_our_list_means_is_asked_for() -> None:
    heading = replace(E119, billable=False)
    meant = Vocabulary([Term("Sugar", "diabetes", "lay", ("E11.9",))])
    assert document_of(heading, 7, NOTHING_SAID)["behind"]
    assert not document_of(heading, 7, meant)["behind"]


@pytest.mark.parametrize(
    ("code", "behind"), [("G9402", True), ("M1193", True), ("G0108", False), ("J1580", False)]
)
def test_a_measure_of_quality_stands_back(code: str, *, behind: bool) -> None:
    measure = replace(E119, system="hcpcs", code=code, compact=code)
    assert document_of(measure, 7, NOTHING_SAID)["behind"] is behind


def test_of_a_description_only_what_it_says_first_is_searched() -> None:
    plain = "High sugar (the body makes no insulin). The code can be billed. “Other” is specific."
    document = document_of(replace(E119, plain=plain), 0, NOTHING_SAID, {"gland", "sugar"})
    assert document["context"] == "body gland high insulin make sugar"


def test_a_range_is_not_among_the_codes_that_begin_so() -> None:
    section = CodeEntry("icd-10-cm", "E08-E13", "E08E13", "Diabetes", "section", False, "4", "E")
    document = document_of(section, 0, NOTHING_SAID)
    assert document["range"] == "E08-E13"
    assert "compact" not in document


@pytest.mark.parametrize(
    ("code", "later"), [("S72001A", False), ("S72001D", True), ("O3210X1", False), ("S7200", False)]
)
def test_an_encounter_after_the_first_is_told_by_the_seventh_character(
    code: str, *, later: bool
) -> None:
    entry = replace(E119, code=code, compact=code)
    assert document_of(entry, 0, NOTHING_SAID)["later"] is later


def test_the_days_of_a_code_are_numbers() -> None:
    entry = replace(E119, begins=date(2019, 1, 1), ends=date(2025, 10, 1), active=False)
    document = document_of(entry, 0, NOTHING_SAID)
    assert (document["begins"], document["ends"]) == (20190101, 20251001)
    assert document["ended"] is True


def test_a_name_is_kept_once_and_not_if_it_is_the_title() -> None:
    entry = replace(
        E119, terms=("Mild form", "mild forms"), short_title="Type 2 diabetes mellitus w/o complic"
    )
    same = replace(E119, short_title=E119.title)
    assert document_of(entry, 0, NOTHING_SAID)["terms"] == [
        "Mild form",
        "Type 2 diabetes mellitus w/o complic",
    ]
    assert "terms" not in document_of(same, 0, NOTHING_SAID)


@given(ENTRIES, st.integers(0, 10**6))
def test_meilisearch_takes_every_document(entry: CodeEntry, order: int) -> None:
    document = document_of(entry, order, NOTHING_SAID)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", str(document["id"]))
    text = json.dumps([document["title"], document.get("terms")], ensure_ascii=False)
    assert not {OPEN, CLOSE} & set(text)


def test_the_settings_name_fields_that_documents_have() -> None:
    vocabulary = Vocabulary([Term("sugar", "diabetes", "lay", ("E11.9",))])
    section = CodeEntry("s", "A-B", "", "", "section", False, "", "", ("term",))
    fields = {*document_of(E119, 0, vocabulary, {"above"}), *document_of(section, 0, vocabulary)}
    names = ("searchableAttributes", "filterableAttributes", "sortableAttributes")
    assert {field for name in names for field in SETTINGS[name]} <= fields
