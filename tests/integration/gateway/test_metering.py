"""What a view costs, and what costs nothing."""

import pytest
from werkzeug.test import Client, TestResponse

from services.gateway.settings import GatewaySettings
from tests.support.backends import Backends
from tests.support.book import GATED

PAGE = "/codes/icd-10-cm/E11.9"
PEER = {"REMOTE_ADDR": "127.0.0.1"}


def warm(client: Client, path: str = PAGE) -> TestResponse:
    """Ask for a page once, so that it is in memory."""
    return client.get(path)


def test_a_second_view_is_free(client: Client, backends: Backends) -> None:
    first = client.get(PAGE)
    assert "Set-Cookie" in first.headers
    second = client.get(PAGE)
    assert GATED in second.text
    assert "Set-Cookie" not in second.headers
    assert backends.auth.recorded() == 1


@pytest.mark.parametrize("in_memory", [False, True])
@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", {}),
        ("GET", {"Sec-Purpose": "prefetch;prerender"}),
        ("GET", {"Purpose": "prefetch"}),
    ],
)
def test_who_does_not_look_pays_nothing(
    client: Client, backends: Backends, method: str, headers: dict[str, str], *, in_memory: bool
) -> None:
    backends.auth.limit = 2
    if in_memory:
        warm(Client(client.application))
    before = backends.auth.recorded()
    answer = client.open(PAGE, method=method, headers=headers)
    assert answer.status_code == 200
    assert GATED not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert backends.auth.recorded() == before
    assert GATED in client.get(PAGE).text


def test_a_page_loaded_ahead_can_be_opened(client: Client) -> None:
    page = client.get(PAGE, headers={"Sec-Purpose": "prefetch"}).text
    assert f'<a class="button" href="{PAGE}">Open this page</a>' in page


@pytest.mark.parametrize("path", ["/codes/icd-10-cm/E11.99", "/codes/icd-12/E11", "/c/E11.9"])
def test_what_is_no_page_costs_nothing(client: Client, backends: Backends, path: str) -> None:
    client.get(path)
    assert backends.auth.recorded() == 0


def test_a_catalog_that_does_not_answer_costs_nothing(client: Client, backends: Backends) -> None:
    backends.trouble.errors["GetCode"] = RuntimeError("broken")
    client.get(PAGE)
    assert backends.auth.recorded() == 0


def test_a_page_that_stands_is_not_sent_again(client: Client, backends: Backends) -> None:
    tag = client.get(PAGE).headers["ETag"]
    again = client.get(PAGE, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert backends.auth.recorded() == 1


def test_a_304_never_costs_a_view(client: Client, backends: Backends) -> None:
    tag = client.get(PAGE).headers["ETag"]
    backends.auth.units.clear()  # a new window
    again = client.get(PAGE, headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert backends.auth.recorded() == 1


def test_a_locked_page_has_another_tag(client: Client, backends: Backends) -> None:
    backends.auth.limit = 0
    locked = client.get(PAGE).headers["ETag"]
    backends.auth.limit = 1
    assert client.get(PAGE, headers={"If-None-Match": locked}).status_code == 200


def test_the_questions_leave_at_the_same_time(client: Client, backends: Backends) -> None:
    backends.trouble.delays |= {"GetCode": 0.3, "Admit": 0.3}
    client.get(PAGE)
    assert backends.trouble.at_once >= 2


def test_a_known_page_asks_auth_alone(client: Client, backends: Backends) -> None:
    warm(client)
    backends.trouble.calls.clear()
    client.get(PAGE)
    asked = set(backends.trouble.calls) - {"GetRevision", "GetIndexStatus"}
    assert asked == {"Admit"}


def test_pages_of_readers_are_not_for_shared_caches(client: Client) -> None:
    headers = client.get(PAGE).headers
    assert headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in headers.getlist("Vary")


def test_the_address_is_the_peer_unless_a_proxy_is_trusted(
    client: Client, backends: Backends
) -> None:
    client.get(PAGE, headers={"X-Forwarded-For": "198.51.100.7"}, environ_base=PEER)
    assert set(backends.auth.addresses) == {"127.0.0.1"}


class TestBehindAProxy:
    @pytest.fixture
    def settings(self, settings: GatewaySettings) -> GatewaySettings:
        trusting = {**settings.model_dump(), "trusted_proxies": "127.0.0.0/8"}
        return GatewaySettings(**trusting)

    def test_the_address_is_what_the_proxy_saw(self, client: Client, backends: Backends) -> None:
        forwarded = {"X-Forwarded-For": "1.1.1.1, 198.51.100.7"}
        client.get(PAGE, headers=forwarded, environ_base=PEER)
        assert set(backends.auth.addresses) == {"198.51.100.7"}
