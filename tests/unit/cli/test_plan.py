import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from services.cli.parts import Found
from services.cli.places import Place, Places
from services.cli.plan import Plan
from services.cli.servers import OwnCatcher, OwnMeilisearch, OwnRedis
from services.cli.steps import Restart, Run, Start

EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing listens here

PLACES = Places(
    {
        "catalog": Place("127.0.0.1", 1001, 1011),
        "search": Place("127.0.0.1", 1002, 1012),
        "auth": Place("127.0.0.1", 1003, 1013),
        "gateway": Place(EVERYWHERE, 1000, 1010),
    },
    redis_port=2001,
    meili_port=2002,
    mail_port=2003,
)


def plan(tmp_path: Path, given: Mapping[str, str] | None = None) -> Plan:
    return Plan(
        tmp_path,
        given or {},
        PLACES,
        OwnRedis(Found(Path("/bin/redis-server"), "7.0.15"), 2001, "password"),
        OwnMeilisearch(Found(Path("/bin/meilisearch"), "1.21.0"), 2002, "master-key"),
        OwnCatcher(2003),
    )


def test_what_others_need_comes_first(tmp_path: Path) -> None:
    assert [(type(step), step.program.name) for step in plan(tmp_path).steps()] == [
        (Start, "redis-server"),
        (Start, "meilisearch"),
        (Start, "mail"),
        (Run, "auth migrate"),
        (Run, "catalog migrate"),
        (Run, "catalog load"),
        (Start, "catalog"),
        (Run, "search reindex"),
        (Restart, "meilisearch"),
        (Start, "search"),
        (Start, "auth"),
        (Start, "gateway"),
    ]


def test_servers_that_exist_already_are_not_started(tmp_path: Path) -> None:
    given = {"REDIS_URL": "redis://elsewhere", "MEILI_URL": "http://elsewhere"}
    elsewhere = Plan(tmp_path, given, PLACES, None, None)

    names = {step.program.name for step in elsewhere.steps()}
    assert names.isdisjoint({"redis-server", "meilisearch", "mail"})
    assert elsewhere.environment("auth")["REDIS_URL"] == "redis://elsewhere"
    assert elsewhere.environment("search")["MEILI_URL"] == "http://elsewhere"
    assert "MEILI_MASTER_KEY" not in elsewhere.environment("search")


def test_each_service_is_told_where_it_listens(tmp_path: Path) -> None:
    environment = plan(tmp_path).environment("gateway")

    assert environment["GATEWAY_HOST"] == EVERYWHERE
    assert environment["GATEWAY_PORT"] == "1000"
    assert environment["GATEWAY_METRICS_PORT"] == "1010"


def test_each_service_is_told_of_the_others_what_it_needs(tmp_path: Path) -> None:
    stack = plan(tmp_path)

    assert stack.access("catalog") == {"CATALOG_DATABASE_URL": f"sqlite:///{tmp_path}/catalog.db"}
    assert stack.access("search") == {
        "SEARCH_CATALOG_TARGET": "127.0.0.1:1001",
        "MEILI_URL": "http://127.0.0.1:2002",
        "MEILI_MASTER_KEY": "master-key",
    }
    assert stack.access("auth") == {
        "AUTH_DATABASE_URL": f"sqlite:///{tmp_path}/auth.db",
        "AUTH_PUBLIC_URL": stack.address,
        "AUTH_SMTP_URL": "smtp://127.0.0.1:2003",
        "REDIS_URL": "redis://:password@127.0.0.1:2001/0",
        "AUTH_SECRET_KEY": (tmp_path / "secrets" / "AUTH_SECRET_KEY").read_text(),
    }
    assert stack.access("gateway") == {
        "GATEWAY_CATALOG_TARGET": "127.0.0.1:1001",
        "GATEWAY_SEARCH_TARGET": "127.0.0.1:1002",
        "GATEWAY_AUTH_TARGET": "127.0.0.1:1003",
        "GATEWAY_COOKIE_SECURE": "false",
        "GATEWAY_PUBLIC_URL": stack.address,
        "GATEWAY_DEV_MAIL_DIR": f"{tmp_path}/mail",
    }


@pytest.mark.parametrize(
    ("service", "name"),
    [
        ("catalog", "CATALOG_DATABASE_URL"),
        ("search", "SEARCH_CATALOG_TARGET"),
        ("auth", "AUTH_SECRET_KEY"),
        ("gateway", "GATEWAY_COOKIE_SECURE"),
        ("gateway", "PATH"),
    ],
)
def test_what_the_environment_says_stands(tmp_path: Path, service: str, name: str) -> None:
    assert plan(tmp_path, {name: "given"}).environment(service)[name] == "given"


def test_a_secret_that_is_given_is_not_made(tmp_path: Path) -> None:
    plan(tmp_path, {"AUTH_SECRET_KEY": "given"}).environment("auth")

    assert not (tmp_path / "secrets").exists()


def test_no_secret_is_on_a_command_line(tmp_path: Path) -> None:
    commands = " ".join(" ".join(step.program.command) for step in plan(tmp_path).steps())

    assert "password" not in commands
    assert "master-key" not in commands


def test_no_secret_is_shown_with_a_program(tmp_path: Path) -> None:
    shown = repr(plan(tmp_path, {"SOME_SECRET": "hush"}).steps()) + repr(
        [step.program for step in plan(tmp_path).steps()]
    )

    assert not any(secret in shown for secret in ("password'", "master-key", "hush"))


def test_our_own_python_runs_the_services_and_their_verbs(tmp_path: Path) -> None:
    commands = {step.program.name: step.program.command for step in plan(tmp_path).steps()}

    assert commands["gateway"] == (sys.executable, "-m", "services.gateway")
    assert commands["search reindex"] == (sys.executable, "-m", "services.search", "reindex")


def test_verbs_speak_to_the_terminal_and_processes_to_logs(tmp_path: Path) -> None:
    logs = {step.program.name: step.program.log for step in plan(tmp_path).steps()}

    verbs = {name for name, log in logs.items() if log is None}
    assert verbs == {"auth migrate", "catalog migrate", "catalog load", "search reindex"}
    assert logs["gateway"] == tmp_path / "log" / "gateway.jsonl"
    assert len({log for log in logs.values() if log is not None}) == 7


def test_the_address_is_one_that_a_browser_can_open(tmp_path: Path) -> None:
    assert plan(tmp_path).address == "http://127.0.0.1:1000"
