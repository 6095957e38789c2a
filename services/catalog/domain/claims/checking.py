"""All rules on one claim."""

from collections.abc import Callable, Iterator

from services.catalog.domain.claims import (
    add_ons,
    diagnoses,
    duplicates,
    excludes,
    modifiers,
    mue,
    payment_status,
    ptp,
    sequencing,
    service_codes,
)
from services.catalog.domain.claims.claim import Claim
from services.catalog.domain.claims.facts import ClaimFacts
from services.catalog.domain.claims.finding import Finding, Severity, in_order

MOST_FINDINGS = 300
_LENGTH = "The list is cut here"

RULES: tuple[Callable[[Claim, ClaimFacts], Iterator[Finding]], ...] = (
    service_codes.find,
    payment_status.find,
    modifiers.find,
    duplicates.find,
    ptp.find,
    mue.find,
    add_ons.find,
    diagnoses.find,
    excludes.find,
    sequencing.find,
)


def check(claim: Claim, facts: ClaimFacts) -> list[Finding]:
    """Return what the rules say, the gravest first, then in the order of the claim.

    At most MOST_FINDINGS: nobody reads more, and a hundred codes have thousands of pairs.
    """
    found = in_order([finding for rule in RULES for finding in rule(claim, facts)])
    more = len(found) - MOST_FINDINGS
    if more <= 0:
        return found
    words = f"{more:,} more findings are not listed. Mend the first ones and check again."
    return [*found[:MOST_FINDINGS], Finding(Severity.NOTE, "more-findings", words, _LENGTH)]
