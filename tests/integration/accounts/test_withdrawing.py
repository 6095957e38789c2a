"""What was withdrawn is of no use at once, also to who comes at the very moment of it."""

from collections.abc import Callable
from typing import Any

import pytest

from services.auth.domain.bearer import Bearer, new_token
from services.auth.store import RedisSessions
from tests.support.accounts import PASSWORD, Browser, Site

pytestmark = pytest.mark.redis
EMAIL = "coder@clinic.example"
NEW_PASSWORD = "nine green mice at dawn"  # noqa: S105 - of nobody
PAGE, SUGGEST = "/codes/icd-10-cm/E11.9", "/api/v1/suggest?q=E11"


@pytest.fixture
def member(site: Site) -> Browser:
    return site.member(EMAIL)


def revoke_key(member: Browser) -> None:
    assert member.fill("/account", to="/account/keys/revoke").status_code == 303


def change_password(member: Browser, **more: str) -> None:
    fields = {"current_password": PASSWORD, "password": NEW_PASSWORD, **more}
    assert member.fill("/account", to="/account/password", **fields).status_code == 303


def call(site: Site, key: str) -> int:
    return site.browser().get(SUGGEST, Authorization=f"Bearer {key}").status_code


def at(
    monkeypatch: pytest.MonkeyPatch, name: str, meanwhile: Callable[[], object], *, first: bool
) -> None:
    """Let something happen once, just before (`first`) or after Redis is told one thing."""
    tell, once = getattr(RedisSessions, name), iter([meanwhile])

    def told(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever it is told
        happens = next(once, None)
        if happens and first:
            happens()
        tell(*args, **kwargs)
        if happens and not first:
            happens()

    monkeypatch.setattr(RedisSessions, name, told)


def test_a_key_that_is_revoked_while_it_is_copied_is_refused(
    site: Site, member: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = member.make_key()
    at(monkeypatch, "copy_key", lambda: revoke_key(member), first=True)
    assert (call(site, key), call(site, key)) == (401, 401)


def test_a_key_that_is_copied_while_it_is_revoked_is_refused(
    site: Site, member: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, meanwhile = member.make_key(), list[int]()
    # SQL has not been told yet, so that the key is still good, and Redis learns of it again.
    at(monkeypatch, "end", lambda: meanwhile.append(call(site, key)), first=False)
    revoke_key(member)
    assert (meanwhile, call(site, key)) == ([200], 401)


def test_who_signs_in_while_the_password_is_changed_is_out_again(
    site: Site, member: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    thief = site.browser("198.51.100.1")

    def sign_in() -> None:
        assert thief.fill("/login", email=EMAIL, password=PASSWORD).status_code == 303

    at(monkeypatch, "end_all", sign_in, first=False)
    change_password(member)
    assert thief.get("/account").status_code == 303
    assert member.get("/account").status_code == 200


def test_an_account_that_is_disabled_while_it_is_copied_is_out(
    site: Site, member: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = member.make_key()
    disable = "UPDATE account SET disabled = 1"
    at(monkeypatch, "put_standing", lambda: site.rows(disable), first=True)
    assert (call(site, key), call(site, key)) == (401, 401)


def test_a_plan_that_is_set_while_it_is_copied_is_the_one_that_counts(
    site: Site, member: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_plan = "UPDATE account SET plan = 'guest'"
    at(monkeypatch, "put_standing", lambda: site.rows(set_plan), first=True)
    assert "0 code page views remaining" in member.get(PAGE).text


@pytest.mark.parametrize(("ticked", "status"), [({}, 200), ({"revoke_keys": "yes"}, 401)])
def test_keys_outlive_a_change_of_the_password_unless_they_are_not_to(
    site: Site, member: Browser, ticked: dict[str, str], status: int
) -> None:
    key = member.make_key()
    assert call(site, key) == 200
    change_password(member, **ticked)
    assert call(site, key) == status
    told = site.mails(EMAIL)[-1]
    assert ("One API key of it is still good." in told) is (status == 200)


@pytest.mark.parametrize(("ticked", "status"), [({}, 200), ({"revoke_keys": "yes"}, 401)])
def test_keys_outlive_a_reset_unless_they_are_not_to(
    site: Site, member: Browser, ticked: dict[str, str], status: int
) -> None:
    keys = [member.make_key(), member.make_key()]
    site.browser().fill("/reset", email=EMAIL)
    phone = site.browser("203.0.113.9")
    assert phone.fill(site.link(EMAIL), password=NEW_PASSWORD, **ticked).status_code == 303
    assert [call(site, key) for key in keys] == [status] * 2
    assert (phone.get("/account").status_code, member.get("/account").status_code) == (200, 303)
    assert ("2 API keys of it are still good." in site.mails(EMAIL)[-1]) is (status == 200)


def test_who_makes_a_key_while_the_owner_revokes_all_has_none(
    site: Site, member: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    thief = site.browser("198.51.100.1")
    thief.fill("/login", email=EMAIL, password=PASSWORD)
    once = iter([lambda: change_password(member, revoke_keys="yes")])

    def token(account: str, *, is_key: bool) -> tuple[str, Bearer]:
        next(once, lambda: None)()
        return new_token(account, is_key=is_key)

    monkeypatch.setattr("services.auth.accounts.keys.new_token", token)
    fields = {"name": "tool", "scopes": "read", "days": "30"}
    assert thief.fill("/account", to="/account/keys", **fields).status_code == 401
    assert site.rows("SELECT name FROM api_key") == []


def test_an_owner_is_told_of_a_new_key(site: Site, member: Browser) -> None:
    member.make_key()
    assert "An API key was made for your Codebook account just now." in site.mails(EMAIL)[-1]
