"""Many people sign in at the same moment: pages are counted meanwhile, nobody waits for long."""

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice

import pytest
from argon2 import PasswordHasher
from werkzeug.test import TestResponse

from services.auth.domain.password import Passwords
from services.auth.errors import BusyError
from tests.support.accounts import PASSWORD, Site

pytestmark = pytest.mark.redis
EMAIL = "coder@clinic.example"
PAGE = "/codes/icd-10-cm/E11.9"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Return what every look at a password waits for."""
    go, verify = threading.Event(), PasswordHasher.verify

    def patient(hasher: PasswordHasher, kept: str, password: bytes) -> bool:
        assert go.wait(60)
        return verify(hasher, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", patient)
    return go


def test_pages_are_answered_while_people_sign_in(site: Site, looked_at: threading.Event) -> None:
    member = site.member(EMAIL)

    def sign_in(number: int) -> TestResponse:
        browser = site.browser(f"198.51.{number}.1")
        return browser.fill("/login", email=EMAIL, password=PASSWORD)

    with ThreadPoolExecutor(8) as pool:
        tries = as_completed([pool.submit(sign_in, number) for number in range(8)], timeout=60)
        # Of four threads three may look at passwords; whoever comes beyond is told at once.
        refused = [one.result() for one in islice(tries, 5)]
        page = member.get(PAGE).text
        looked_at.set()
        let_in = [one.result() for one in tries]
    assert "5 code page views remaining" in page
    assert [answer.status_code for answer in let_in] == [303] * 3
    for answer in refused:
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
        assert "Please try again in a few seconds." in answer.text


def test_who_finds_no_place_has_not_tried(site: Site, looked_at: threading.Event) -> None:
    site.member(EMAIL)

    def sign_in(_: int) -> int:
        stranger = site.browser("198.51.100.1")
        return stranger.fill("/login", email=EMAIL, password="wrong").status_code

    with ThreadPoolExecutor(20) as pool:
        tries = as_completed([pool.submit(sign_in, number) for number in range(20)], timeout=60)
        assert {one.result() for one in islice(tries, 17)} == {429}
        looked_at.set()
        assert {one.result() for one in tries} == {401}
    # 3 of 10 are counted.
    assert [sign_in(0) for _ in range(8)] == [401] * 7 + [429]


def test_a_hash_that_there_is_no_place_to_renew_lets_its_owner_in(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.member(EMAIL).fill("/logout")
    old = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    site.rows(f"UPDATE account SET password_hash = '{old}'")  # noqa: S608 - ours

    def no_place(_: Passwords, __: str) -> str:
        raise BusyError

    monkeypatch.setattr(Passwords, "hash", no_place)
    assert site.browser().fill("/login", email=EMAIL, password=PASSWORD).status_code == 303
    assert site.rows("SELECT password_hash FROM account") == [(old,)]
