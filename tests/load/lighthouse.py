"""`make lighthouse`: what Lighthouse says of the pages that readers meet first.

Each is to have 100 for accessibility, best practices and SEO, and 95 or more for performance.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.support.stack import running_stack

_LIGHTHOUSE = "lighthouse@13.5.0"
_CHROMIUM = "/usr/bin/chromium"
_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking"
_PAGES = {
    "home": "/",
    "results": "/search?q=type+2+diabetes",
    "code": "/codes/icd-10-cm/E11.9",
    "claim": "/tools/edits",
    "fees": "/tools/fees",
    "crosswalk": "/tools/crosswalk",
    "indicators": "/indicators",
}
_LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
_SECONDS = 300


def scores(url: str, folder: Path) -> tuple[dict[str, int], list[str]]:
    """Return the score of each category, of 100, and the titles of audits that failed."""
    report = folder / "report.json"
    command = ["npm", "exec", "--yes", f"--package={_LIGHTHOUSE}", "--", "lighthouse", url]
    command += ["--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--chrome-flags={_FLAGS}", f"--only-categories={','.join(_LEAST)}"]
    environment = {**os.environ, "CHROME_PATH": _CHROMIUM}
    subprocess.run(command, env=environment, check=True, timeout=_SECONDS)
    found = json.loads(report.read_text())
    rated = {key: round(100 * found["categories"][key]["score"]) for key in _LEAST}
    return rated, list(_failed(found))


def _failed(report: Mapping[str, dict[str, dict[str, object]]]) -> Iterator[str]:
    """Yield the audits that count in a category and are not passed."""
    for category in report["categories"].values():
        references: Sequence[Mapping[str, object]] = category["auditRefs"]  # type: ignore[assignment]
        for reference in references:
            audit = report["audits"][str(reference["id"])]
            if reference["weight"] and audit["score"] is not None and audit["score"] != 1:
                yield f"{category['id']}: {audit['title']} ({audit.get('displayValue', '')})"


def rate(address: str) -> bool:
    """Print the scores of every page of the website; return whether all are high enough."""
    good = True
    for name, path in _PAGES.items():
        with tempfile.TemporaryDirectory() as folder:
            rated, failed = scores(address + path, Path(folder))
        good &= all(value >= _LEAST[key] for key, value in rated.items())
        line = "  ".join(f"{key} {value}" for key, value in rated.items())
        sys.stdout.write("\n    ".join([f"{name:11} {line}", *failed]) + "\n")
    return good


def main() -> int:
    """Rate the website at the address given, else one that is started for it."""
    if shutil.which("npm") is None or not Path(_CHROMIUM).exists():
        sys.exit(f"Lighthouse needs npm and a browser at {_CHROMIUM}.")
    if len(sys.argv) > 1:
        return 0 if rate(sys.argv[1].rstrip("/")) else 1
    with tempfile.TemporaryDirectory() as var, running_stack(Path(var)) as stack:
        return 0 if rate(stack.address) else 1


if __name__ == "__main__":
    sys.exit(main())
