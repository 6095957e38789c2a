"""The verbs in this process; as processes of their own they are tested with their databases."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.catalog import __main__ as program
from services.catalog import verbs
from services.catalog.settings import CatalogSettings
from services.runtime.server import Service


@pytest.fixture(autouse=True)
def kept_signals() -> Iterator[None]:
    """Give back the signals that a verb takes."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    path = tmp_path / "var" / "catalog.db"
    monkeypatch.setenv("CATALOG_DATABASE_URL", f"sqlite:///{path}")
    return path


def test_migrate_makes_the_database(database: Path) -> None:
    program.main(["migrate"])
    assert database.is_file()


def test_load_needs_the_tables() -> None:
    with pytest.raises(SystemExit, match="migrate"):
        program.main(["load"])


@pytest.mark.parametrize("arguments", [["lode"], ["load", "all"], ["--help"]])
def test_another_verb_is_told_the_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="usage"):
        program.main(arguments)


@pytest.mark.parametrize("arguments", [[], ["serve"]])
def test_without_a_verb_it_serves(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Service] = []
    monkeypatch.setattr(program, "serve", served.append)
    program.main(arguments)
    (service,) = served
    assert (service.name, service.settings.port, service.settings.metrics_port) == (
        "catalog",
        50051,
        9101,
    )


@pytest.mark.parametrize("verb", ["serve", "migrate"])
def test_another_kind_of_database_is_refused(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOG_DATABASE_URL", "mysql://store/catalog")
    with pytest.raises(SystemExit, match="not mysql"):
        program.main([verb])


def test_a_signal_while_loading_ends_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load(_settings: CatalogSettings) -> None:
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(verbs, "_VERBS", {"load": load})
    with pytest.raises(SystemExit) as stopped:
        program.main(["load"])
    assert stopped.value.code == 130
    assert capsys.readouterr().err == "Stopped; nothing of the unfinished file was loaded.\n"
