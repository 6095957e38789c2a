import json
import re

from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.documents import CodeEntry, document_of
from services.search.domain.ranking import SETTINGS
from services.search.domain.spans import CLOSE, OPEN

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
    inclusion_terms=st.lists(st.text()).map(tuple),
)


def test_a_code_keeps_what_a_result_shows() -> None:
    assert document_of(E119, 7) == {
        "id": "icd-10-cm_E11-9",
        "system": "icd-10-cm",
        "code": "E11.9",
        "compact": "E119",
        "title": "Type 2 diabetes mellitus without complications",
        "kind": "code",
        "billable": True,
        "chapter": "4",
        "chapter_title": "Endocrine",
        "order": 7,
    }


def test_a_range_is_not_among_the_codes_that_begin_so() -> None:
    section = CodeEntry("icd-10-cm", "E08-E13", "E08E13", "Diabetes", "section", False, "4", "E")
    document = document_of(section, 0)
    assert document["range"] == "E08-E13"
    assert "compact" not in document


@given(ENTRIES, st.integers(0, 10**6))
def test_meilisearch_takes_every_document(entry: CodeEntry, order: int) -> None:
    document = document_of(entry, order)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", str(document["id"]))
    text = json.dumps([document["title"], document.get("terms")], ensure_ascii=False)
    assert not {OPEN, CLOSE} & set(text)


def test_the_settings_name_fields_that_documents_have() -> None:
    section = CodeEntry("s", "A-B", "", "", "section", False, "", "", ("term",))
    fields = {*document_of(E119, 0), *document_of(section, 0)}
    names = ("searchableAttributes", "filterableAttributes", "sortableAttributes")
    assert {field for name in names for field in SETTINGS[name]} <= fields
