"""Every alert: that Prometheus takes it, fires when it should and only then, and is explained."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.codebase import ROOT
from tests.support.prometheus import RULES, promtool

FILES = sorted(RULES.glob("*.yaml"))
RUNBOOKS = ROOT / "docs" / "operations" / "alerts.md"
CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "alerts.yaml").read_text()
)


def rules(*files: Path) -> Iterator[dict[str, Any]]:
    for file in files:
        for group in yaml.safe_load(file.read_text())["groups"]:
            yield from group["rules"]


ALERTS = [rule for rule in rules(*FILES) if "alert" in rule]


def test_prometheus_takes_the_rules() -> None:
    promtool("check", "rules", *FILES)


def test_prometheus_takes_what_make_observe_gives_it() -> None:
    said = promtool("check", "config", ROOT / "deploy" / "prometheus.yaml")
    assert f"{len(FILES)} rule files found" in said


def test_every_alert_has_numbers_on_which_it_fires_and_on_which_it_does_not() -> None:
    severities: dict[str, list[str]] = {}
    for alert in ALERTS:
        severities.setdefault(alert["alert"], []).append(alert["labels"]["severity"])
    wanted = {
        f"{name} {severity}" if len(found) > 1 else name
        for name, found in severities.items()
        for severity in found
    }
    assert set(CASES) == wanted
    assert all({"at", "fires", "quiet"} == set(case) for case in CASES.values())


@pytest.mark.parametrize("kind", ["fires", "quiet"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_alert_fires_when_it_should_and_only_then(tmp_path: Path, file: Path, kind: str) -> None:
    own = {rule["alert"] for rule in rules(file) if "alert" in rule}
    tests = [
        as_promtool(name, case, kind) for name, case in CASES.items() if name.split()[0] in own
    ]
    # What looks at days may look every five minutes.
    pause = "5m" if file.stem == "objectives" else "1m"
    content = {"rule_files": [str(file)], "evaluation_interval": pause, "tests": tests}
    written = tmp_path / "tests.yaml"
    written.write_text(yaml.safe_dump(content))
    promtool("test", "rules", written)


def as_promtool(name: str, case: dict[str, Any], kind: str) -> dict[str, Any]:
    alert, _, severity = name.partition(" ")
    matchers = f'alertname="{alert}", alertstate="firing"'
    if severity:
        matchers += f', severity="{severity}"'
    counted = {
        "expr": f"count(ALERTS{{{matchers}}}) > bool 0",
        "eval_time": f"{case['at']}m",
        "exp_samples": [{"labels": "{}", "value": 1}] if kind == "fires" else [],
    }
    series = [{"series": key, "values": str(values)} for key, values in case[kind].items()]
    return {
        "name": f"{name} {kind}",
        "interval": "1m",
        "input_series": series,
        "promql_expr_test": [counted],
    }


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: str(alert["alert"]))
def test_an_alert_says_what_is_wrong_and_what_to_do(alert: dict[str, Any]) -> None:
    assert alert["labels"]["severity"] in {"page", "ticket"}
    assert alert["annotations"]["summary"]
    assert alert["annotations"]["runbook"] == f"docs/operations/alerts.md#{alert['alert'].lower()}"
    assert f"\n## {alert['alert']}\n" in RUNBOOKS.read_text()


def test_no_runbook_is_of_an_alert_that_is_not_there() -> None:
    headings = [line[3:] for line in RUNBOOKS.read_text().splitlines() if line.startswith("## ")]
    assert sorted(headings) == sorted({alert["alert"] for alert in ALERTS})
