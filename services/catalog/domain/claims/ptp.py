"""Procedure-to-procedure edits: two services of which one is not paid beside the other."""

from collections.abc import Iterator

from services.catalog.domain.claims import bypass
from services.catalog.domain.claims.claim import Claim, Line
from services.catalog.domain.claims.facts import ClaimFacts
from services.catalog.domain.claims.finding import Finding, Severity
from services.catalog.domain.facts.edits import EDIT_KINDS
from services.catalog.domain.records import Release
from services.catalog.readers.ncci_ptp import PtpEdit

_SOURCE = "NCCI Policy Manual, chapter I, section A: Column One/Column Two edits"
_MODIFIERS = "NCCI Policy Manual, chapter I, section E: modifiers and modifier indicators"
_NOT_ALLOWED, _ALLOWED = "0", "1"


def find(claim: Claim, facts: ClaimFacts) -> Iterator[Finding]:
    """Yield what the edits in force on the day say of each column two line.

    Of a pair the column one code is paid. Modifier indicator 0: no modifier lifts the edit. 1: an
    NCCI PTP-associated modifier at either code does. 9: the edit never applied.
    """
    release = facts.release(EDIT_KINDS.get(claim.setting, ""))
    lines = claim.by_code()
    for edit in facts.edits:
        if in_force(edit, claim):
            for second in lines[edit.column_2]:
                yield _say(edit, lines[edit.column_1], second, release)


def in_force(edit: PtpEdit, claim: Claim) -> bool:
    """Return whether an edit applies: from its effective date to its deletion date, both in."""
    ended = edit.deletion is not None and edit.deletion < claim.day
    applies = edit.modifier_indicator in {_NOT_ALLOWED, _ALLOWED}
    return applies and edit.effective <= claim.day and not ended


def _say(edit: PtpEdit, firsts: list[Line], second: Line, release: Release | None) -> Finding:
    if edit.modifier_indicator == _NOT_ALLOWED:
        return _refused(edit, firsts[0], second, release, "No modifier lifts this edit.")
    own = bypass.lifting(second.code, second.modifiers)
    for first in firsts:
        modifiers = own or bypass.lifting(first.code, first.modifiers)
        if not modifiers:
            return _refused(edit, first, second, release, _missing(first, second))
    return _lifted(edit, firsts, second, release)


def _missing(first: Line, second: Line) -> str:
    given = [*first.modifiers, *second.modifiers]
    misplaced = [one for one in given if one in bypass.ASSOCIATED]
    if not given:
        none = "neither line has one"
    elif misplaced:
        none = f"{misplaced[0]} cannot stand where it does"
    else:
        none = f"{', '.join(given)} is none of them"
    return (
        "A modifier of the NCCI list may lift it (indicator 1) where the record shows that the "
        f"services were separate; {none}."
    )


def _refused(
    edit: PtpEdit, first: Line, second: Line, release: Release | None, why: str
) -> Finding:
    sentence = (
        f"{edit.column_2} is not paid beside {edit.column_1} (line {first.number}), which is. "
        f"{why} Reason of the edit: {edit.rationale}."
    )
    lines = (first.number, second.number)
    return Finding(Severity.ERROR, "ptp-edit", sentence, _SOURCE, lines, release=release)


def _lifted(edit: PtpEdit, firsts: list[Line], second: Line, release: Release | None) -> Finding:
    first = firsts[0]
    lines = (first.number, second.number)
    modifiers = bypass.lifting(second.code, second.modifiers) or bypass.lifting(
        first.code, first.modifiers
    )
    pair = f"{edit.column_2} beside {edit.column_1} (line {first.number})"
    only_site = set(modifiers) <= bypass.ANATOMIC
    if only_site and bypass.same_site(first.modifiers, second.modifiers):
        sentence = (
            f"{pair}: {', '.join(modifiers)} lifts the edit, but both lines name the same part "
            "of the body. The edit is lifted for separate sites only."
        )
        rule, severity = "ptp-same-site", Severity.WARNING
    else:
        more = " XE, XP, XS or XU says more than 59." if "59" in modifiers else ""
        sentence = (
            f"{pair}: {', '.join(modifiers)} lifts the edit. The record must show that the "
            f"services were separate.{more}"
        )
        rule, severity = "ptp-lifted", Severity.NOTE
    return Finding(severity, rule, sentence, _MODIFIERS, lines, release=release)
