"""Code, documentation, rules and dashboards speak of the same numbers."""

import ast
import json
import re
from collections.abc import Iterator

import pytest
import yaml

from tests.support.codebase import ROOT, python_files, tree
from tests.support.prometheus import DASHBOARDS, RULES, metrics_in

DOCUMENTED = (ROOT / "docs" / "metrics.md").read_text()
# What the client library makes of one metric.
PARTS = re.compile(r"_(bucket|count|sum)$")


def queries() -> Iterator[str]:
    """Yield every expression of rules and dashboards."""
    for file in RULES.glob("*.yaml"):
        for group in yaml.safe_load(file.read_text())["groups"]:
            yield from (rule["expr"] for rule in group["rules"])
    for file in DASHBOARDS.glob("*.json"):
        for panel in json.loads(file.read_text())["panels"]:
            yield from (target["expr"] for target in panel["targets"])


def recorded() -> set[str]:
    rules = yaml.safe_load((RULES / "objectives.yaml").read_text())["groups"]
    return {rule["record"] for group in rules for rule in group["rules"] if "record" in rule}


def documented(heading: str) -> dict[str, str]:
    """Return the labels of each metric in the table below a heading."""
    section = DOCUMENTED.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z_]+)` \| (.*?) \|", section, re.MULTILINE)
    return dict(rows)


ASKED = sorted({name for query in queries() for name in metrics_in(query)} - recorded())


@pytest.mark.parametrize("metric", ASKED)
def test_what_is_asked_for_is_documented(metric: str) -> None:
    names = {metric, PARTS.sub("", metric)}
    assert any(f"`{name}`" in DOCUMENTED for name in names)


def test_what_comes_from_elsewhere_is_said_and_used() -> None:
    assert set(documented("From elsewhere")) <= set(ASKED)


def test_the_labels_are_those_of_the_code() -> None:
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.*?) ?\|", DOCUMENTED, re.MULTILINE))
    wrong = {
        name: (labels, rows[name])
        for name, labels in coded()
        if name in rows and labels != [part for part in rows[name].split(", ") if part]
    }
    assert wrong == {}


def coded() -> Iterator[tuple[str, list[str]]]:
    """Yield each metric with its labels, where they are written out."""
    for file in python_files("services"):
        for node in ast.walk(tree(file)):
            match node:
                case ast.Call(
                    func=ast.Name(id="Counter" | "Gauge" | "Histogram"),
                    args=[ast.Constant(value=str(name)), _, ast.Tuple(elts=labels)],
                ) if all(isinstance(label, ast.Constant) for label in labels):
                    yield name, [str(getattr(label, "value", "")) for label in labels]
                case ast.Call(
                    func=ast.Name(id="Counter" | "Gauge" | "Histogram"),
                    args=[ast.Constant(value=str(name)), _],
                ):
                    yield name, []


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        (
            'sum by (le, route) (rate(a_bucket{route="/x_y"}[5m])) / on (job) b_total',
            "a_bucket b_total",
        ),
        (
            "histogram_quantile(0.9, c_bucket) > bool 0 unless on (revision) d_info",
            "c_bucket d_info",
        ),
        ('up{job=~"a_b"} == 0 or absent(e_f) and e:g_h:ratio', "up e_f e:g_h:ratio"),
    ],
)
def test_names_are_read_out_of_an_expression(expression: str, names: str) -> None:
    assert metrics_in(expression) == set(names.split())
