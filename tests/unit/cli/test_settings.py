import pytest

from services.cli.errors import SettingsError
from services.cli.settings import UpSettings, environment, load, load_doors


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment():
        if name.startswith(("CODEBOOK_", "GATEWAY_", "CATALOG_", "REDIS_", "MEILI_")):
            monkeypatch.delenv(name)


def test_var_and_parts_stand_beside_the_code() -> None:
    settings = load(UpSettings)

    assert (settings.codebook_var_dir.parent / "pyproject.toml").is_file()
    assert settings.codebook_parts_dir.parent == settings.codebook_var_dir.parent


def test_each_service_listens_where_its_own_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOG_PORT", "6001")
    monkeypatch.setenv("CATALOG_METRICS_PORT", "6002")

    doors = load_doors()

    assert (doors["catalog"].port, doors["catalog"].metrics_port) == (6001, 6002)
    assert (doors["search"].port, doors["gateway"].port) == (50052, 8000)


def test_the_port_option_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_PORT", "6001")

    assert load_doors()["gateway"].port == 6001
    assert load_doors(gateway_port=0)["gateway"].port == 0


@pytest.mark.parametrize("value", ["eight", "-1", "65536"])
def test_a_port_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SEARCH_METRICS_PORT", value)

    with pytest.raises(SettingsError, match=f"^SEARCH_METRICS_PORT={value} cannot be used: .+"):
        load_doors()


def test_a_bad_setting_of_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEBOOK_READY_SECONDS", "soon")

    with pytest.raises(SettingsError, match=r"^CODEBOOK_READY_SECONDS=soon cannot be used"):
        load(UpSettings)


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEILI_URL", "")

    assert load(UpSettings).meili_url is None
    assert "MEILI_URL" not in environment()
