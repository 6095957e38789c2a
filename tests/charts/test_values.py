"""What may be set: a typing error is refused, and named."""

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.charts import reference
from tests.support.charts import Charts, setting
from tests.support.codebase import ROOT

TYPOS: list[tuple[str, dict[str, object], str]] = [
    ("gateway", {"replica": 3}, "replica"),
    ("gateway", {"ingress": {"enable": True}}, "enable"),
    ("gateway", {"settings": {"GATEWAY_COKIE_DAYS": 3}}, "GATEWAY_COKIE_DAYS"),
    ("gateway", {"service": {"type": "LoadBalencer"}}, "type"),
    ("gateway", {"service": {"port": "80"}}, "port"),
    ("catalog", {"imports": {"shedule": "* * * * *"}}, "shedule"),
    ("catalog", {"secrets": {"CATALOG_DATABASE_URL": {"secrets": "a"}}}, "secrets"),
    ("catalog", {"secrets": {"CATALOG_DATABASE_URI": {"secret": "a", "key": "b"}}}, "URI"),
    ("catalog", {"image": {"digest": "0123"}}, "digest"),
    ("search", {"reindex": {"suspend": "no"}}, "suspend"),
    ("search", {"tls": {"issuer": {"kind": "Isuer"}}}, "kind"),
    ("auth", {"settings": {"AUTH_GEST__PAGE_VIEW": 3}}, "AUTH_GEST__PAGE_VIEW"),
    ("auth", {"autoscaling": {"max": 0}}, "max"),
    ("datastores", {"redis": {"storage": {"siz": "1Gi"}}}, "siz"),
    ("platform", {"instal": {}}, "instal"),
    ("platform", {"global": {"grup": "a"}}, "grup"),
    ("platform", {"catalog": {"replica": 3}}, "replica"),
    ("platform", {"rules": {"enable": True}}, "enable"),
]


@pytest.mark.parametrize(("chart", "values", "named"), TYPOS, ids=lambda value: str(value)[:40])
def test_a_typing_error_is_refused_and_named(
    charts: Charts, chart: str, values: dict[str, object], named: str
) -> None:
    done = charts.run("template", "book", chart, *setting(values))
    assert done.returncode != 0
    assert named in done.stderr


@pytest.mark.parametrize("chart", [*reference.SERVICES, "platform"])
def test_a_chart_runs_the_version_that_it_comes_with(chart: str) -> None:
    text = (reference.CHARTS / chart / "Chart.yaml").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert yaml.safe_load(text)["appVersion"] == project["version"]


@pytest.mark.parametrize("chart", reference.ALL)
def test_every_map_of_known_values_is_closed(chart: str) -> None:
    schema = json.loads(reference.schema(chart))
    open_maps = [path for path, one in maps(schema) if "properties" in one and is_open(one)]
    assert open_maps == []


def is_open(one: dict[str, Any]) -> bool:
    return one.get("additionalProperties") is not False


def maps(schema: dict[str, Any], path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    yield path, schema
    for name, inner in schema.get("properties", {}).items():
        yield from maps(inner, f"{path}.{name}")
