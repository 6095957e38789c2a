"""Medically unlikely edits: more units of a service than one patient can need on one day."""

from collections.abc import Iterator

from services.catalog.domain.claims.claim import Claim, Line
from services.catalog.domain.claims.facts import ClaimFacts
from services.catalog.domain.claims.finding import Finding, Severity
from services.catalog.domain.facts.kinds import Setting
from services.catalog.domain.records import Release
from services.catalog.readers.mue import Mue

KINDS = {
    Setting.PRACTITIONER: "mue-practitioner",
    Setting.OUTPATIENT_HOSPITAL: "mue-outpatient-hospital",
    Setting.DME_SUPPLIER: "mue-dme",
}

_SOURCE = "NCCI Policy Manual, chapter I, section V: medically unlikely edits"
_BY_LINE = "1"
# What can be done, by MUE adjudication indicator (NCCI Policy Manual, chapter I, section V).
_WAYS_OUT = {
    "1": (
        "The limit is of each line (MAI 1): units beyond it that were really given go on a further "
        "line with the modifier that says why."
    ),
    "2": (
        "The limit is of the day and follows from law, policy or anatomy (MAI 2): no modifier and "
        "no appeal lifts it."
    ),
    "3": (
        "The limit is of the day and clinical (MAI 3): all units are denied first; an appeal needs "
        "a record that shows that each was necessary."
    ),
}


def find(claim: Claim, facts: ClaimFacts) -> Iterator[Finding]:
    """Yield each line, or each code of the day, with more units than its limit.

    MAI 1 is a claim line edit; MAI 2 and 3 are date of service edits, for which the units of all
    lines of the day with the code are added.
    """
    release = facts.release(KINDS[claim.setting])
    for code, lines in claim.by_code().items():
        limit = facts.limits.get(code)
        if limit is None:
            continue
        by_line = limit.adjudication_indicator == _BY_LINE
        for part in [[line] for line in lines] if by_line else [lines]:
            units = sum(line.units for line in part)
            if units > limit.units:
                yield _exceeded(limit, part, units, release)


def _exceeded(limit: Mue, lines: list[Line], units: int, release: Release | None) -> Finding:
    together = f" on {len(lines)} lines together" if len(lines) > 1 else ""
    most = f"at most {limit.units} are" if limit.units else "none is"
    sentence = (
        f"{units} units of {limit.hcpcs}{together}; {most} paid. "
        f"{_WAYS_OUT[limit.adjudication_indicator]} Reason of the limit: {limit.rationale}."
    )
    rule = "mue-line" if limit.adjudication_indicator == _BY_LINE else "mue-day"
    numbers = tuple(line.number for line in lines)
    return Finding(Severity.ERROR, rule, sentence, _SOURCE, numbers, release=release)
