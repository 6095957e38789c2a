"""Procedure codes that are not, not yet or no longer valid on the date of service."""

import re
from collections.abc import Iterator

from services.catalog.domain.claims.claim import Claim
from services.catalog.domain.claims.facts import ClaimFacts
from services.catalog.domain.claims.finding import Finding, Severity
from services.catalog.domain.claims.validity import not_in_force, rule_of
from services.catalog.domain.kinds import CodeStatus
from services.catalog.domain.records import Version

_SOURCE = "45 CFR 162.1000: code sets valid on the date of service"
_LEVEL_II = re.compile(r"[A-CE-V][0-9]{4}")
_FORM = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")


def find(claim: Claim, facts: ClaimFacts) -> Iterator[Finding]:
    """Yield each code that its publisher does not have, or not on the day.

    A CPT number whose list is not loaded is looked for in the fee schedule, the outpatient table
    and the unit limits, which name every number that Medicare knows.
    """
    for code, found_on in claim.by_code().items():
        lines = tuple(line.number for line in found_on)
        found = facts.service(code)
        if found:
            yield from _dated(*found, facts, lines)
        elif not _is_listed(code, facts):
            yield _unknown(code, facts, lines)


def _is_listed(code: str, facts: ClaimFacts) -> bool:
    if facts.release("hcpcs") and _LEVEL_II.fullmatch(code):
        return False
    return code in facts.schedule or code in facts.hospital or code in facts.limits


def _dated(
    version: Version, status: CodeStatus, facts: ClaimFacts, lines: tuple[int, ...]
) -> Iterator[Finding]:
    if sentence := not_in_force(version.code, version, status):
        rule = rule_of("code", status)
        if instead := facts.replacements.get(version.code):
            sentence += f" CMS refers to {', '.join(instead)}."
    elif not version.billable:
        sentence = f"{version.code} is a heading, not a code that can be reported."
        rule = "code-unknown"
    else:
        return
    release = facts.release(version.system)
    yield Finding(Severity.ERROR, rule, sentence, _SOURCE, lines, release=release)


def _unknown(code: str, facts: ClaimFacts, lines: tuple[int, ...]) -> Finding:
    severity, release = Severity.ERROR, facts.release("hcpcs")
    if not _FORM.fullmatch(code):
        sentence = f"{code} is not written as a HCPCS or CPT code is: five characters."
        release = None
    elif release and _LEVEL_II.fullmatch(code):
        sentence = f"HCPCS Level II has no code {code}."
    elif release := facts.release("cpt"):
        sentence = f"CPT has no code {code}."
    elif release := facts.release("physician-fee-schedule"):
        severity = Severity.WARNING
        sentence = f"{code} is in no table that is loaded, nor in the physician fee schedule."
    else:
        severity = Severity.WARNING
        sentence = (
            f"Whether there is a code {code} cannot be said: no list of such codes is loaded."
        )
    return Finding(severity, "code-unknown", sentence, _SOURCE, lines, release=release)
