"""Diagnoses that cannot be reported, stand in the wrong place, or are pointed at in vain."""

from collections.abc import Iterator

from services.catalog.domain.claims.claim import Claim
from services.catalog.domain.claims.facts import ClaimFacts, Diagnosis
from services.catalog.domain.claims.finding import Finding, Severity
from services.catalog.domain.claims.validity import not_in_force, rule_of
from services.catalog.domain.records import Release

SYSTEM = "icd-10-cm"
_VALID = "ICD-10-CM Guidelines, section I.B.2: level of detail in coding"
_ONCE = "ICD-10-CM Guidelines, section I.B.12: each code is reported once"
_EXTERNAL = "ICD-10-CM Guidelines, section I.C.20.a.6: external cause codes are never listed first"
_POINTERS = "Medicare Claims Processing Manual, chapter 26, section 10.4: item 24E"


def find(claim: Claim, facts: ClaimFacts) -> Iterator[Finding]:
    """Yield each diagnosis that is unknown, not billable, not in force, repeated or misplaced."""
    release = facts.release(SYSTEM)
    for number, code in enumerate(claim.diagnoses, 1):
        found = facts.diagnoses.get(code)
        if found is None:
            if release:
                yield _unknown(code, number, release)
        else:
            yield from _validity(found, number, release)
        if code in claim.diagnoses[: number - 1]:
            first = claim.diagnoses.index(code) + 1
            sentence = f"{_printed(code, facts)} is reported already, as diagnosis {first}."
            numbers = (first, number)
            yield Finding(Severity.ERROR, "diagnosis-twice", sentence, _ONCE, (), numbers)
    if claim.diagnoses and claim.diagnoses[0][0] in "VWXY":
        sentence = (
            f"{_printed(claim.diagnoses[0], facts)} is an external cause, never listed first."
        )
        rule = "diagnosis-first"
        yield Finding(Severity.ERROR, rule, sentence, _EXTERNAL, (), (1,), release)
    yield from _pointers(claim)


def _unknown(code: str, number: int, release: Release) -> Finding:
    sentence = f"ICD-10-CM has no code {code}."
    return Finding(Severity.ERROR, "diagnosis-unknown", sentence, _VALID, (), (number,), release)


def _validity(found: Diagnosis, number: int, release: Release | None) -> Iterator[Finding]:
    version = found.version
    if sentence := not_in_force(version.code, version, found.status):
        rule = rule_of("diagnosis", found.status)
    elif not version.billable:
        rule = "diagnosis-not-billable"
        sentence = f"{version.code} is a heading: a code below it, with more characters, is needed."
    else:
        return
    yield Finding(Severity.ERROR, rule, sentence, _VALID, (), (number,), release)


def _pointers(claim: Claim) -> Iterator[Finding]:
    """Yield each pointer to a diagnosis that there is not, and each line that points at none."""
    for line in claim.lines:
        beyond = [pointer for pointer in line.pointers if pointer > len(claim.diagnoses)]
        if beyond:
            words = f"The line points at diagnosis {beyond[0]}; there are {len(claim.diagnoses)}."
            yield Finding(Severity.ERROR, "pointer", words, _POINTERS, (line.number,))
    without = tuple(line.number for line in claim.lines if not line.pointers)
    if 0 < len(without) < len(claim.lines):
        words = "No diagnosis is pointed at, as other lines do."
        yield Finding(Severity.WARNING, "pointer", words, _POINTERS, without)


def _printed(code: str, facts: ClaimFacts) -> str:
    found = facts.diagnoses.get(code)
    return found.version.code if found else code
