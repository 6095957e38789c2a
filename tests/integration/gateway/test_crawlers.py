"""What crawlers are told: what is closed, and the map of every code."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from werkzeug.test import Client

from services.gateway.app import build
from services.gateway.settings import GatewaySettings
from tests.support.backends import Backends
from tests.support.clock import FakeClock

SITE = "https://codes.example.org"


@pytest.fixture
def named(settings: GatewaySettings) -> Iterator[Client]:
    """A browser of a website that knows its address."""
    built = build(settings.model_copy(update={"public_url": SITE}), FakeClock())
    built.start()
    yield Client(built.app)
    built.close()


def locations(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "application/xml; charset=utf-8"
    tree = ET.fromstring(answer.data)  # noqa: S314 - our own
    return [entry.text or "" for entry in tree.iter() if entry.tag.endswith("}loc")]


def test_robots_know_what_is_closed_and_where_the_map_is(named: Client) -> None:
    robots = named.get("/robots.txt").text.splitlines()
    assert "Disallow: /api/" in robots
    assert f"Sitemap: {SITE}/sitemap.xml" in robots


def test_the_map_leads_to_every_code(named: Client) -> None:
    files = locations(named, "/sitemap.xml")
    assert files[0] == f"{SITE}/sitemap/pages.xml"
    assert f"{SITE}/sitemap/icd-10-cm/10.xml" in files
    assert f"{SITE}/browse/icd-10-pcs" in locations(named, "/sitemap/pages.xml")
    first = locations(named, "/sitemap/icd-10-cm/1.xml")
    second = locations(named, "/sitemap/icd-10-cm/2.xml")
    assert first == [f"{SITE}/codes/icd-10-cm/4"]
    assert f"{SITE}/codes/icd-10-cm/E11.9" in second


def test_the_pages_of_the_map_are_asked_for_once(named: Client, backends: Backends) -> None:
    for _ in range(2):
        locations(named, "/sitemap/icd-10-cm/2.xml")
    assert backends.trouble.calls.count("ListCodes") == 2


@pytest.mark.parametrize("number", ["0", "3", "51", "999999999999", "-1", "x"])
def test_there_are_no_more_files_than_the_book_has_pages(named: Client, number: str) -> None:
    assert named.get(f"/sitemap/icd-10-cm/{number}.xml").status_code == 404


def test_a_system_that_is_not_there_has_no_map(named: Client) -> None:
    assert named.get("/sitemap/icd-12/1.xml").status_code == 404


def test_without_a_public_address_there_is_no_map(client: Client) -> None:
    assert "Sitemap" not in client.get("/robots.txt").text
    assert client.get("/sitemap.xml").status_code == 404


def test_pages_say_their_one_full_address(named: Client) -> None:
    page = named.get("/browse/icd-10-cm").text
    assert f'<link rel="canonical" href="{SITE}/browse/icd-10-cm">' in page
    assert f'content="{SITE}/static/card.' in page
    # However it is asked for, it is one page to a search engine.
    assert f'<link rel="canonical" href="{SITE}/search">' in named.get("/search?q=a&page=2").text
    assert "noindex" in named.get("/nowhere").text
