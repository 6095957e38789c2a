"""The page of a code: what everybody sees, and what only who has unlocked it."""

import pytest
from codebook.catalog.v1 import catalog_pb2 as pb
from werkzeug.test import Client

from tests.support import book
from tests.support.backends import Backends
from tests.support.book import GATED, PLAIN

PAGE = "/codes/icd-10-cm/E11.9"
BANNER = (
    "0 code page views remaining. Guest accounts are limited to 1 page view. "
    '<a href="/register?next=/codes/icd-10-cm/E11.9">Register a free account to get 5 more.</a>'
)


def test_everybody_sees_what_the_code_is(stranger: Client, backends: Backends) -> None:
    backends.auth.limit = 0
    page = stranger.get(PAGE).text
    for words in (
        "Type 2 diabetes mellitus without complications",
        '<span class="badge go">Billable</span>',
        "From ICD-10-CM, April 2026, in force April 1, 2026 \N{EN DASH} September 30, 2026",
        'href="/browse/icd-10-cm/E08-E13"',
        'href="/codes/icd-10-cm/E11.8"',
        f"<p>{PLAIN} E11.9.</p>",
    ):
        assert words in page


def test_a_first_view_unlocks_the_page(client: Client, backends: Backends) -> None:
    page = client.get(PAGE).text
    assert GATED in page
    assert BANNER in page
    assert backends.auth.recorded() == 1


def test_what_is_locked_never_leaves_the_server(client: Client, backends: Backends) -> None:
    client.get(PAGE)
    refused = client.get("/codes/icd-10-cm/E11")
    assert refused.status_code == 200
    assert GATED.encode() not in refused.data
    assert b"Z79.4" not in refused.data
    assert backends.auth.recorded() == 1


def test_the_wall_lists_what_is_behind_it(client: Client) -> None:
    client.get(PAGE)
    page = client.get("/codes/icd-10-cm/E11").text
    assert "Your page views are used up" in page
    assert "Page views begin anew on December 1, 2026." in page
    assert 'Excludes1 <span class="count">3</span>' in page
    assert 'href="/codes/icd-10-cm/E11.8"' in page  # what stands below is public


def test_a_refused_network_is_told_so(stranger: Client, backends: Backends) -> None:
    backends.auth.network_limit = 0
    assert "The page views of your network are used up" in stranger.get(PAGE).text


def test_notes_are_escaped_marked_with_their_level_and_linked(client: Client) -> None:
    page = client.get(PAGE).text
    assert "transitory &lt;i&gt;disorders&lt;/i&gt;" in page
    assert 'From category <a href="/codes/icd-10-cm/E11">E11</a>' in page
    assert '<a class="code" href="/codes/icd-10-cm/O24.4">O24.4-</a>' in page


def test_seventh_characters_are_behind_the_wall(client: Client, backends: Backends) -> None:
    backends.auth.limit = 0
    page = "/codes/icd-10-cm/S72.001A"
    assert "subsequent encounter" not in client.get(page).text
    backends.auth.limit = 1
    assert "subsequent encounter" in client.get(page).text


def test_an_ended_code_says_so(client: Client) -> None:
    assert "Deleted on October 1, 2025" in client.get("/codes/icd-10-cm/E11.69A").text


def test_a_page_without_notes_does_not_promise_any(client: Client, backends: Backends) -> None:
    assert "no notes on this code" in client.get("/codes/icd-10-cm/B20").text
    backends.auth.limit = 0
    assert "nothing more behind it" in Client(client.application).get("/codes/icd-10-cm/B20").text


@pytest.mark.parametrize(
    ("spelling", "printed"),
    [
        ("/codes/icd-10-cm/e119", "/codes/icd-10-cm/E11.9"),
        ("/codes/icd-10-cm/E119?as_of=2026-05-01", "/codes/icd-10-cm/E11.9?as_of=2026-05-01"),
        ("/codes/ICD-10-CM/E11.9", "/codes/icd-10-cm/E11.9"),
        ("/codes/icd-10-cm/%20E11.9%20", "/codes/icd-10-cm/E11.9"),
        ("/codes/icd-10-cm/e08-e13", "/codes/icd-10-cm/E08-E13"),
    ],
)
def test_another_spelling_is_sent_on_and_costs_nothing(
    client: Client, backends: Backends, spelling: str, printed: str
) -> None:
    for _ in range(2):  # the second time from memory
        answer = client.get(spelling)
        assert (answer.status_code, answer.headers["Location"]) == (301, printed)
    assert backends.auth.recorded() == 0


