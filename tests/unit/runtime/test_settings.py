from pathlib import Path

import pytest
from pydantic import Field
from pydantic_settings import SettingsConfigDict

from services.runtime.settings import ServiceSettings, load


class DemoSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="DEMO_")

    port: int = Field(default=1, ge=0, le=65535)
    metrics_port: int = Field(default=2, ge=0, le=65535)
    store: str = Field(default="here", validation_alias="STORE_URL", pattern="^[a-z]+$")


class SecretSettings(DemoSettings):
    model_config = SettingsConfigDict(env_prefix="DEMO_", hide_input_in_errors=True)

    key: str = Field(min_length=8)


def refused(kind: type[ServiceSettings]) -> str:
    with pytest.raises(SystemExit) as caught:
        load(kind)
    return str(caught.value)


def test_the_environment_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PORT", "50099")
    monkeypatch.setenv("STORE_URL", "there")
    settings = load(DemoSettings)
    assert (settings.port, settings.store) == (50099, "there")


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PORT", "")
    assert load(DemoSettings).port == 1


def test_a_wrong_value_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PORT", "99999")
    assert refused(DemoSettings).startswith("DEMO_PORT=99999 cannot be used: ")


def test_a_variable_without_the_prefix_is_named_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", "NOT THIS")
    assert refused(DemoSettings).startswith("STORE_URL=NOT THIS cannot be used: ")


def test_what_may_be_a_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(SecretSettings) == "DEMO_KEY cannot be used: field required."
    monkeypatch.setenv("DEMO_KEY", "hunter2")
    assert "hunter2" not in refused(SecretSettings)


def test_a_folder_without_certificates_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEMO_TLS_DIR", str(tmp_path))
    said = refused(DemoSettings)
    assert said == f"DEMO_TLS_DIR={tmp_path} cannot be used: there is no tls.crt in it."
