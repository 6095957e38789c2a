"""A check-up of the catalog as JSON, for `codebook doctor`."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from services.catalog.domain.checkup import Finding


@dataclass(frozen=True)
class Checkup:
    """The findings; the revision that an index should be built from, and how many codes it has."""

    findings: Iterable[Finding]
    revision: str
    codes: int


def to_json(checkup: Checkup) -> str:
    """Return an object of `revision`, `codes` and `findings`, each of level, about, sentence."""
    findings = [asdict(finding) for finding in checkup.findings]
    return json.dumps({**asdict(checkup), "findings": findings}, ensure_ascii=False)
