"""What docs/security.md promises of forms, cookies, headers, guesses and bad input."""

import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from werkzeug.routing import Rule

from services.auth.domain.password import Passwords
from services.gateway import app as gateway_app
from services.gateway.settings import GatewaySettings
from services.runtime import logging
from tests.support.accounts import PASSWORD, Browser, Site
from tests.support.clock import FakeClock

pytestmark = pytest.mark.redis
EMAIL, NOBODY = "coder@clinic.example", "nobody@clinic.example"
PAGE = "/codes/icd-10-cm/E11.9"


def proof_of(page: str) -> str:
    return str(re.findall(r'name="form_proof" value="([^"]+)"', page)[0])


def posts(site: Site) -> list[str]:
    """Return the path of every route that a form of a page is sent to."""
    rules: list[Rule] = list(site.gateway.app.app.url_map.iter_rules())
    named = {"<system>": "icd-10-cm", "<code>": "E11.9", "<account>": "x"}
    found = []
    for rule in rules:
        path = rule.rule
        for name, value in named.items():
            path = path.replace(name, value)
        if "POST" in (rule.methods or set()) and not path.startswith(("/api/", "/tools/")):
            found.append(path)
    return found


def test_a_form_without_its_proof_is_refused_everywhere(site: Site) -> None:
    member = site.member(EMAIL)
    site.rows("UPDATE account SET role = 'staff'")
    stolen = proof_of(site.browser().get("/login").text)
    paths = posts(site)
    assert len(paths) > 15
    for path in paths:
        for data in ({}, {"form_proof": ""}, {"form_proof": "x.y"}, {"form_proof": stolen}):
            assert member.post(path, data).status_code == 403, path
    assert member.get("/account").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "localhost"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_a_form_that_another_site_sends_is_refused(site: Site, headers: dict[str, str]) -> None:
    browser = site.browser()
    proof = proof_of(browser.get("/login").text)
    data = {"form_proof": proof, "email": EMAIL, "password": PASSWORD}
    assert browser.post("/login", data, **headers).status_code == 403
    assert browser.post("/login", data, Origin="http://localhost").status_code == 401


def test_every_page_with_a_form_has_a_fresh_proof(site: Site) -> None:
    browser = site.browser()
    proofs = {proof_of(browser.get("/login").text) for _ in range(3)}
    assert len(proofs) == 3


def test_a_proof_is_of_no_use_after_signing_in(site: Site) -> None:
    browser = site.browser()
    old = proof_of(browser.get("/login").text)
    site.member(EMAIL, browser)
    assert browser.post("/logout", {"form_proof": old}).status_code == 403


def test_no_route_but_those_that_say_so_signs_anybody_out_by_a_link(site: Site) -> None:
    member = site.member(EMAIL)
    member.get("/logout")
    assert member.get("/account").status_code == 200


class TestOverHttps:
    @pytest.fixture
    def https(self, site: Site) -> Iterator[Browser]:
        own = site.gateway.settings
        given = {**own.model_dump(), "cookie_secure": True, "metrics_port": 0}
        gateway = gateway_app.build(GatewaySettings(**given), FakeClock())
        gateway.start()
        yield Site(gateway, site.auth, site.database, site.registry).browser()
        gateway.close()

    def test_every_cookie_is_secure_of_this_host_and_closed_to_scripts(
        self, site: Site, https: Browser
    ) -> None:
        peer = {"REMOTE_ADDR": "192.0.2.7"}
        base: dict[str, Any] = {"base_url": "https://localhost", "environ_base": peer}
        page = https.client.get("/register", **base)
        data = {"form_proof": proof_of(page.text), "email": EMAIL, "password": PASSWORD}
        https.client.post("/register", data=data, **base)
        verify = https.client.get(site.link(EMAIL), **base)
        fields = {"form_proof": proof_of(verify.text), "token": site.link(EMAIL).split("=")[1]}
        entered = https.client.post("/verify", data=fields, **base)
        assert entered.status_code == 303
        code = https.client.get(PAGE, **base)
        set_cookies = [
            line for a in (page, entered, code) for line in a.headers.getlist("Set-Cookie")
        ]
        names = {line.split("=")[0] for line in set_cookies}
        assert names >= {"__Host-form", "__Host-session", "__Host-device"}
        for line in set_cookies:
            assert line.startswith("__Host-")
            for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
                assert flag in line
            assert "Domain" not in line
        assert "max-age" in code.headers["Strict-Transport-Security"]


def test_scripts_are_known_by_a_nonce_of_each_answer(site: Site) -> None:
    browser = site.member(EMAIL)
    nonces = set()
    for path in ("/", PAGE, PAGE, "/account", "/login", "/nowhere"):
        answer = browser.get(path)
        policy = answer.headers["Content-Security-Policy"]
        nonce = re.findall(r"script-src 'nonce-([\w-]+)';", policy)[0]
        assert "unsafe" not in policy
        nonces.add(nonce)
        scripts = re.findall(r"<script(?![^>]*ld\+json)[^>]*>", answer.text)
        assert scripts
        assert all(f'nonce="{nonce}"' in script for script in scripts)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", answer.text)
    assert len(nonces) == 6


