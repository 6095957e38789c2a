"""What a key for gated facts opens: what the page shows, for what the page costs."""

import json
from typing import Any, cast

import pytest

from services.runtime.errors import UnavailableError
from tests.support import facts
from tests.support.accounts import Browser, Site
from tests.support.backends import Backends
from tests.support.book import GATED
from tests.support.openapi import SCHEMAS, complaints

pytestmark = pytest.mark.redis
PAGE, API = "/codes/icd-10-cm/E11.9", "/api/v1/codes/icd-10-cm/E11.9"
STATE = {"unlocked", "remaining", "resets_on"}


@pytest.fixture
def member(site: Site, backends: Backends) -> Browser:
    backends.facts.facts["icd-10-cm", "E11.9"] = facts.everything("icd-10-cm", "E11.9")
    return site.member("coder@clinic.example")


def look_up(site: Site, secret: str, path: str = API) -> dict[str, Any]:
    answer = site.browser().get(path, Authorization=f"Bearer {secret}")
    assert answer.status_code == 200, answer.text
    body = cast("dict[str, Any]", answer.json)
    assert complaints("Code", body) == []
    return body


def test_a_key_opens_what_the_page_shows_and_pays_for_it_once(site: Site, member: Browser) -> None:
    secret = member.make_key("gated")
    opened = look_up(site, secret)["gated"]
    assert set(opened) == set(SCHEMAS["Gated"]["properties"])
    text = json.dumps(opened)
    assert (opened["unlocked"], opened["remaining"]) == (True, 5)
    assert GATED in json.dumps(opened["notes"])
    # Each text of the tables that the page shows to those only who have unlocked it.
    page = member.get(PAGE).text
    assert "5 code page views remaining" in page
    assert text.count(facts.UNLOCKED_ONLY) >= page.count(facts.UNLOCKED_ONLY) > 5
    assert opened["fees"][0]["nonfacility_total"] == "2.20"
    assert opened["fees"][0]["release"]["edition"]
    assert "page_token" not in text
    assert look_up(site, secret)["gated"]["remaining"] == 5


def test_a_page_that_is_paid_for_is_open_to_the_key(site: Site, member: Browser) -> None:
    member.get(PAGE)
    assert look_up(site, member.make_key("gated"))["gated"]["remaining"] == 5


def test_with_no_page_view_left_a_key_is_told_so(
    site: Site, member: Browser, backends: Backends
) -> None:
    site.rows("UPDATE account SET plan = 'guest'")
    secret = member.make_key("gated")
    look_up(site, secret, "/api/v1/codes/icd-10-cm/E11")
    assert "GetCodeFacts" in backends.trouble.calls
    shut = look_up(site, secret)
    assert set(shut["gated"]) == STATE
    assert (shut["gated"]["unlocked"], shut["gated"]["remaining"]) == (False, 0)
    assert facts.UNLOCKED_ONLY not in json.dumps(shut)


def test_a_key_to_read_opens_nothing_gated(site: Site, member: Browser, backends: Backends) -> None:
    assert "gated" not in look_up(site, member.make_key("read"))
    assert "GetCodeFacts" not in backends.trouble.calls


def test_what_cannot_be_answered_costs_nothing(
    site: Site, member: Browser, backends: Backends
) -> None:
    secret = member.make_key("gated")
    backends.trouble.errors["GetCodeFacts"] = UnavailableError("away")
    answer = site.browser().get(API, Authorization=f"Bearer {secret}")
    assert answer.status_code == 503
    del backends.trouble.errors["GetCodeFacts"]
    assert look_up(site, secret, "/api/v1/codes/icd-10-cm/E11")["gated"]["remaining"] == 5


@pytest.mark.parametrize(
    "given", ["Bearer", "Bearer x y", "Basic dTpw", "Bearer codebook_x.y", "é"]
)
def test_a_key_that_is_none_is_refused_with_the_scheme_that_is_taken(
    site: Site, given: str
) -> None:
    answer = site.browser().get(API, Authorization=given)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert complaints("Problem", answer.json) == []


@pytest.mark.parametrize(("name", "schema"), [("edits", "EditList"), ("coverage", "CoverageList")])
def test_a_long_list_costs_what_its_code_costs_and_goes_on(
    site: Site, member: Browser, name: str, schema: str
) -> None:
    bearer, program = f"Bearer {member.make_key('gated')}", site.browser()
    tokens = []
    for query in ("", "?page_token=more"):
        answer = program.get(f"{API}/{name}{query}", Authorization=bearer)
        assert (answer.status_code, complaints(schema, answer.json)) == (200, [])
        assert facts.UNLOCKED_ONLY in answer.text
        tokens.append(cast("dict[str, Any]", answer.json)["next_page_token"])
    assert tokens == ["more", None]
    assert "5 code page views remaining" in member.get(PAGE).text


@pytest.mark.parametrize("name", ["edits", "coverage"])
def test_a_list_is_shut_to_a_key_to_read_and_when_nothing_is_left(
    site: Site, member: Browser, name: str
) -> None:
    site.rows("UPDATE account SET plan = 'guest'")
    program = site.browser()
    refused = program.get(f"{API}/{name}", Authorization=f"Bearer {member.make_key()}")
    assert (refused.status_code, cast("Any", refused.json)["reason"]) == (403, "SCOPE_MISSING")
    bearer = f"Bearer {member.make_key('gated')}"
    look_up(site, bearer.removeprefix("Bearer "), "/api/v1/codes/icd-10-cm/E11")
    used_up = program.get(f"{API}/{name}", Authorization=bearer)
    assert used_up.status_code == 429
    assert int(used_up.headers["Retry-After"]) > 3600
    assert facts.UNLOCKED_ONLY not in used_up.text
    assert program.client.head(f"{API}/{name}", headers={"Authorization": bearer}).data == b""


@pytest.mark.parametrize(
    ("query", "field"), [("edits?side=left", "side"), ("coverage?as_of=x", "as_of")]
)
def test_what_makes_no_sense_costs_nothing(
    site: Site, member: Browser, query: str, field: str
) -> None:
    bearer = f"Bearer {member.make_key('gated')}"
    answer = site.browser().get(f"{API}/{query}", Authorization=bearer)
    assert (answer.status_code, cast("Any", answer.json)["field"]) == (400, field)
    assert "5 code page views remaining" in member.get("/codes/icd-10-cm/E11").text