def test_a_date_of_service_stays_in_the_links(client: Client) -> None:
    page = client.get(f"{PAGE}?as_of=2026-05-01").text
    assert 'as of <time datetime="2026-05-01">May 1, 2026</time>' in page
    assert 'href="/codes/icd-10-cm/E11.8?as_of=2026-05-01"' in page


def test_a_bare_code_leads_to_its_page(client: Client, backends: Backends) -> None:
    answer = client.get("/c/e119?as_of=2026-05-01")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/codes/icd-10-cm/E11.9?as_of=2026-05-01"
    assert backends.auth.recorded() == 0


def test_a_code_of_two_books_is_a_choice(client: Client) -> None:
    answer = client.get("/c/B20")
    assert answer.status_code == 200
    assert 'href="/codes/icd-10-cm/B20"' in answer.text
    assert 'href="/codes/icd-10-pcs/B20"' in answer.text


@pytest.mark.parametrize("path", ["/codes/icd-10-cm/E11.99", "/c/E11.99"])
def test_a_code_that_is_not_there_suggests_near_ones(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "E11.99" in answer.text
    assert 'href="/codes/icd-10-cm/E11.9"' in answer.text


@pytest.mark.parametrize(
    "path", ["/codes/icd-10-cm/E1.19", "/codes/icd-10-cm/.E119", "/c/E11..9", "/c/E.11.9"]
)
def test_points_in_odd_places_are_told_and_what_was_meant_offered(
    client: Client, backends: Backends, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "points stand in odd places" in answer.text
    assert 'href="/codes/icd-10-cm/E11.9"' in answer.text
    assert backends.auth.recorded() == 0


def test_a_system_that_is_not_there_lists_those_that_are(client: Client) -> None:
    answer = client.get("/codes/icd-12/E11.9")
    assert answer.status_code == 404
    assert "There is no code system “icd-12” here." in answer.text
    assert 'href="/browse/icd-10-pcs"' in answer.text


def test_the_line_of_who_holds_the_rights_stands_wherever_a_title_does(
    client: Client, backends: Backends
) -> None:
    line = "Text copyright somebody."
    own = [pb.CodeSystem.FromString(one.SerializeToString()) for one in book.SYSTEMS]
    own[0].copyright = line
    backends.catalog.systems = own
    for path in (PAGE, f"{PAGE}/edits", f"{PAGE}/coverage", "/browse/icd-10-cm", "/c/E11.99"):
        assert line in client.get(path).text


def test_an_article_is_for_who_has_unlocked_the_page(client: Client) -> None:
    page = client.get("/codes/icd-10-cm/J44.9").text
    assert "<h4>When to use it</h4>\n<p>Use it <em>seldom</em>. &lt;b&gt;" in page
    assert "By A. Coder, reviewed " in page
    assert "version 3. Sources: An invented book." in page


def test_an_article_never_leaves_the_server_for_anybody_else(client: Client) -> None:
    client.get(PAGE)
    walled = client.get("/codes/icd-10-cm/J44.9").data
    assert b"seldom" not in walled
    assert b"How to use it" in walled


def test_a_code_without_an_official_title_says_so(client: Client, backends: Backends) -> None:
    bare = backends.catalog.records["icd-10-cm", "E119"]
    bare.summary.title = ""
    page = client.get(PAGE).text
    assert "The official description of this code is not loaded." in page
    assert "<title>E11.9 \N{EN DASH} ICD-10-CM" in page


def test_an_edition_that_should_have_been_followed_says_so(
    client: Client, backends: Backends
) -> None:
    said = "A newer one was due on"
    backends.catalog.records["icd-10-cm", "E119"].release.followed_on = "2026-06-01"
    page = client.get(PAGE).text
    assert f'{said} <time datetime="2026-06-01">June 1, 2026</time>' in page
    # On a day before that, the edition was the one to use.
    assert said not in client.get(f"{PAGE}?as_of=2026-05-31").text
