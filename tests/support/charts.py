"""The charts as an operator has them: with their dependencies, rendered by the pinned helm."""

import functools
import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.charts.reference import ALL, CHARTS
from tests.support.kubernetes_tools import demand_tool

Manifest = dict[str, Any]


class Charts:
    """A copy of deploy/helm in which every chart has what it depends on."""

    def __init__(self, folder: Path) -> None:
        self._helm = demand_tool("helm")
        self.folder = folder
        for source in CHARTS.iterdir():
            if source.is_dir():
                built = shutil.ignore_patterns("charts", "Chart.lock")
                shutil.copytree(source, folder / source.name, ignore=built)
        for chart in ALL:
            self.helm("dependency", "update", "--skip-refresh", chart)

    def helm(self, *arguments: str) -> str:
        """Return what helm prints; AssertionError with what it says when it fails."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run helm in the folder of the charts."""
        return subprocess.run(
            [self._helm, *arguments], cwd=self.folder, text=True, capture_output=True, check=False
        )

    @functools.cache  # noqa: B019 - it lives as long as the tests
    def render(self, chart: str, *options: str) -> Sequence[Manifest]:
        """Return the manifests of a chart, of release "book" in namespace "shelf"."""
        text = self.helm("template", "book", chart, "--namespace", "shelf", *options)
        documents = yaml.load_all(text, Loader=yaml.CSafeLoader)
        return [document for document in documents if document]


def cases() -> Iterator[tuple[str, Path | None]]:
    """Yield every chart with each of its ci/*-values.yaml, and with none."""
    for chart in ALL:
        yield chart, None
        for values in sorted((CHARTS / chart / "ci").glob("*-values.yaml")):
            yield chart, values


def case_options(values: Path | None) -> tuple[str, ...]:
    """Return what helm is told of a file of values."""
    return () if values is None else ("--values", str(values))


def setting(values: Mapping[str, object]) -> tuple[str, ...]:
    """Return what helm is told of values."""
    return tuple(f"--set-json={name}={json.dumps(value)}" for name, value in values.items())


def pods(manifests: Sequence[Manifest]) -> Iterator[tuple[str, Manifest, Manifest]]:
    """Yield the name, the metadata and the spec of every pod that the manifests make."""
    for manifest in manifests:
        name = f"{manifest['kind']} {manifest['metadata']['name']}"
        template = manifest.get("spec", {})
        if manifest["kind"] == "CronJob":
            template = template["jobTemplate"]["spec"]
        if manifest["kind"] == "Pod":
            yield name, manifest["metadata"], manifest["spec"]
        elif "template" in template:
            yield name, template["template"]["metadata"], template["template"]["spec"]
