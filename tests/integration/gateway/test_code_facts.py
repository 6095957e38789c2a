"""What the tables say of a code, on its page: only where there is data, only for who may see it."""

import json
import re

import pytest
from codebook.catalog.v1 import facts_pb2 as pb
from werkzeug.test import Client

from services.runtime.errors import UnavailableError
from tests.support import facts
from tests.support.backends import Backends

PAGE = "/codes/icd-10-cm/E11.9"
KEY = ("icd-10-cm", "E11.9")
# Each section, the part of the facts that it shows, and what it says of the example.
SECTIONS = {
    "modifiers": (["modifiers"], "Done on both sides, 150 percent is paid."),
    "edits": (["edits"], "20 edits with E11.9 in column 2"),
    "unit-limits": (["unit_limits"], "the record may show on appeal"),
    "fees": (["fees", "fee_caps"], "<b>$71.16</b>"),
    "outpatient-payment": (["outpatient_payment"], "<b>$950.10</b>"),
    "filing": (["hcpcs"], "Special coverage instructions apply."),
    "coverage": (["coverage"], "A Contractor: OH, KY"),
    "inpatient": (["severity", "poa_exemption"], "a major complication or comorbidity"),
    "drg": (["drg"], "<b>1.2345</b>"),
    "crosswalks": (["crosswalks"], "All of these together"),
    "add-ons": (["add_ons"], "these are its add-ons"),
    "index-terms": (["index_terms"], "<li>Diabetes "),
    "history": (["history"], "<del>Old</del>"),
    "build": (["build"], "Invented definition"),
    "similar": (["similar"], "Something near"),
}


def give(backends: Backends, *parts: str) -> None:
    """Let the tables say these parts of the example of the code, or everything."""
    whole = facts.everything(*KEY)
    for name in {field.name for field in whole.DESCRIPTOR.fields} - {"system", "code", *parts}:
        if parts:
            whole.ClearField(name)  # type: ignore[arg-type] # a field of it
    backends.facts.facts[KEY] = whole


def anchors(page: str) -> set[str]:
    return set(re.findall(r'<section class="part [^"]*" id="([^"]+)"', page)) & set(SECTIONS)


def test_every_part_of_the_facts_has_a_section() -> None:
    shown = {part for parts, _ in SECTIONS.values() for part in parts}
    assert shown == {field.name for field in pb.CodeFacts.DESCRIPTOR.fields} - {
        "system",
        "code",
        "as_of",
    }


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_is_there_with_its_data_and_its_source_and_without_it_is_not(
    client: Client, backends: Backends, key: str
) -> None:
    parts, words = SECTIONS[key]
    give(backends, *parts)
    page = client.get(PAGE).text
    assert anchors(page) == {key}
    assert words in page
    section = page[page.index(f'id="{key}"') :]
    number = re.search(r'href="#source-(\d+)" title="[^"]+"', section)
    assert number
    assert f'<li id="source-{number[1]}">' in page


def test_nothing_of_the_tables_leaves_the_server_for_who_has_not_unlocked_the_page(
    client: Client, stranger: Client, backends: Backends
) -> None:
    give(backends)
    opened = client.get(PAGE).text
    assert opened.count(facts.UNLOCKED_ONLY) >= len(SECTIONS) - 5
    backends.auth.limit = 0
    for path in (PAGE, f"{PAGE}/edits", f"{PAGE}/coverage"):
        refused = stranger.get(path)
        assert facts.UNLOCKED_ONLY.encode() not in refused.data
        for secret in (b"71.16", b"950.1", b"1.2345", b"A0001", b"L10000", b"250.0", b"source-1"):
            assert secret not in refused.data
    assert "Bundling edits <span" in stranger.get(PAGE).text


def test_without_the_tables_the_page_shows_the_book_and_says_so(
    client: Client, backends: Backends
) -> None:
    backends.trouble.errors["GetCodeFacts"] = UnavailableError("away")
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "this page shows the book only" in page.text
    assert 'id="excludes1"' in page.text
    del backends.trouble.errors["GetCodeFacts"]
    assert "this page shows the book only" not in client.get(PAGE).text


