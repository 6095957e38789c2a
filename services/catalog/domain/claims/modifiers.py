"""Modifiers that are unknown, end, contradict each other, or cannot stand at their code."""

from collections.abc import Iterator
from itertools import combinations

from services.catalog.domain.claims import bypass
from services.catalog.domain.claims.claim import Claim, Line
from services.catalog.domain.claims.facts import ClaimFacts
from services.catalog.domain.claims.finding import Finding, Severity
from services.catalog.domain.claims.validity import not_in_force, rule_of
from services.catalog.domain.facts.kinds import Setting
from services.catalog.domain.modifiers import CPT_MODIFIERS
from services.catalog.domain.schedule_modifiers import objection

_SETS = "45 CFR 162.1002: HCPCS and CPT modifiers valid on the date of service"
_INDICATORS = "Medicare Claims Processing Manual, chapter 23, addendum: MPFSDB indicators"
_NCCI = "NCCI Policy Manual, chapter I, section E: modifiers"
_SURGERY = "Medicare Claims Processing Manual, chapter 12, section 40: surgery"

_ASSISTANTS = frozenset("80 81 82 AS".split())
# At most one of each group may stand on a line.
_EXCLUSIVE = (
    frozenset("26 TC".split()),
    frozenset("62 66".split()) | _ASSISTANTS,
    frozenset("50 LT".split()),
    frozenset("50 RT".split()),
    frozenset("76 77".split()),
    frozenset("LT RT".split()),
)


def find(claim: Claim, facts: ClaimFacts) -> Iterator[Finding]:
    """Yield what is wrong with the modifiers of each line, one finding for each modifier."""
    for line in claim.lines:
        for modifier in dict.fromkeys(line.modifiers):
            yield from _unknown(line, modifier, facts)
            yield from _misplaced(line, modifier, claim, facts)
        yield from _together(line)
        if len(set(line.modifiers)) < len(line.modifiers):
            yield _finding(
                Severity.WARNING, "modifier-twice", "A modifier stands twice.", _NCCI, line
            )
        if "50" in line.modifiers and line.units > 1:
            sentence = "Modifier 50 says both sides: the line has 1 unit."
            yield _finding(Severity.WARNING, "modifier-units", sentence, _SURGERY, line)


def _unknown(line: Line, modifier: str, facts: ClaimFacts) -> Iterator[Finding]:
    release = facts.release("modifier")
    found = facts.modifier(modifier)
    if modifier in CPT_MODIFIERS or (found is None and release is None and not modifier.isdigit()):
        return
    if found is None:
        rule, sentence = "modifier-unknown", f"There is no modifier {modifier}."
    elif sentence := not_in_force(f"Modifier {modifier}", *found):
        rule = rule_of("modifier", found[1])
    else:
        return
    yield Finding(Severity.ERROR, rule, sentence, _SETS, (line.number,), release=release)


def _misplaced(line: Line, modifier: str, claim: Claim, facts: ClaimFacts) -> Iterator[Finding]:
    if why := bypass.misplaced(line.code, modifier):
        sentence = f"Modifier {modifier} {why}."
        yield _finding(Severity.ERROR, "modifier-misplaced", sentence, _NCCI, line)
        return
    row = facts.schedule.get(line.code)
    if row is None or claim.setting is not Setting.PRACTITIONER:
        return
    if said := objection(modifier, row):
        severity = Severity.ERROR if said.refused else Severity.WARNING
        sentence = f"Modifier {modifier} at {line.code}: {said.words}."
        release = facts.release("physician-fee-schedule")
        numbers = (line.number,)
        yield Finding(severity, "modifier-misplaced", sentence, _INDICATORS, numbers, (), release)


def _together(line: Line) -> Iterator[Finding]:
    given = dict.fromkeys(line.modifiers)
    for one, other in combinations(given, 2):
        if any({one, other} <= group for group in _EXCLUSIVE):
            sentence = f"Modifiers {one} and {other} contradict each other."
            yield _finding(Severity.ERROR, "modifier-conflict", sentence, _SURGERY, line)


def _finding(severity: Severity, rule: str, sentence: str, source: str, line: Line) -> Finding:
    return Finding(severity, rule, sentence, source, (line.number,))
