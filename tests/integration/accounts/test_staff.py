"""Who may do what: strangers, members and staff at every door, and what staff does."""

import pytest
from werkzeug.routing import Rule

from services.gateway.access import Who, rule_of
from tests.support.accounts import Browser, Site, form_of

pytestmark = pytest.mark.redis
EMAIL, BOSS = "coder@clinic.example", "boss@clinic.example"
PAGE = "/codes/icd-10-cm/E11.9"


@pytest.fixture
def boss(site: Site) -> Browser:
    browser = site.member(BOSS)
    site.rows(f"UPDATE account SET role = 'staff' WHERE email = '{BOSS}'")  # noqa: S608 - ours
    return browser


def routes(site: Site, who: Who) -> list[tuple[str, str]]:
    """Return method and path of every route with this rule."""
    app = site.gateway.app.app
    rules: list[Rule] = list(app.url_map.iter_rules())
    return [
        (
            method,
            rule.rule.replace("<system>", "icd-10-cm")
            .replace("<code>", "E11.9")
            .replace("<account>", "x"),
        )
        for rule in rules
        if rule_of(app.view_functions[rule.endpoint]) is who
        for method in sorted({"GET", "POST"} & (rule.methods or set()))
    ]


def test_a_stranger_is_sent_to_sign_in_by_every_members_and_staff_route(site: Site) -> None:
    closed = [*routes(site, Who.MEMBER), *routes(site, Who.STAFF)]
    assert len(closed) > 15
    for method, path in closed:
        answer = site.browser().client.open(path, method=method)
        assert answer.status_code == 303, path
        assert answer.headers["Location"].startswith("/login")


def test_a_member_is_refused_by_every_staff_route(site: Site) -> None:
    member = site.member(EMAIL)
    proof = form_of(member.get("/account").text, "/account/keys").split('value="')[1].split('"')[0]
    found = routes(site, Who.STAFF)
    assert len(found) >= 6
    for method, path in found:
        answer = member.get(path) if method == "GET" else member.post(path, {"form_proof": proof})
        assert answer.status_code == 403, path


def test_staff_finds_an_account_and_sets_its_plan(site: Site, boss: Browser) -> None:
    member = site.member(EMAIL)
    found = boss.fill("/staff", text="CODER").text
    assert EMAIL in found
    assert BOSS not in found
    path = found.split('href="/staff/accounts/')[1].split('"')[0]
    account = f"/staff/accounts/{path}"
    assert boss.fill(account, to=f"{account}/plan", plan="clinic").status_code == 400
    assert boss.fill(account, to=f"{account}/role", role="king").status_code == 400
    for _ in range(2):
        changed = boss.fill(account, to=f"{account}/role", role="editor")
        assert changed.headers["Location"] == f"{account}?done=role"
    page = boss.get(changed.headers["Location"]).text
    assert "The role is set." in page
    assert page.count("role set") == 1, "what is so already is no change"
    assert "member&gt;editor" in page
    assert member.get(PAGE).status_code == 200
    assert boss.get("/staff/audit").text.count("registered") == 2
    assert boss.get("/staff/accounts/nobody").status_code == 404
    assert boss.get("/staff/audit?page_token=junk").status_code == 400


def test_a_disabled_account_is_out_at_once_and_can_come_back(site: Site, boss: Browser) -> None:
    member = site.member(EMAIL)
    ((account,),) = site.rows(f"SELECT id FROM account WHERE email = '{EMAIL}'")  # noqa: S608
    path = f"/staff/accounts/{account}"
    boss.fill(path, to=f"{path}/disabled")
    assert member.get("/account").status_code == 303
    assert "Guest accounts" in member.get(PAGE).text
    password = "seven brown owls at noon"  # noqa: S105 - of nobody
    assert member.fill("/login", email=EMAIL, password=password).status_code == 401
    boss.fill(path, to=f"{path}/disabled")
    assert member.fill("/login", email=EMAIL, password=password).status_code == 303


def test_no_address_of_a_page_holds_a_mail_address(site: Site, boss: Browser) -> None:
    site.member(EMAIL)
    pages = [boss.fill("/staff", text="clinic").text, boss.get("/staff/audit").text]
    hrefs = [part.split('"')[0] for page in pages for part in page.split('href="')[1:]]
    assert not [href for href in hrefs if "@" in href or "%40" in href]