def test_facts_are_asked_for_once(client: Client, backends: Backends) -> None:
    give(backends)
    for _ in range(3):
        client.get(PAGE)
    assert backends.trouble.calls.count("GetCodeFacts") == 1


@pytest.mark.parametrize(
    ("below", "said"), [(2, "What else stands below E11."), (200, "The nearest of E11.")]
)
def test_the_nearest_of_many_are_told_from_all_that_there_are(
    client: Client, backends: Backends, below: int, said: str
) -> None:
    give(backends, "similar")
    backends.catalog.records["icd-10-cm", "E119"].ancestors[-1].child_count = below
    assert said in client.get(PAGE).text


def test_a_page_tells_programs_what_it_is_and_that_it_is_gated(
    client: Client, backends: Backends
) -> None:
    give(backends)
    page = client.get(PAGE).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert data["mainEntity"]["codeValue"] == "E11.9"
    assert data["isAccessibleForFree"] is False
    assert data["hasPart"]["cssSelector"] == ".gated"
    assert '<div class="gated">' in page
    assert facts.UNLOCKED_ONLY not in found[1]
    names = [one["name"] for one in data["breadcrumb"]["itemListElement"]]
    assert names[0] == "ICD-10-CM"
    assert names[-1].startswith("E11.9")


def test_a_page_comes_compressed_to_who_takes_it(client: Client) -> None:
    plain = client.get(PAGE)
    packed = client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers.getlist("Vary") == ["Accept-Encoding", "Cookie"]
    assert len(packed.data) < len(plain.data) / 2


def test_edits_are_filtered_and_paged(client: Client, backends: Backends) -> None:
    give(backends)
    page = client.get(f"{PAGE}/edits?side=column-1&partner=b00&ended=true").text
    assert "1,234 edits with a code that begins with B00" in page
    assert "B0000" in page
    assert 'value="column-1" selected' in page
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    rest = client.get(f"{PAGE}/edits{following[1].replace('&amp;', '&')}").text
    assert "From the start" in rest
    assert 'rel="next"' not in rest


def test_coverage_goes_on_a_page_of_its_own(client: Client, backends: Backends) -> None:
    give(backends)
    page = client.get(f"{PAGE}/coverage").text
    assert "1 LCD, 30 articles, 0 NCDs." in page
    assert 'rel="next" href="?page_token=more"' in page


def test_a_list_costs_what_its_code_costs(client: Client, backends: Backends) -> None:
    assert client.get(f"{PAGE}/edits").status_code == 200
    assert client.get(f"{PAGE}/coverage").status_code == 200
    assert client.get(PAGE).status_code == 200
    assert backends.auth.recorded() == 1
    refused = client.get("/codes/icd-10-cm/E13/edits?as_of=2026-05-01")
    assert refused.status_code == 302
    assert refused.headers["Location"] == "/codes/icd-10-cm/E13?as_of=2026-05-01"


def test_a_list_in_another_spelling_is_sent_on(client: Client, backends: Backends) -> None:
    answer = client.get("/codes/icd-10-cm/e119/edits?side=column-2")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{PAGE}/edits?side=column-2"
    assert backends.auth.recorded() == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("setting=nobody", "setting"),
        ("setting=dme-supplier", "setting"),
        ("side=left", "side"),
        ("partner=A%20B", "partner"),
        ("partner=ABCDEF", "partner"),
        ("partner=%C3%A9", "partner"),
        ("ended=yes", "ended"),
        ("page_token=x", "page_token"),
        ("as_of=1900-13-01", "as_of"),
    ],
)
def test_what_makes_no_sense_is_named(client: Client, query: str, field: str) -> None:
    answer = client.get(f"{PAGE}/edits?{query}")
    assert answer.status_code == 400
    assert f'<b class="named">{field}</b>' in answer.text


def test_a_fee_without_values_says_so(client: Client, backends: Backends) -> None:
    whole = pb.CodeFacts(fees=[pb.Fee(status="E", release=facts.release("hcpcs", "2025"))])
    backends.facts.facts[KEY] = whole
    page = client.get(PAGE).text
    assert "The schedule has no values for it." in page
    assert "Excluded from the fee schedule by regulation" in page
