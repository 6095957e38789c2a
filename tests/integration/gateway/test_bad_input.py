"""Every address with everything that does not belong there: 400 or 404, never 500, never echoed."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from werkzeug.test import Client

from services.gateway.app import build
from services.gateway.settings import GatewaySettings
from tests.support.backends import running_backends
from tests.support.clock import FakeClock

# As they stand in an address.
PAYLOADS = {
    "a space": "E11%209",
    "only spaces": "%20%20",
    "odd dots": "..E..1.1...",
    "dots up": "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "10 KB": "x" * 10_240,
    "20 KB": "x" * 20_480,
    "a control character": "E11%07",
    "a line break": "E11%0d%0aSet-Cookie:a=b",
    "a null byte": "E11%009",
    "invalid UTF-8": "E11%ff",
    "a lone surrogate": "%ED%A0%80",
    "a line separator": "%E2%80%A8",
    "SQL": quote("' OR 1=1; DROP TABLE code; --", safe=""),
    "markup": quote("<script>alert(1)</script>", safe=""),
    "an attribute": quote('" onmouseover="alert(1)', safe=""),
    "a template": quote("{{ 7*7 }}", safe=""),
    "a format": "%25s%25n{0}",
    "right to left": "%E2%80%AEE11",
    "an emoji": "%F0%9F%92%89",
    "a negative number": "-1",
    "a huge number": "9" * 400,
    "not a number": "NaN",
}
ROUTES = [
    "/codes/{}",
    "/codes/{}/E11.9",
    "/codes/icd-10-cm/{}",
    "/codes/icd-10-cm/E11.9?as_of={}",
    "/c/{}",
    "/c/E11.9?as_of={}",
    "/browse/{}",
    "/browse/icd-10-cm/{}",
    "/browse/icd-10-cm?page_token={}",
    "/search?q={}",
    "/search?q=a&page={}",
    "/search?q=a&system={}",
    "/search?q=a&billable={}",
    "/api/v1/codes/{}/E11.9",
    "/api/v1/codes/icd-10-cm/{}",
    "/api/v1/codes/icd-10-cm/E11.9?as_of={}",
    "/api/v1/search?q={}",
    "/api/v1/search?q=a&limit={}",
    "/api/v1/search?q=a&offset={}",
    "/api/v1/search?q=a&system={}",
    "/api/v1/suggest?q={}",
    "/api/v1/suggest?q=a&limit={}",
    "/static/{}",
    "/{}",
    "/api/v1/{}",
]
# What may be searched for: odd words, but words.
WORDS = (
    "a space;odd dots;dots up;SQL;markup;an attribute;a template;a format;right to left;an emoji;"
    "a negative number;a huge number;not a number"
).split(";")


def expected(route: str, payload: str) -> set[int]:
    """Return the statuses that an address may have."""
    if payload == "only spaces" and route.endswith(("page_token={}", "suggest?q={}", "h?q={}")):
        # Nothing was given. A page asks for it, a program is told.
        return {400} if route.startswith("/api/v1/search") else {200}
    if route.endswith("?q={}") and payload in WORDS:
        return {200}
    return {400, 404, 414}


@pytest.fixture(scope="module")
def anyone() -> Iterator[Client]:
    """One gateway for the whole matrix: no request may change what the next one gets."""
    with running_backends() as backends:
        settings = GatewaySettings(
            metrics_port=0,
            catalog_target=backends.target("catalog"),
            search_target=backends.target("search"),
            auth_target=backends.target("auth"),
            cookie_secure=False,
        )
        process = build(settings, FakeClock())
        process.start()
        yield Client(process.app)
        assert backends.auth.recorded() == 0
        process.close()


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("route", ROUTES)
def test_bad_input_is_refused_with_the_reason(anyone: Client, route: str, payload: str) -> None:
    answer = anyone.get(route.format(PAYLOADS[payload]))
    assert answer.status_code in expected(route, payload)
    assert "<script>alert" not in answer.text
    assert ' onmouseover="' not in answer.text


@pytest.mark.parametrize("route", ROUTES)
def test_a_refusal_is_of_the_kind_that_was_asked_for(anyone: Client, route: str) -> None:
    answer = anyone.get(route.format(PAYLOADS["a null byte"]))
    assert answer.status_code in {400, 404}
    if route.startswith("/api/"):
        assert answer.mimetype == "application/problem+json"
        assert answer.json["detail"]  # type: ignore[index]
    else:
        assert answer.mimetype == "text/html"
        assert '<label for="q"' in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/codes/icd-10-cm/E11.9", "/search?q=a", "/api/v1/suggest"])
def test_nothing_can_be_written(anyone: Client, path: str, method: str) -> None:
    assert anyone.open(path, method=method, data=b"x").status_code == 405


def test_a_large_body_is_refused(anyone: Client) -> None:
    assert anyone.post("/search", data=b"x" * 65_537).status_code in {405, 413}
    answer = anyone.open("/search", method="GET", data=b"x" * 65_537)
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_an_address_without_end_is_refused(anyone: Client) -> None:
    answer = anyone.get(f"/search?q={'x' * 17_000}")
    assert answer.status_code == 414
    assert "too long" in answer.text


def test_two_slashes_lead_nowhere_else(anyone: Client) -> None:
    answer = anyone.get("//codes//icd-10-cm", headers={"Host": "evil.example"})
    assert answer.status_code == 404
    assert "Location" not in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "a b", "<script>", ""])
def test_a_redirect_is_not_made_of_the_host_header(anyone: Client, host: str) -> None:
    answer = anyone.get("/codes/icd-10-cm/e119", headers={"Host": host})
    assert answer.headers["Location"] == "/codes/icd-10-cm/E11.9"


@pytest.mark.parametrize("cookie", ["guest=\xff\xfe", "guest=" + "x" * 5000, "guest", "=;=;", ";"])
def test_a_broken_cookie_is_no_cookie(anyone: Client, cookie: str) -> None:
    headers = {"Cookie": cookie, "Sec-Purpose": "prefetch"}
    assert anyone.get("/codes/icd-10-cm/E11.9", headers=headers).status_code == 200
