import os
import signal
import sys
from pathlib import Path

import pytest

from services.cli import up
from services.cli.__main__ import main


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CODEBOOK_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("MEILI_URL", raising=False)
    return tmp_path / "var"


def ending(monkeypatch: pytest.MonkeyPatch, *words: str) -> object:
    """Run the command line; return what it ends with: a message means exit code 1."""
    monkeypatch.setattr(sys, "argv", ["codebook", *words])
    with pytest.raises(SystemExit) as caught:
        main()
    return caught.value.code


def test_it_says_what_it_can_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending(monkeypatch, "--help") == 0

    shown = capsys.readouterr().out
    assert "up        Start everything on this machine" in shown
    assert "reindex   Build the search index again" in shown
    assert "import    Import official files as they are published." in shown
    assert "releases  List what is loaded, from which files." in shown


def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ending(monkeypatch, "up", "--port", "65536") == 2


def test_a_setting_that_cannot_be_used_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, var: Path
) -> None:
    monkeypatch.setenv("CODEBOOK_REDIS_PORT", "many")

    sentence = ending(monkeypatch, "up")

    assert str(sentence).startswith("CODEBOOK_REDIS_PORT=many cannot be used: ")
    assert not var.exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, var: Path
) -> None:
    var.write_text("a file")

    assert str(ending(monkeypatch, "up")).startswith("Codebook cannot go on: ")


def test_reindex_needs_a_stack_that_is_up(monkeypatch: pytest.MonkeyPatch, var: Path) -> None:
    assert ending(monkeypatch, "reindex") == (
        f"Codebook is not up on {var}: `codebook up` starts it."
    )


def test_a_stop_before_anything_runs_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch, var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped_at_once(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(up, "make_plan", stopped_at_once)
    monkeypatch.setattr(sys, "argv", ["codebook", "up"])

    main()

    assert capsys.readouterr().out == "Codebook has stopped.\n"
    assert (var / "up.lock").exists()
