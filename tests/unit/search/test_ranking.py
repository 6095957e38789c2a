import pytest

from services.search.domain import ranking


def test_the_version_changes_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ranking.settings_version()
    assert ranking.settings_version() == before
    monkeypatch.setattr(ranking, "SETTINGS", {**ranking.SETTINGS, "stopWords": ["of"]})
    assert ranking.settings_version() != before


def test_the_version_changes_with_the_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ranking.settings_version()
    monkeypatch.setattr("services.search.domain.ranking.DOCUMENT_FORMAT", -1)
    assert ranking.settings_version() != before
