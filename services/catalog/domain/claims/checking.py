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
from services.catalog.domain.claims.finding import Finding, in_order

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
    """Return what the rules say, the gravest first, then in the order of the claim."""
    return in_order([finding for rule in RULES for finding in rule(claim, facts)])
