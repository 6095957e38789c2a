"""`codebook account` as an operator runs it."""

import io
import json
from pathlib import Path

import pytest

from services.auth.__main__ import main
from tests.support.auth import KEY, plans_file
from tests.support.redis import RedisServer

pytestmark = pytest.mark.redis
EMAIL, PASSWORD = "coder@clinic.example", "seven brown owls at noon"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, redis_server: RedisServer) -> None:
    told = {
        "AUTH_SECRET_KEY": KEY,
        "AUTH_DATABASE_URL": f"sqlite:///{tmp_path / 'new' / 'auth.db'}",
        "AUTH_PLANS_FILE": str(plans_file(tmp_path, clinic=50)),
        "REDIS_URL": redis_server.url,
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))


def test_an_account_from_its_making_to_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    main(["account", "create", EMAIL.upper(), "--role", "staff"])
    main(["account", "plan", EMAIL, "clinic"])
    main(["account", "key", EMAIL, "--scope", "gated"])
    main(["account", "disable", EMAIL])
    main(["account", "list", "CLINIC", "--json"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{EMAIL} has an account now: staff, plan registered."
    assert lines[2].startswith("codebook_")
    account = json.loads(lines[-1])
    assert (account["plan"], account["role"], account["disabled"]) == ("clinic", "staff", True)
    main(["account", "disable", EMAIL, "--undo"])
    main(["account", "list"])
    listed = capsys.readouterr().out.splitlines()[-1]
    assert listed.endswith(EMAIL)
    assert "disabled" not in listed
    main(["account", "list", "nobody"])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plan", "nobody@x.example", "clinic"], "There is no such account"),
        (["create", "no-at"], "email: There is no @"),
        (["create", EMAIL, "--plan", "gold"], "plan: There is no such plan"),
        (["key", EMAIL, "--days", "-1"], "There is no such account"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["account", *arguments])
    assert words in str(caught.value)


def test_an_address_has_one_account(monkeypatch: pytest.MonkeyPatch) -> None:
    main(["account", "create", EMAIL])
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    with pytest.raises(SystemExit, match="has an account already"):
        main(["account", "create", EMAIL])


def test_without_redis_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    main(["account", "create", EMAIL])
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    with pytest.raises(SystemExit, match="nothing was changed"):
        main(["account", "plan", EMAIL, "clinic"])


def test_an_unknown_verb_says_how_it_is_used() -> None:
    with pytest.raises(SystemExit, match="usage"):
        main(["dance"])
    main(["migrate"])
