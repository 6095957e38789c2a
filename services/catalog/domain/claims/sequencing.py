"""Conditions that need a second code, before them or after them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.catalog.domain.claims.claim import Claim
from services.catalog.domain.claims.diagnoses import SYSTEM
from services.catalog.domain.claims.facts import ClaimFacts, Diagnosis
from services.catalog.domain.claims.finding import Finding, Severity
from services.catalog.domain.kinds import NoteKind
from services.catalog.domain.note_codes import ADVERSE_EFFECT, Target, targets
from services.catalog.domain.records import Version

_FIRST = "ICD-10-CM Guidelines, section I.A.13: etiology/manifestation, “code first”"
_ADDITIONAL = "ICD-10-CM Guidelines, section I.A.17: “code also”, and I.A.13: “use additional code”"
# The condition may be absent, or not known.
_CONDITIONAL = re.compile(
    r"if (?:applicable|known|any|necessary)|if present|where applicable|when associated"
    r"|\bany\b|for adverse effect",
    re.IGNORECASE,
)
# At the drugs, T36-T50, a poisoning stands first and an adverse effect does not (I.C.19.e.5).
_FOR_ADVERSE_EFFECTS = re.compile("for adverse effects", re.IGNORECASE)
# What follows is not a whole list.
_OPEN = re.compile(r"such as", re.IGNORECASE)
_MANIFESTATION = re.compile(r"in (?:other )?(?:\S+ ){0,4}diseases? classified elsewhere")


@dataclass(frozen=True, slots=True)
class _Demand:
    """All notes of one kind at one place, which are read together."""

    place: Version
    text: str
    targets: Sequence[Target]

    @property
    def conditional(self) -> bool:
        return _CONDITIONAL.search(self.text) is not None

    @property
    def closed(self) -> bool:
        """Return whether only the codes named will do."""
        return bool(self.targets) and _OPEN.search(self.text) is None


def find(claim: Claim, facts: ClaimFacts) -> Iterator[Finding]:
    """Yield each diagnosis whose partner is missing or stands on the wrong side of it."""
    for number, code in enumerate(claim.diagnoses, 1):
        found = facts.diagnoses.get(code)
        if found is None:
            continue
        for demand in _demands(found, NoteKind.CODE_FIRST):
            if _FOR_ADVERSE_EFFECTS.search(demand.text) and not ADVERSE_EFFECT.holds(code):
                continue
            yield from _code_first(demand, found, number, claim, facts)
        for demand in _demands(found, NoteKind.USE_ADDITIONAL_CODE):
            yield from _use_additional(demand, found, number, claim, facts)


def _says_itself(other: str, code: str, facts: ClaimFacts) -> bool:
    """Return whether the other code is told by its own note to stand after this one."""
    found = facts.diagnoses.get(other)
    demands = _demands(found, NoteKind.CODE_FIRST) if found else ()
    return any(target.holds(code) for demand in demands for target in demand.targets)


def _demands(found: Diagnosis, kind: NoteKind) -> Iterator[_Demand]:
    for place in found.line:
        notes = [note.text for note in found.notes.get(place.version_id, ()) if note.kind is kind]
        if notes:
            named = tuple(target for note in notes for target in targets(note))
            yield _Demand(place, _joined(notes), named)


def _joined(notes: Sequence[str]) -> str:
    """Return the notes as one text: a heading that ends in a colon, then its items."""
    text = "; ".join(" ".join(note.split()) for note in notes)
    return text.replace(":;", ":")


def _places_of(demand: _Demand, claim: Claim, own: int) -> list[int]:
    return [
        number
        for number, code in enumerate(claim.diagnoses, 1)
        if number != own and any(target.holds(code) for target in demand.targets)
    ]


def _code_first(
    demand: _Demand, found: Diagnosis, number: int, claim: Claim, facts: ClaimFacts
) -> Iterator[Finding]:
    """Yield what is wrong with the condition that must be listed before this one."""
    partners = _places_of(demand, claim, number)
    code = found.version.code
    told = f"at {demand.place.code} stands “Code first {_short(demand.text)}”"
    numbers: tuple[int, ...] = (number,)
    manifestation = _MANIFESTATION.search(found.version.title) is not None
    if any(partner < number for partner in partners):
        return
    if partners:
        sentence = f"{code} stands before the condition that it comes from: {told}."
        rule, severity, numbers = "code-first-order", Severity.ERROR, (partners[0], number)
    elif number == 1 and manifestation:
        sentence = f"{code} is never listed first: {told}."
        rule, severity = "code-first", Severity.ERROR
    elif demand.conditional:
        sentence = f"{code}: {told}; none of these is on the claim."
        rule, severity = "code-first", Severity.NOTE
    elif demand.closed or number == 1:
        sentence = f"{code} needs another diagnosis before it: {told}."
        rule, severity = "code-first", Severity.WARNING
    else:
        return
    yield Finding(severity, rule, sentence, _FIRST, (), numbers, facts.release(SYSTEM))


def _use_additional(
    demand: _Demand, found: Diagnosis, number: int, claim: Claim, facts: ClaimFacts
) -> Iterator[Finding]:
    """Yield what is wrong with the code that says more, which comes after this one."""
    if not demand.targets:
        return
    partners = _places_of(demand, claim, number)
    code = found.version.code
    told = f"at {demand.place.code} stands “Use additional {_short(demand.text)}”"
    numbers: tuple[int, ...] = (number,)
    if any(partner > number for partner in partners):
        return
    if partners and _says_itself(claim.diagnoses[partners[0] - 1], found.version.compact, facts):
        return
    if partners:
        sentence = f"{code} stands after the code that is additional to it: {told}."
        rule, severity, numbers = "use-additional-order", Severity.WARNING, (number, partners[0])
    else:
        own = demand.place.version_id == found.version.version_id
        doubtful = demand.conditional or not own
        severity = Severity.NOTE if doubtful else Severity.WARNING
        sentence = f"{code}: {told}; none of these is on the claim."
        rule = "use-additional"
    yield Finding(severity, rule, sentence, _ADDITIONAL, (), numbers, facts.release(SYSTEM))


def _short(text: str) -> str:
    """Return the text as it goes on after its label, cut where it is long."""
    words = text.lstrip(" ,")
    return words if len(words) <= 160 else f"{words[:150].rsplit(' ', 1)[0]} …"
