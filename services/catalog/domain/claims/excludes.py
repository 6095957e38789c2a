"""Excludes1 notes: two conditions that cannot be reported together."""

from collections.abc import Iterator
from itertools import combinations

from services.catalog.domain.claims.claim import Claim
from services.catalog.domain.claims.diagnoses import SYSTEM
from services.catalog.domain.claims.facts import ClaimFacts, Diagnosis
from services.catalog.domain.claims.finding import Finding, Severity
from services.catalog.domain.kinds import NoteKind
from services.catalog.domain.note_codes import targets
from services.catalog.domain.records import Version

_SOURCE = "ICD-10-CM Guidelines, section I.A.12.a: Excludes1"


def find(claim: Claim, facts: ClaimFacts) -> Iterator[Finding]:
    """Yield each pair of diagnoses of which a note at or above one excludes the other.

    What stands at a chapter, section, category or subcategory holds for every code below it.
    """
    known = [
        (number, facts.diagnoses[code])
        for number, code in enumerate(claim.diagnoses, 1)
        if code in facts.diagnoses
    ]
    for (one_number, one), (other_number, other) in combinations(known, 2):
        if one.version.compact == other.version.compact:
            continue
        found = _excluded(one, other) or _excluded(other, one)
        if found:
            place, note = found
            sentence = (
                f"{one.version.code} and {other.version.code} exclude each other: at {place.code} "
                f"stands “Excludes1: {note}”. Both may be reported only if the conditions are "
                "unrelated to each other, which the record must show."
            )
            numbers = (one_number, other_number)
            release = facts.release(SYSTEM)
            yield Finding(Severity.ERROR, "excludes1", sentence, _SOURCE, (), numbers, release)


def _excluded(one: Diagnosis, other: Diagnosis) -> tuple[Version, str] | None:
    """Return the place and the note that says that the other is not to be reported with one.

    A note above both speaks of what is elsewhere, so it does not set them apart.
    """
    above_both = {place.version_id for place in other.line}
    for place in one.line:
        if place.version_id in above_both:
            continue
        for note in one.notes.get(place.version_id, ()):
            if note.kind is not NoteKind.EXCLUDES1:
                continue
            if any(target.holds(other.version.compact) for target in targets(note.text)):
                return place, " ".join(note.text.split())
    return None
