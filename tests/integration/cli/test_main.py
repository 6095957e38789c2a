import sys

import pytest

from services.cli.__main__ import main


def test_reindex_ends_as_the_search_service_ends(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEILI_URL", "not an address")
    monkeypatch.setattr(sys, "argv", ["codebook", "reindex"])

    with pytest.raises(SystemExit) as caught:
        main()

    assert caught.value.code == 1
    assert "MEILI_URL" in capfd.readouterr().err
