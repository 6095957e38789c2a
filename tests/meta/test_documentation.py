"""What is not documented fails: every setting, metric, make target and address."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from services.runtime.settings import ServiceSettings
from tests.support.codebase import ROOT, name, python_files, tree

OPERATIONS = (ROOT / "docs/operations.md").read_text()
METRICS = (ROOT / "docs/metrics.md").read_text()
# The customary names of gRPC and HTTP numbers, and ours with a unit at the end.
METRIC = re.compile(
    r"(grpc_(server|client)_(started|handled)_total|grpc_(server|client)_handling_seconds"
    r"|http_request_duration_seconds|codebook_(build_info|health_part)"
    r"|codebook_(auth|catalog|gateway|search)_[a-z_]+)"
)


def settings_files() -> list[Path]:
    return [file for file in python_files("services") if file.name == "settings.py"]


def variables(file: Path) -> Iterator[str]:
    """Yield the environment variable of every setting that a module defines."""
    module = importlib.import_module(name(file).removesuffix(".py").replace("/", "."))
    for value in vars(module).values():
        if not (isinstance(value, type) and issubclass(value, BaseSettings)):
            continue
        if value.__module__ != module.__name__:
            continue
        prefix = str(value.model_config.get("env_prefix", "")).upper()
        for field, info in value.model_fields.items():
            alias = info.validation_alias
            # What every service has is documented once.
            shared = field in ServiceSettings.model_fields
            name_here = f"<SERVICE>_{field}" if shared else f"{prefix}{field}"
            yield (alias if isinstance(alias, str) else name_here).upper()


def metric_names(file: Path) -> Iterator[str]:
    for node in ast.walk(tree(file)):
        match node:
            case ast.Call(
                func=ast.Name(id="Counter" | "Gauge" | "Histogram" | "Info" as kind),
                args=[ast.Constant(value=str(metric)), *_],
            ):
                yield f"{metric}_info" if kind == "Info" else metric


ALL_METRICS = sorted({m for file in python_files("services") for m in metric_names(file)})


@pytest.mark.parametrize("file", settings_files(), ids=name)
def test_every_setting_is_in_operations(file: Path) -> None:
    missing = [variable for variable in variables(file) if f"`{variable}`" not in OPERATIONS]
    assert missing == []


@pytest.mark.parametrize("metric", ALL_METRICS)
def test_every_metric_is_documented(metric: str) -> None:
    assert f"`{metric}`" in METRICS


@pytest.mark.parametrize("metric", ALL_METRICS)
def test_every_metric_has_a_customary_name(metric: str) -> None:
    assert METRIC.fullmatch(metric)


def test_nothing_is_documented_that_is_not_there() -> None:
    ours = METRICS.partition("## From elsewhere")[0]
    documented = set(re.findall(r"^\| `((?!process_)[a-z_]+)`", ours, re.MULTILINE))
    assert documented - set(ALL_METRICS) == set()


def test_every_make_target_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z][a-z-]*):(?!=)(.*)$", makefile, re.MULTILINE)
    assert len(targets) >= 12
    assert [target for target, rest in targets if "##" not in rest] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) < 170


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
