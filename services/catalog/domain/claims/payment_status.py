"""What the payment tables say of a code as such: bundled, not covered, for inpatients only."""

from collections.abc import Iterator

from services.catalog.domain.claims.claim import Claim
from services.catalog.domain.claims.facts import ClaimFacts
from services.catalog.domain.claims.finding import Finding, Severity
from services.catalog.domain.facts.kinds import Setting
from services.catalog.domain.records import Release

_PHYSICIAN = "Medicare Claims Processing Manual, chapter 23, addendum: MPFSDB status indicators"
_HOSPITAL = "OPPS addendum D1: status indicators"
_ERROR, _NOTE = Severity.ERROR, Severity.NOTE

# What a status says of a code, after its number; only what stops or changes payment.
STATUS = {
    "B": (_ERROR, "is always bundled into other services and never paid by itself"),
    "C": (_NOTE, "is priced by the contractor"),
    "E": (_NOTE, "is excluded from the fee schedule by regulation"),
    "I": (_ERROR, "is not valid for Medicare, which uses another code"),
    "M": (_NOTE, "is for reporting only"),
    "N": (_ERROR, "is not covered by Medicare"),
    "P": (_NOTE, "is bundled into a physician's service of the same day"),
    "X": (_NOTE, "is not a physician's service by statute; it is paid by another schedule"),
}
_OUTPATIENT = {
    "B": (_ERROR, "is not recognized on an outpatient hospital claim; another code may be"),
    "C": (_ERROR, "is paid for inpatients only"),
    "E1": (_ERROR, "is not paid by Medicare on an outpatient claim"),
    "E2": (_ERROR, "has no price on an outpatient claim and is not paid"),
    "M": (_ERROR, "is not billed to the contractor for hospitals"),
    "N": (_NOTE, "is packaged: it is not paid by itself"),
}


def find(claim: Claim, facts: ClaimFacts) -> Iterator[Finding]:
    """Yield what the status indicator of each code says, if it stops or changes payment."""
    for code, found_on in claim.by_code().items():
        lines = tuple(line.number for line in found_on)
        if claim.setting is Setting.PRACTITIONER and code in facts.schedule:
            release = facts.release("physician-fee-schedule")
            known = STATUS.get(facts.schedule[code].status)
            yield from _say(code, known, _PHYSICIAN, lines, release)
        elif claim.setting is Setting.OUTPATIENT_HOSPITAL and code in facts.hospital:
            release = facts.release("opps-addendum-b")
            yield from _say(code, _OUTPATIENT.get(facts.hospital[code]), _HOSPITAL, lines, release)


def _say(
    code: str,
    known: tuple[Severity, str] | None,
    source: str,
    lines: tuple[int, ...],
    release: Release | None,
) -> Iterator[Finding]:
    if known:
        severity, words = known
        yield Finding(severity, "payment-status", f"{code} {words}.", source, lines, (), release)
