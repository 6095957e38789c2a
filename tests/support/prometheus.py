"""Prometheus' own tool, and which numbers an expression asks for."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.support.codebase import ROOT
from tests.support.parts import missing

RULES = ROOT / "deploy" / "helm" / "platform" / "rules"
DASHBOARDS = ROOT / "deploy" / "helm" / "platform" / "dashboards"

# Words that are followed by what they apply to, and are no metric.
_LABEL_LISTS = re.compile(r"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)")
_SELECTORS = re.compile(r"\{[^}]*\}|\[[^\]]*\]|\"[^\"]*\"")
_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*(?!\s*\(|[a-zA-Z0-9_:])")
_WORDS = {"and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring"}


def demand(program: str) -> Path:
    """Return Debian's promtool or prometheus; skips, or fails in CI, without it."""
    found = shutil.which(program)
    if found is None:
        missing(f"There is no {program}: it is in Debian's package prometheus.")
    return Path(found)


def promtool(*arguments: object) -> str:
    """Return what promtool prints; AssertionError with it when it fails."""
    command = [str(demand("promtool")), *map(str, arguments)]
    done = subprocess.run(command, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def metrics_in(expression: str) -> set[str]:
    """Return the metrics that an expression asks for, a histogram's and counter's by base name."""
    bare = _SELECTORS.sub("", _LABEL_LISTS.sub("", expression))
    names = set(_NAME.findall(bare)) - _WORDS
    return {name for name in names if "_" in name or name == "up"}
