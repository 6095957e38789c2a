import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from services.cli.__main__ import main


class BecomesAnotherProcess(BaseException):
    """Stands for the end of this process."""


Call = tuple[str, tuple[str, ...], Mapping[str, str]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Call]:
    """Return what the process becomes, from then on."""
    found: list[Call] = []

    def become(program: str, command: tuple[str, ...], given: Mapping[str, str]) -> None:
        found.append((program, command, given))
        raise BecomesAnotherProcess

    monkeypatch.setattr("os.execve", become)
    monkeypatch.setenv("CODEBOOK_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("CATALOG_DATABASE_URL", raising=False)
    return found


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "argv", ["codebook", *words])
    with pytest.raises(BecomesAnotherProcess):
        main()


@pytest.mark.parametrize(
    "words",
    [
        ("import", "--help"),
        ("import", "a b.zip", "--kind", "cpt", "--licence", "No. 1", "--dry-run"),
        ("import", "--edition=2026", "-x"),
        ("releases",),
        ("releases", "--json"),
    ],
)
def test_the_catalog_is_handed_every_word(
    monkeypatch: pytest.MonkeyPatch, calls: list[Call], words: tuple[str, ...]
) -> None:
    run(monkeypatch, *words)

    assert [call[:2] for call in calls] == [
        (sys.executable, (sys.executable, "-m", "services.catalog", *words))
    ]


def test_the_database_is_that_of_codebook_up(
    monkeypatch: pytest.MonkeyPatch, calls: list[Call], tmp_path: Path
) -> None:
    run(monkeypatch, "releases")

    assert calls[0][2]["CATALOG_DATABASE_URL"] == f"sqlite:///{tmp_path / 'var' / 'catalog.db'}"


def test_a_database_that_is_given_is_taken(
    monkeypatch: pytest.MonkeyPatch, calls: list[Call]
) -> None:
    monkeypatch.setenv("CATALOG_DATABASE_URL", "postgresql://books")

    run(monkeypatch, "releases")

    assert calls[0][2]["CATALOG_DATABASE_URL"] == "postgresql://books"
