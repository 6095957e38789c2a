"""axe, which finds what keeps people with a disability out of a page; fetched once, checked."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from services.cli.errors import PartError
from services.cli.packages import Package, fetch, sha256_of
from tests.support.codebase import ROOT
from tests.support.parts import missing

_AXE = Package(
    name="the npm package axe-core@4.14.1",
    command=("npm", "pack", "axe-core@4.14.1", "--pack-destination"),
    pattern="*.tgz",
    member="package/axe.min.js",
    sha256="29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c",
)
_RUN = """async (options) => {
  const found = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")} (${node.failureSummary})`));
}"""


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe finds in the page as it is, one line for each element; without rules, all."""
    page.evaluate(_source())
    found: Any = page.evaluate(_RUN, {"runOnly": list(rules)} if rules else {})
    return list(found)


@cache
def _source() -> str:
    kept = ROOT / ".parts" / "axe-4.14.1.js"
    if not kept.is_file() or sha256_of(kept) != _AXE.sha256:
        try:
            fetch(_AXE, kept)
        except PartError as error:
            missing(str(error))
    return kept.read_text()
