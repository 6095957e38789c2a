"""Dashboards: whole, unlike one another, and every query one that Prometheus takes."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.prometheus import DASHBOARDS, promtool

FILES = sorted(DASHBOARDS.glob("*.json"))


def load(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text()))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_panel_says_what_it_shows_and_asks_prometheus(file: Path) -> None:
    board = load(file)
    assert board["uid"] == f"codebook-{file.stem}"
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    for panel in board["panels"]:
        assert panel["title"]
        assert panel["description"]
        assert panel["targets"]
        assert all(target["datasource"]["uid"] == "${datasource}" for target in panel["targets"])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_panel_covers_another(file: Path) -> None:
    taken: set[tuple[int, int]] = set()
    for panel in load(file)["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        cells = {
            (place["x"] + dx, place["y"] + dy)
            for dx in range(place["w"])
            for dy in range(place["h"])
        }
        assert taken.isdisjoint(cells), panel["title"]
        taken |= cells


def test_prometheus_takes_every_query(tmp_path: Path) -> None:
    """promtool checks expressions in rules only, so each query is made one."""
    rules = [
        {"record": f"query:{number}", "expr": expression}
        for number, expression in enumerate(expressions())
    ]
    assert len(rules) >= 30
    file = tmp_path / "rules.yaml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboards", "rules": rules}]}))
    promtool("check", "rules", file)


def expressions() -> list[str]:
    return [
        target["expr"].replace("$__rate_interval", "5m")
        for file in FILES
        for panel in load(file)["panels"]
        for target in panel["targets"]
    ]
