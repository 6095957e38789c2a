from datetime import timedelta

import pytest
from pydantic import ValidationError

from services.auth.domain.plan import MeterName
from services.auth.settings import AuthSettings
from tests.support.auth import KEY


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTH_SECRET_KEY", KEY)
    monkeypatch.delenv("REDIS_URL", raising=False)


def test_what_holds_when_only_the_key_is_set() -> None:
    settings = AuthSettings()
    assert (settings.port, settings.metrics_port) == (50053, 9103)
    assert settings.workers == 4
    assert str(settings.redis_url) == "redis://127.0.0.1:6379/0"
    assert settings.guest_lifetime() == timedelta(days=400)
    plans = settings.plans()
    assert plans.guest.name == "guest"
    assert plans.guest.allowances[MeterName.PAGE_VIEW].units == 1
    assert plans.registration_bonus(MeterName.PAGE_VIEW) == 5
    assert plans.network[MeterName.PAGE_VIEW] == 30


def test_every_meter_has_its_numbers() -> None:
    plans = AuthSettings().plans()
    for plan in plans.named.values():
        assert set(plan.allowances) == set(MeterName)
    assert set(plans.network) == set(MeterName)


def test_addresses_are_taken_as_they_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "rediss://:p%40ss@redis.example:6380/1")
    assert str(AuthSettings().redis_url) == "rediss://:p%40ss@redis.example:6380/1"


def test_several_keys_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTH_SECRET_KEY", f"{'n' * 32}, {'o' * 32}")
    assert AuthSettings().token_keys() == ["n" * 32, "o" * 32]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AUTH_SECRET_KEY", ""),
        ("AUTH_SECRET_KEY", "s3cret-but-short"),
        ("AUTH_SECRET_KEY", f"{KEY},s3cret-but-short"),
        ("AUTH_SECRET_KEY", f"{KEY},"),
        ("AUTH_PLANS_FILE", "/nowhere/plans.toml"),
        ("AUTH_PUBLIC_URL", "ftp://s3cret.example"),
        ("AUTH_PUBLIC_URL", "codebook.example"),
        ("AUTH_SMTP_URL", "http://me:s3cret@mail.example"),
        ("AUTH_SMTP_URL", "smtp://"),
        ("AUTH_MAIL_FROM", "nobody"),
        ("AUTH_MAIL_FROM", "a@b.example\r\nBcc: s3cret@c.example"),
        ("AUTH_SESSION_DAYS", "0"),
        ("REDIS_URL", "http://redis.example"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as caught:
        AuthSettings()
    assert "s3cret" not in str(caught.value)


def test_the_key_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUTH_SECRET_KEY")
    with pytest.raises(ValidationError, match="secret_key"):
        AuthSettings()


def test_the_key_is_not_printed() -> None:
    assert KEY not in repr(AuthSettings())