def test_a_304_leaves_the_policy_that_the_browser_has(site: Site) -> None:
    browser = site.browser()
    browser.get(PAGE)
    again = browser.get(PAGE, If_None_Match=browser.get(PAGE).headers["ETag"])
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers


def test_a_stranger_is_throttled_and_cannot_lock_the_owner_out(site: Site) -> None:
    owner = site.member(EMAIL)
    owner.fill("/logout")
    for n in range(12):
        # From everywhere, so that no network is what stops them.
        stranger = site.browser(f"198.51.{n}.1")
        last = stranger.fill("/login", email=EMAIL, password="wrong")
    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) <= 900
    # Nor does the right password help a stranger now; the owner's own browser is let in,
    assert stranger.fill("/login", email=EMAIL, password=PASSWORD).status_code == 429
    assert owner.fill("/login", email=EMAIL, password=PASSWORD).status_code == 303
    # and so is who can read the owner's mail, in any browser.
    phone = site.browser("203.0.113.9")
    phone.fill("/reset", email=EMAIL)
    assert phone.fill(site.link(EMAIL), password="nine green mice at dawn").status_code == 303


@pytest.mark.parametrize(
    "change",
    ["UPDATE account SET password_hash = 'of another one'", "UPDATE account SET disabled = 1"],
)
def test_nobody_signs_in_past_a_change_of_the_password(
    site: Site, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    site.member(EMAIL)
    check = Passwords.check

    def slow_check(passwords: Passwords, kept: str | None, password: str) -> bool:
        right = check(passwords, kept, password)
        site.rows(change)
        return right

    monkeypatch.setattr(Passwords, "check", slow_check)
    thief = site.browser("198.51.100.1")
    assert thief.fill("/login", email=EMAIL, password=PASSWORD).status_code == 401
    assert thief.cookie("session") == ""


def test_throttling_is_the_same_for_an_address_without_an_account(site: Site) -> None:
    site.member(EMAIL)
    outcomes = [
        [
            site.browser(f"198.{net}.{n}.1").fill("/login", email=email, password="x").status_code
            for n in range(12)
        ]
        for net, email in ((51, EMAIL), (18, NOBODY))
    ]
    assert outcomes[0] == outcomes[1] == [401] * 10 + [429] * 2


def test_one_network_is_throttled_whatever_the_accounts(site: Site, clock: FakeClock) -> None:
    browser = site.browser("198.51.100.1")
    statuses = [
        browser.fill("/login", email=f"user{n}@clinic.example", password="x").status_code
        for n in range(51)
    ]
    assert statuses == [401] * 50 + [429]
    other = site.browser("203.0.113.1")
    assert other.fill("/login", email=NOBODY, password="x").status_code == 401
    clock.advance(timedelta(minutes=15))
    assert browser.fill("/login", email=NOBODY, password="x").status_code == 401


def test_nobody_is_flooded_with_mails(site: Site) -> None:
    site.member(EMAIL)
    before = len(site.mails(EMAIL))
    answers = [site.browser(f"198.51.{n}.1").fill("/reset", email=EMAIL) for n in range(8)]
    assert {answer.status_code for answer in answers} == {200}
    assert len(site.mails(EMAIL)) - before == 4, "4 links to a new password an hour"
    for n in range(8):
        site.browser(f"198.51.{n}.1").fill("/register", email=EMAIL, password=PASSWORD)
    assert len(site.mails(EMAIL)) - before == 7, "4 an hour beside them, one of them to register"


def test_nobody_can_use_up_the_links_that_an_owner_gets_back_in_by(site: Site) -> None:
    site.member(EMAIL)
    for n in range(8):
        site.browser(f"198.51.{n}.1").fill("/register", email=EMAIL, password=PASSWORD)
    phone = site.browser("203.0.113.9")
    phone.fill("/reset", email=EMAIL)
    assert phone.fill(site.link(EMAIL), password="nine green mice at dawn").status_code == 303


def test_passwords_that_are_too_easy_are_counted_as_asking(site: Site) -> None:
    browser = site.browser()
    statuses = [
        browser.fill("/register", email=EMAIL, password="password123").status_code
        for _ in range(31)
    ]
    assert statuses == [400] * 30 + [429]


def test_both_answers_cost_the_same_work(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.member(EMAIL)
    work: list[str] = []
    check, make = Passwords.check, Passwords.hash

    def counted_check(passwords: Passwords, kept: str | None, password: str) -> bool:
        work.append("check")
        return check(passwords, kept, password)

    def counted_hash(passwords: Passwords, password: str) -> str:
        work.append("hash")
        return make(passwords, password)

    monkeypatch.setattr(Passwords, "check", counted_check)
    monkeypatch.setattr(Passwords, "hash", counted_hash)

    def done(page: str, email: str, **fields: str) -> tuple[list[str], int]:
        work.clear()
        before = rows()
        site.browser().fill(page, email=email, **fields)
        return list(work), rows() - before

    def rows() -> int:
        return len(site.rows("SELECT 1 FROM link")) + len(site.rows("SELECT 1 FROM mail"))

    for page, fields in (
        ("/login", {"password": "wrong"}),
        ("/register", {"password": PASSWORD}),
        ("/reset", {}),
    ):
        assert done(page, EMAIL, **fields) == done(page, NOBODY, **fields), page


def test_a_hash_of_older_parameters_is_made_anew_at_sign_in(site: Site) -> None:
    browser = site.member(EMAIL)
    old = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    site.rows(f"UPDATE account SET password_hash = '{old}'")  # noqa: S608 - ours
    browser.fill("/logout")
    assert browser.fill("/login", email=EMAIL, password=PASSWORD).status_code == 303
    ((kept,),) = site.rows("SELECT password_hash FROM account")
    assert "t=1" in str(kept)


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("", 400),
        ("no-at.example", 400),
        ("a@b", 400),
        ("a@b..example", 400),
        ("a b@c.example", 400),
        ("ключ@пример.example", 400),
        ("coder@пример.example", 200),
        ("coder@xn--e1afmkfd.example", 200),
        ("a@b.example\r\nBcc: c@d.example", 400),
        ("a@b.example,c@d.example", 400),
        ("<a@b.example>", 400),
        ("a" * 65 + "@b.example", 400),
        ("a@" + "b" * 300 + ".example", 400),
        ("\x00@b.example", 400),
        ("a@\U0001f4a9.example", 200),
        ("a@192.0.2.1", 400),
    ],
)
def test_an_odd_address_is_taken_or_said_to_be_wrong(site: Site, email: str, status: int) -> None:
    answer = site.browser().fill("/register", email=email, password=PASSWORD)
    assert answer.status_code == status
    if status == 400:
        assert 'id="email-error"' in answer.text
        assert site.rows("SELECT 1 FROM mail") == []


