"""Lines that say the same twice."""

from collections import defaultdict
from collections.abc import Iterator

from services.catalog.domain.claims.bypass import DISTINCT
from services.catalog.domain.claims.claim import Claim, Line
from services.catalog.domain.claims.facts import ClaimFacts
from services.catalog.domain.claims.finding import Finding, Severity

_SOURCE = "Medicare Claims Processing Manual, chapter 1, section 120: detection of duplicates"
# Repeated, or distinct.
_AGAIN = frozenset("76 77 91".split()) | DISTINCT


def find(claim: Claim, _: ClaimFacts) -> Iterator[Finding]:
    """Yield each group of lines with one code and the same modifiers.

    A modifier that says that a service was repeated or distinct makes the second line possible.
    """
    groups: defaultdict[tuple[str, frozenset[str]], list[Line]] = defaultdict(list)
    for line in claim.lines:
        groups[line.code, frozenset(line.modifiers)].append(line)
    for (code, modifiers), lines in groups.items():
        if len(lines) == 1:
            continue
        numbers = tuple(line.number for line in lines)
        if again := sorted(modifiers & _AGAIN):
            severity = Severity.WARNING
            rest = f"All have {again[0]}, so only the record tells them apart."
        else:
            severity = Severity.ERROR
            rest = "The second is refused: add its units to the first, or say with 76, 77 or 91 "
            rest += "that it was done again, or with 59 or X modifiers that it was distinct."
        sentence = f"{code} stands on {len(lines)} lines with the same modifiers. {rest}"
        yield Finding(severity, "duplicate-line", sentence, _SOURCE, numbers)
