"""A reader registers, confirms, signs in and out, and is brought back to where they were."""

from datetime import timedelta

import pytest

from tests.support.accounts import PASSWORD, Site
from tests.support.book import GATED
from tests.support.clock import FakeClock

pytestmark = pytest.mark.redis
PAGE, OTHER = "/codes/icd-10-cm/E11.9", "/codes/icd-10-cm/E11"
EMAIL = "coder@clinic.example"


def test_from_the_wall_to_the_same_code_unlocked(site: Site) -> None:
    browser = site.browser()
    assert GATED in browser.get(PAGE).text
    walled = browser.get(OTHER).text
    assert "Register a free account to get 5 more." in walled
    assert 'href="/register?next=/codes/icd-10-cm/E11"' in walled

    site.member(EMAIL, browser, come_from=OTHER)
    assert browser.went_to == OTHER
    opened = browser.get(OTHER).text
    assert 'id="wall"' not in opened
    # One as a guest, carried over, and this one, of 6.
    assert "4 code page views remaining." in opened
    assert "Guest accounts" not in opened
    assert "4 code page views remaining." in browser.get(PAGE).text


def test_the_header_says_whether_one_is_signed_in(site: Site) -> None:
    browser = site.browser()
    for page in ("/", PAGE):
        assert 'href="/login">Sign in</a>' in browser.get(page).text
    site.member(EMAIL, browser)
    for page in ("/", PAGE):
        assert 'href="/account">Account</a>' in browser.get(page).text


def test_signing_out_and_in_again(site: Site) -> None:
    browser = site.member(EMAIL)
    old = browser.cookie("session")
    assert browser.get("/account").status_code == 200
    assert browser.fill("/logout").headers["Location"] == "/"
    assert browser.cookie("session") == ""
    answer = browser.get("/account")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login?next=%2Faccount")
    # The old session is of no use to who has kept it.
    browser.client.set_cookie("session", old)
    assert browser.get("/account").status_code == 303

    answer = browser.fill(f"/login?next={PAGE}", email=EMAIL.upper(), password=PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert browser.cookie("session") not in {"", old}


@pytest.mark.parametrize("password", ["wrong", "", "x" * 5_000, "\x00", "ключ" * 20])
def test_a_wrong_password_is_said_in_the_same_words_as_a_wrong_address(
    site: Site, password: str
) -> None:
    site.member(EMAIL)
    browser = site.browser("198.51.100.9")
    answers = [
        browser.fill("/login", email=email, password=password)
        for email in (EMAIL, "nobody@clinic.example")
    ]
    assert {answer.status_code for answer in answers} == {401}
    texts = {a.text.replace(EMAIL, "").replace("nobody@clinic.example", "") for a in answers}
    assert len({text.split("<main")[1].split("form_proof")[0] for text in texts}) == 1
    assert browser.cookie("session") == ""


def test_in_another_browser_the_link_needs_the_password(site: Site) -> None:
    site.browser().fill("/register", email=EMAIL, password=PASSWORD)
    phone = site.browser("198.51.100.9")
    link = site.link(EMAIL)
    answer = phone.fill(link)
    assert answer.status_code == 409
    assert "Please give the password" in answer.text
    proof = answer.text
    wrong = phone.fill(link, password="not the one that was chosen")
    assert (wrong.status_code, "form_proof" in proof) == (401, True)
    assert phone.fill(link, password=PASSWORD).status_code == 303
    assert phone.get("/account").status_code == 200


def test_a_link_that_is_only_looked_at_is_not_used_up(site: Site) -> None:
    browser = site.browser()
    browser.fill("/register", email=EMAIL, password=PASSWORD)
    for _ in range(3):
        assert site.browser().get(site.link(EMAIL)).status_code == 200
    assert browser.fill(site.link(EMAIL)).status_code == 303


def test_a_link_is_good_once_and_for_a_day(site: Site, clock: FakeClock) -> None:
    browser = site.member(EMAIL)
    used = browser.fill(site.link(EMAIL))
    assert (used.status_code, "has been used already, or is too old" in used.text) == (409, True)
    late = site.browser()
    late.fill("/register", email="late@clinic.example", password=PASSWORD)
    clock.advance(timedelta(days=1))
    assert late.fill(site.link("late@clinic.example")).status_code == 409


def test_a_registered_address_is_answered_like_any_other(site: Site) -> None:
    site.member(EMAIL)
    answers = [
        site.browser(f"198.51.{n}.1").fill("/register", email=email, password=PASSWORD)
        for n, email in enumerate((EMAIL, "new@clinic.example"))
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    texts = {answer.text.split("<main")[1] for answer in answers}
    assert len(texts) == 1
    assert "which has one" in site.mails(EMAIL)[-1]
    assert "/verify?token=" in site.mails("new@clinic.example")[-1]


def test_a_forgotten_password_is_replaced_once(site: Site) -> None:
    browser = site.member(EMAIL)
    other = site.browser("198.51.100.9")
    for email in (EMAIL, "nobody@clinic.example"):
        answer = other.fill("/reset", email=email)
        assert answer.status_code == 200
        assert "If there is an account with this address" in answer.text
    assert site.mails("nobody@clinic.example") == []
    link = site.link(EMAIL)
    short = other.fill(link, password="password123")
    assert (short.status_code, "easy to guess" in short.text) == (400, True)
    assert other.fill(link, password="nine green mice at dawn").status_code == 303
    assert other.get("/account").status_code == 200
    # Who was signed in is not any more, and the link has been used.
    assert browser.get("/account").status_code == 303
    assert other.fill(link, password="nine green mice at dusk").status_code == 409
    assert "was changed just now" in site.mails(EMAIL)[-1]


def test_a_session_rests_and_lasts_so_long(site: Site, clock: FakeClock) -> None:
    browser = site.member(EMAIL)
    for _ in range(6):
        clock.advance(timedelta(days=13))
        assert browser.get("/account").status_code == 200
    clock.advance(timedelta(days=13))
    assert browser.get("/account").status_code == 303, "90 days are over"
    browser.fill("/login", email=EMAIL, password=PASSWORD)
    assert browser.get("/account").status_code == 200
    clock.advance(timedelta(days=14))
    assert browser.get("/account").status_code == 303, "it has rested too long"


def test_a_session_that_somebody_planted_is_not_taken_over(site: Site) -> None:
    victim, attacker = site.browser(), site.member("attacker@clinic.example")
    planted = attacker.cookie("session")
    victim.client.set_cookie("session", planted)
    site.member(EMAIL, victim)
    assert victim.cookie("session") != planted
    assert EMAIL in victim.get("/account").text
    # And the planted one has ended.
    assert attacker.get("/account").status_code == 303


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/%0d%0aSet-Cookie:x=1",
        "javascript:alert(1)",
        "/login",
        "/" + "x" * 600,
        "/codes/\r\nx",
    ],
)
def test_nobody_is_sent_to_another_site(site: Site, wanted: str) -> None:
    browser = site.member(EMAIL)
    browser.fill("/logout")
    form = browser.get("/login").text
    proof = form.split('name="form_proof" value="')[1].split('"')[0]
    fields = {"form_proof": proof, "next": wanted, "email": EMAIL, "password": PASSWORD}
    answer = browser.post("/login", fields)
    assert answer.status_code == 303
    assert answer.headers["Location"] in {"/account", "/%0d%0aSet-Cookie:x=1"}
    assert "Set-Cookie: x" not in str(answer.headers)
