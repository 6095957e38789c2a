"""Add-on codes: paid only beside the service that they add to."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.catalog.domain.claims.claim import Claim, Line
from services.catalog.domain.claims.facts import ClaimFacts
from services.catalog.domain.claims.finding import Finding, Severity
from services.catalog.readers.add_on_codes import KIND, AddOnCode

_SOURCE = "NCCI Policy Manual, chapter I, section R: add-on codes; NCCI add-on code edits"
_ZZZ = "Medicare Claims Processing Manual, chapter 23, addendum: MPFSDB global period ZZZ"
_LISTED, _BY_CONTRACTOR = "1", "2"
_SHOWN = 8


def find(claim: Claim, facts: ClaimFacts) -> Iterator[Finding]:
    """Yield each add-on line without a primary code on the claim.

    Type 1: the primary codes are listed. Type 2: each contractor defines them. Type 3: some are
    listed, and the contractor may take others. Where no list is in force, the fee schedule's
    global period ZZZ says which codes are add-ons, but not to what.
    """
    mains = [code for code in claim.codes() if not _adds(code, facts)]
    for code, lines in claim.by_code().items():
        edits = [one for one in facts.add_ons.get(code, ()) if in_force(one, claim.day)]
        others = [one for one in mains if one != code]
        if edits:
            yield from _by_list(edits, lines, others, claim, facts)
        elif _adds(code, facts) and not others and not facts.release(KIND):
            sentence = f"{code} is an add-on code, and no line has a service that it could add to."
            numbers = tuple(line.number for line in lines)
            release = facts.release("physician-fee-schedule")
            yield Finding(Severity.ERROR, "add-on-alone", sentence, _ZZZ, numbers, release=release)


def in_force(edit: AddOnCode, day: date) -> bool:
    """Return whether an edit applies on the day: from its effective date to its deletion date."""
    ends = (edit.deletion, edit.add_on_code_deletion, edit.primary_code_deletion)
    return edit.effective <= day and not any(end is not None and end < day for end in ends)


def _adds(code: str, facts: ClaimFacts) -> bool:
    row = facts.schedule.get(code)
    return code in facts.add_ons or (row is not None and row.global_days == "ZZZ")


def _by_list(
    edits: Sequence[AddOnCode],
    lines: Sequence[Line],
    others: Sequence[str],
    claim: Claim,
    facts: ClaimFacts,
) -> Iterator[Finding]:
    primaries = sorted({one.primary_code for one in edits if one.primary_code})
    if any(primary in claim.codes() for primary in primaries):
        return
    code, kinds = edits[0].add_on_code, {one.edit_type for one in edits}
    if kinds == {_LISTED}:
        severity = Severity.ERROR
        rest = f"It is paid beside {_some(primaries)} only, and none of them is on the claim."
    elif others:
        severity = Severity.WARNING
        rest = "Which services it may add to is for the contractor to say"
        rest += f", beyond {_some(primaries)}." if primaries else "."
    else:
        severity = Severity.ERROR
        rest = "No line has a service that it could add to."
    sentence = f"{code} is an add-on code. {rest}"
    numbers = tuple(line.number for line in lines)
    release = facts.release(KIND)
    yield Finding(severity, "add-on-alone", sentence, _SOURCE, numbers, release=release)


def _some(codes: Sequence[str]) -> str:
    more = len(codes) - _SHOWN
    shown = ", ".join(codes[:_SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown
