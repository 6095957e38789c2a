"""What is loaded, what of it is out of date, and what is missing for which part of a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.catalog.domain.calendar import Calendar, begins, calendar_of
from services.catalog.domain.records import Release


class Level(StrEnum):
    """How bad it is: nothing to do, something that a page could have, something to mend."""

    WELL = "well"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what, and how it is, in a sentence."""

    level: Level
    about: str
    sentence: str


# What each part of a code's page is made of.
_PARTS: Mapping[str, str] = {
    "codes, notes and instructions": "icd-10-cm-tabular",
    "titles and short titles": "icd-10-cm-order icd-10-pcs-order",
    "index terms": "icd-10-cm-index icd-10-cm-external-cause-index icd-10-cm-drugs "
    "icd-10-cm-neoplasms icd-10-pcs-index hcpcs-index",
    "procedure tables and definitions": "icd-10-pcs-tables icd-10-pcs-definitions",
    "HCPCS Level II and its modifiers": "hcpcs",
    "bundling edits": "ptp-practitioner ptp-hospital add-on-codes",
    "unit limits": "mue-practitioner mue-outpatient-hospital mue-dme",
    "fees by locality": "physician-fee-schedule gpci zip-localities locality-counties "
    "anesthesia-conversion-factors opps-caps",
    "hospital outpatient payment": "opps-addendum-b",
    "coverage": "coverage-lcd coverage-article coverage-ncd-trkg",
    "crosswalks and history": "gem-icd-9-cm gem-icd-10-cm icd-10-cm-conversion",
    "DRG and severity": "drg-weights mcc-list cc-list cc-exclusions poa-exempt",
}
# The list that a package carries stands in for the file that replaces it.
_STANDS_FOR = {"icd-10-pcs-codes": "icd-10-pcs-order"}


def check_up(releases: Sequence[Release], today: date) -> Iterator[Finding]:
    """Yield what there is to say of each kind that is loaded, and of each part of a page."""
    newest: dict[str, Release] = {}
    for release in sorted(releases, key=lambda one: one.facts.effective_from):
        if release.facts.effective_from <= today:
            newest[_STANDS_FOR.get(release.facts.kind, release.facts.kind)] = release
    for kind in sorted(newest):
        yield _loaded(kind, newest[kind], today)
    if not newest:
        sentence = "Nothing is loaded: `codebook fetch` or `codebook import FILE…`."
        yield Finding(Level.WRONG, "releases", sentence)
    for part, kinds in _PARTS.items():
        missing = [kind for kind in kinds.split() if kind not in newest]
        if missing:
            sentence = f"For {part} these are not loaded: {', '.join(missing)}."
            yield Finding(Level.MISSING, part, sentence)


def _loaded(kind: str, release: Release, today: date) -> Finding:
    facts = release.facts
    held = f"{kind}: {facts.edition}, in force from {facts.effective_from}"
    calendar = calendar_of(kind)
    expected = begins(calendar, today)
    if expected is None or facts.effective_from >= expected:
        return Finding(Level.WELL, kind, f"{held}.")
    if calendar is Calendar.WEEKS:
        reason = f"an export of {expected} or later should exist"
    else:
        reason = f"one in force from {expected} should exist"
    return Finding(Level.WRONG, kind, f"{held}, is out of date: {reason}.")
