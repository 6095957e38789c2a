"""What `codebook up` settles before it starts anything."""

import socket
import stat
from pathlib import Path

import pytest

from services.cli.errors import PortTakenError
from services.cli.settings import Doors, UpSettings, load_doors
from services.cli.up import make_plan
from tests.support.codebase import ROOT
from tests.support.terminal import RecordingTerminal


@pytest.fixture
def doors() -> dict[str, Doors]:
    anywhere = {"port": 0, "metrics_port": 0}
    return {name: door.model_copy(update=anywhere) for name, door in load_doors().items()}


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REDIS_URL", "MEILI_URL", "MEILI_MASTER_KEY", "AUTH_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.redis
@pytest.mark.meilisearch
def test_both_servers_are_found_and_named(tmp_path: Path, doors: dict[str, Doors]) -> None:
    terminal = RecordingTerminal()

    plan = make_plan(tmp_path, UpSettings(codebook_parts_dir=ROOT / ".parts"), doors, terminal)

    assert plan.redis is not None
    assert plan.meilisearch is not None
    assert terminal.lines[-2:] == [
        f"Using redis-server {plan.redis.found.version} ({plan.redis.found.path}).",
        f"Using meilisearch {plan.meilisearch.found.version} ({plan.meilisearch.found.path}).",
    ]
    assert stat.S_IMODE((tmp_path / "secrets" / "MEILI_MASTER_KEY").stat().st_mode) == 0o600


def test_servers_that_the_environment_names_are_neither_found_nor_given_secrets(
    tmp_path: Path, doors: dict[str, Doors], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    monkeypatch.setenv("MEILI_URL", "http://elsewhere")
    terminal = RecordingTerminal()

    plan = make_plan(tmp_path, UpSettings(), doors, terminal)

    assert (plan.redis, plan.meilisearch, terminal.lines) == (None, None, [])
    assert list(tmp_path.iterdir()) == []
    assert plan.environment("auth")["REDIS_URL"] == "redis://elsewhere"


@pytest.mark.meilisearch
def test_a_master_key_that_the_environment_gives_is_used(
    tmp_path: Path, doors: dict[str, Doors], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    monkeypatch.setenv("MEILI_MASTER_KEY", "a key of the operator's own")
    settings = UpSettings(codebook_parts_dir=ROOT / ".parts")

    plan = make_plan(tmp_path, settings, doors, RecordingTerminal())

    assert plan.meilisearch is not None
    assert plan.meilisearch.master_key == "a key of the operator's own"
    assert plan.environment("search")["MEILI_MASTER_KEY"] == "a key of the operator's own"


def test_a_taken_port_ends_it_before_anything_is_fetched(
    tmp_path: Path, doors: dict[str, Doors]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        doors["auth"] = doors["auth"].model_copy(update={"port": port})
        settings = UpSettings(codebook_parts_dir=tmp_path / "parts")

        with pytest.raises(PortTakenError, match=f"Port {port} .* the auth wants"):
            make_plan(tmp_path, settings, doors, RecordingTerminal())

    assert list(tmp_path.iterdir()) == []