@pytest.mark.parametrize(
    ("password", "status"),
    [
        ("short", 400),
        ("password123", 400),
        ("qwertyuiop", 400),
        ("coder@clinic.example", 400),
        ("aaaaaaaaaaaaaaaa", 400),
        ("x" * 201, 400),
        ("x" * 60_000, 400),
        ("tab\tand\x00nothing", 400),
        ("x" * 1_000_000, 413),
        ("зелёные мыши на рассвете", 200),
        ("🐭🐭 nine mice 🌅🌅", 200),
    ],
)
def test_a_password_is_taken_or_said_to_be_wrong(site: Site, password: str, status: int) -> None:
    answer = site.browser().fill("/register", email=EMAIL, password=password)
    assert answer.status_code == status
    assert len(answer.data) < 20_000


@pytest.mark.parametrize("token", ["", "x", "x" * 300, "\x00", "../../etc", "é"])
@pytest.mark.parametrize("path", ["/verify", "/reset/new", "/account/email/confirm"])
def test_a_forged_link_is_refused_with_words(site: Site, path: str, token: str) -> None:
    browser = site.browser()
    proof = proof_of(browser.get("/login").text)
    data = {"form_proof": proof, "token": token, "password": "nine green mice at dawn"}
    answer = browser.post(path, data)
    assert answer.status_code in {400, 409}
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("value", ["x", "s_" + "x" * 22 + "." + "y" * 43, "}{*", "é", "a" * 3_900])
def test_a_forged_cookie_is_a_stranger(site: Site, value: str) -> None:
    browser = site.browser()
    for name in ("session", "device", "guest", "form"):
        browser.client.set_cookie(name, value)
    assert browser.get(PAGE).status_code == 200
    assert browser.get("/account").status_code == 303
    assert browser.fill("/login", email=EMAIL, password="x").status_code in {401, 403}


def test_nothing_personal_is_logged_or_measured(site: Site, tmp_path: Path) -> None:
    stream = io.StringIO()
    logging.configure("test", "debug", stream)
    try:
        browser = site.member(EMAIL, site.browser("198.51.100.77"))
        browser.fill("/logout")
        browser.fill("/login", email=EMAIL, password="a wrong password")
        browser.fill("/login", email=EMAIL, password=PASSWORD)
        browser.fill("/reset", email=EMAIL)
        browser.fill(PAGE, to=f"{PAGE}/note", text="what nobody else may read")
        told = stream.getvalue()
    finally:
        logging.configure("test", "info")
    secret = [EMAIL, "clinic", PASSWORD, "a wrong password", "198.51.100", "nobody else", "E11"]
    secret += [browser.cookie("session"), browser.cookie("device"), site.link(EMAIL).split("=")[1]]
    ((account,),) = site.rows("SELECT id FROM account")
    labels = {v for m in site.registry.collect() for s in m.samples for v in s.labels.values()}
    for word in [*secret, str(account)]:
        assert word not in told, word
        assert not [label for label in labels if word in label]
    assert all(json.loads(line)["event"] for line in told.splitlines())
    assert tmp_path.exists()
