"""The results page and the first page."""

import re

from werkzeug.test import Client

from services.runtime.errors import UnavailableError
from tests.support import book
from tests.support.backends import Backends
from tests.support.programs import wait_for


def test_the_first_page_has_a_search_box_and_the_books(client: Client) -> None:
    page = client.get("/").text
    assert '<label for="q"' in page
    assert 'href="/browse/icd-10-cm"' in page
    assert "74,719" in page


def test_results_are_marked_and_lead_to_their_pages(client: Client) -> None:
    page = client.get("/search?q=type+2").text
    assert "45 results for “type 2”" in page
    assert 'href="/codes/icd-10-cm/E11.9"' in page
    assert "<mark>Type</mark> 2 diabetes mellitus without complications" in page
    assert "Also called: <mark>diabetes NOS</mark>" in page


def test_results_can_be_narrowed_and_paged(client: Client) -> None:
    page = client.get("/search?q=type+2&system=icd-10-cm&page=2").text
    assert "Page 2 of 3" in page
    assert 'href="/search?q=type+2&amp;system=icd-10-cm&amp;page=3"' in page
    assert 'href="/search?q=type+2&amp;system=icd-10-cm"' in page  # the first page
    assert 'href="/search?q=type+2&amp;system=icd-10-cm&amp;billable=true"' in page


def test_the_query_stays_in_the_box_escaped(client: Client) -> None:
    page = client.get("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in page
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page


def test_an_empty_search_asks_for_words(client: Client, backends: Backends) -> None:
    answer = client.get("/search?q=++")
    assert answer.status_code == 200
    assert "Search" not in backends.trouble.calls


def test_nothing_found_says_what_to_do(client: Client) -> None:
    page = client.get("/search?q=nothing&billable=true").text
    assert "Nothing found for “nothing”" in page
    assert 'href="/search?q=nothing">Search everything</a>' in page


def test_nothing_found_leads_further(client: Client) -> None:
    page = client.get("/search?q=nothing+here&system=icd-10-pcs&billable=true").text
    assert 'href="/search?q=nothing+here&amp;billable=true">In all systems</a>' in page
    assert 'href="/search?q=here&amp;system=icd-10-pcs&amp;billable=true">“here”</a>' in page
    assert 'href="/search?q=nothing+here&amp;system=icd-10-cm&amp;billable=true">' in page
    assert "In other code systems" in page


def test_a_date_of_service_is_asked_for_and_kept(client: Client) -> None:
    page = client.get("/search?q=type+2&system=icd-10-cm").text
    assert '<label for="as-of">' in page
    assert '<input type="hidden" name="system" value="icd-10-cm">' in page
    assert '<input type="hidden" name="status" value="active">' in page
    page = client.get("/search?q=type+2&system=icd-10-cm&status=active&as_of=2025-01-31").text
    assert 'name="as_of" value="2025-01-31"' in page
    assert 'href="/search?q=type+2&amp;system=icd-10-cm">Any day</a>' in page


def test_past_the_last_result_there_is_a_way_back(client: Client) -> None:
    page = client.get("/search?q=type+2&page=99").text
    assert "no results this far down" in page
    assert re.search(r'rel="prev" href="/search\?q=type\+2&amp;page=3"', page)


def test_what_was_found_is_kept_until_the_index_is_another(
    client: Client, backends: Backends
) -> None:
    for _ in range(2):
        client.get("/search?q=hip")
        client.get("/api/v1/suggest?q=hip")
    assert backends.trouble.calls.count("Search") == 1
    assert backends.trouble.calls.count("Suggest") == 1
    backends.search.total, backends.search.built_at = 7, 2
    wait_for(lambda: "7 results" in client.get("/search?q=hip").text)


def test_a_search_costs_no_view(client: Client, backends: Backends) -> None:
    client.get("/search?q=E11.9")
    assert "Admit" not in backends.trouble.calls


def test_a_code_that_has_ended_is_not_called_billable(client: Client, backends: Backends) -> None:
    for status, badge in (("deleted", "Ended"), ("future", "Not yet in force")):
        backends.search.second_status = status
        page = client.get(f"/search?q=type+2+{status}").text
        assert f">{badge}</span>" in page
        assert page.count(">Billable</span>") == 1


def test_a_chapter_to_narrow_by_has_its_title(client: Client, backends: Backends) -> None:
    page = client.get("/search?q=type+2").text
    assert "chapter=icd-10-cm+4" in page
    assert f">{book.CHAPTER_4.title} <span" in page
    assert ">ICD-10-CM, 99 <span" in page
    backends.trouble.errors["ListChildren"] = UnavailableError("away")
    backends.catalog.revision = "another"
    assert client.get("/search?q=type+2").status_code == 200
