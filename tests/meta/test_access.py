"""Every route and every rpc says who may call it; what does not is closed, and fails here."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from flask import Flask

from services.gateway.access import Who, open_to, rule_of
from services.gateway.assets import Assets
from services.gateway.context import Context
from services.gateway.cookies import Cookies
from services.gateway.web import create_app
from tests.support.codebase import ROOT

PROTOS = sorted(ROOT.glob("protos/codebook/**/*.proto"))
RPC = re.compile(r"((?:^ *//.*\n)+)^ *rpc (\w+)\(", re.MULTILINE)
# Processes of ours, and on whose behalf: `gateway, for members`.
CALLERS = re.compile(
    r"// Callers: (?:gateway|search|assistant|consult|careers|cli|, )+"
    r"(?:, for (?:anyone|members|staff))?\."
)


@pytest.fixture
def app() -> Flask:
    nobody = SimpleNamespace(guest=lambda _: SimpleNamespace(session=""))
    parts = {"assets": Assets(), "public_url": "", "cookies": Cookies(secure=True)}
    return create_app(cast("Context", SimpleNamespace(**parts, guests=nobody)))


def rpcs() -> Iterator[tuple[Path, str, str]]:
    for proto in PROTOS:
        for match in RPC.finditer(proto.read_text()):
            yield proto, match[2], match[1]


RPCS = list(rpcs())


def test_every_route_says_who_may_use_it(app: Flask) -> None:
    rules = {
        rule.rule: rule_of(app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()
    }
    assert len(rules) > 10
    assert [route for route, rule in rules.items() if rule is None] == []


def test_a_route_that_does_not_say_is_closed(app: Flask) -> None:
    app.add_url_rule("/forgotten", view_func=lambda: "open")
    assert app.test_client().get("/forgotten").status_code == 403


def test_a_rule_is_what_the_view_declares() -> None:
    @open_to(Who.STAFF)
    def view() -> str:
        return ""

    assert rule_of(view) is Who.STAFF
    assert rule_of(lambda: "") is None


@pytest.mark.parametrize(
    ("proto", "name", "comment"),
    RPCS,
    ids=[f"{proto.stem}.{name}" for proto, name, _ in RPCS],
)
def test_every_rpc_says_who_may_call_it(proto: Path, name: str, comment: str) -> None:
    last = comment.strip().splitlines()[-1].strip()
    assert CALLERS.fullmatch(last), f"{proto.name}: {name} needs `// Callers: …` as its last line"


def test_no_rpc_is_overlooked() -> None:
    written = sum(len(re.findall(r"^ *rpc ", proto.read_text(), re.MULTILINE)) for proto in PROTOS)
    assert written == len(RPCS)
