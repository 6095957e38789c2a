"""No route appears or vanishes without the documentation, and none answers to an odd method."""

import re
from types import SimpleNamespace
from typing import cast

import pytest
from werkzeug.routing import Rule

from services.gateway.assets import Assets
from services.gateway.context import Context
from services.gateway.cookies import Cookies
from services.gateway.web import create_app
from tests.support.codebase import ROOT

SECTION = re.compile(r"^## Addresses$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@pytest.fixture
def rules() -> list[Rule]:
    # Routes are made without asking anybody, so nobody needs to be there.
    app = create_app(
        cast(
            "Context", SimpleNamespace(assets=Assets(), public_url="", cookies=Cookies(secure=True))
        )
    )
    return list(app.url_map.iter_rules())


def documented() -> set[str]:
    section = SECTION.search((ROOT / "docs/architecture.md").read_text())
    assert section is not None
    return set(re.findall(r"`(/[^`]*)`", section[1]))


def test_every_route_is_documented_and_every_documented_one_is_there(rules: list[Rule]) -> None:
    assert {re.sub(r"<\w+:", "<", rule.rule) for rule in rules} == documented()


def test_the_website_reads_or_takes_forms(rules: list[Rule]) -> None:
    for rule in rules:
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS", "POST"}, rule.rule
