"""What a rule says of a claim."""

from dataclasses import dataclass
from enum import IntEnum

from services.catalog.domain.records import Release


class Severity(IntEnum):
    """What a finding does to a claim. The numbers are those on the wire."""

    # As it is written, the rule refuses the line, units or diagnosis.
    ERROR = 1
    # It depends on what the claim does not say.
    WARNING = 2
    # Good to know.
    NOTE = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that one rule says; lines and diagnoses count from 1.

    `source` is where the rule is written, `release` what the fact was read from, if it was.
    """

    severity: Severity
    rule: str
    sentence: str
    source: str
    lines: tuple[int, ...] = ()
    diagnoses: tuple[int, ...] = ()
    release: Release | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One table that a claim was checked against; `release` None when nothing was in force."""

    name: str
    release: Release | None


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return the findings by severity, then by line, then by diagnosis."""
    return sorted(findings, key=lambda one: (one.severity, one.lines, one.diagnoses, one.rule))
