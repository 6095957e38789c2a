"""The books, level by level."""

import pytest
from werkzeug.test import Client

from tests.support.backends import Backends


def test_the_shelf_has_every_book(client: Client) -> None:
    page = client.get("/browse").text
    assert 'href="/browse/icd-10-cm"' in page
    assert 'href="/browse/icd-10-pcs"' in page


def test_a_book_begins_with_its_chapters(client: Client) -> None:
    page = client.get("/browse/icd-10-cm").text
    assert 'href="/browse/icd-10-cm/4"' in page
    assert "Endocrine, nutritional and metabolic diseases" in page


def test_a_long_list_goes_on(client: Client) -> None:
    first = client.get("/browse/icd-10-cm?as_of=2026-05-01").text
    onwards = "/browse/icd-10-cm?as_of=2026-05-01&amp;page_token=more"
    assert f'href="{onwards}"' in first
    last = client.get(onwards.replace("&amp;", "&")).text
    assert "page_token" not in last
    assert 'href="/browse/icd-10-cm?as_of=2026-05-01"' in last


def test_a_heading_leads_down_to_headings_and_codes(client: Client) -> None:
    page = client.get("/browse/icd-10-cm/E11").text
    assert 'href="/codes/icd-10-cm/E11.9"' in page
    assert 'href="/browse/icd-10-cm/E08-E13"' in page
    assert "Open the entry of E11" in page
    assert 'href="/browse/icd-10-cm/E11"' in client.get("/browse/icd-10-cm/E08-E13").text


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/browse/ICD-10-CM", 301, "/browse/icd-10-cm"),
        ("/browse/icd-10-cm/e11?as_of=2026-05-01", 301, "/browse/icd-10-cm/E11?as_of=2026-05-01"),
        ("/browse/icd-10-cm/E11.9", 302, "/codes/icd-10-cm/E11.9"),
        ("/codes/icd-10-cm", 302, "/browse/icd-10-cm"),
        ("/codes", 302, "/browse"),
    ],
)
def test_other_addresses_lead_to_the_right_one(
    client: Client, path: str, status: int, location: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (status, location)


def test_a_heading_that_is_not_there_suggests_near_codes(client: Client) -> None:
    answer = client.get("/browse/icd-10-cm/Z99")
    assert answer.status_code == 404
    assert 'href="/codes/icd-10-cm/E11.9"' in answer.text


def test_browsing_costs_no_view(client: Client, backends: Backends) -> None:
    client.get("/browse/icd-10-cm/E11")
    assert "Admit" not in backends.trouble.calls
