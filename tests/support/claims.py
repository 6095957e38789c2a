"""Invented claims, and what a catalog could know of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.catalog.domain.claims.claim import Claim, Line
from services.catalog.domain.claims.facts import ClaimFacts, Diagnosis
from services.catalog.domain.claims.finding import Finding
from services.catalog.domain.dates import status_on
from services.catalog.domain.facts.kinds import Setting
from services.catalog.domain.kinds import NodeKind, NoteKind
from services.catalog.domain.records import Note, Version
from tests.support.releases import release

DAY = date(2026, 5, 1)
RELEASE = release("invented")


def line(number: int, code: str, *modifiers: str, units: int = 1, pointers: str = "") -> Line:
    return Line(number, code, units, modifiers, tuple(map(int, pointers)))


def claim(
    *lines: Line, diagnoses: Sequence[str] = (), setting: Setting = Setting.PRACTITIONER
) -> Claim:
    return Claim(DAY, setting, lines, diagnoses)


def version(
    compact: str,
    title: str = "",
    *,
    system: str = "hcpcs",
    billable: bool = True,
    since: date = date(2020, 1, 1),
    until: date | None = None,
    number: int = 0,
) -> Version:
    """Return a version; its number is made of its code, unless it is told."""
    return Version(
        version_id=number or int.from_bytes(compact.encode()),
        system=system,
        code=compact
        if system != "icd-10-cm" or len(compact) < 4
        else f"{compact[:3]}.{compact[3:]}",
        compact=compact,
        title=title or f"Title of {compact}",
        short_title="",
        kind=NodeKind.CODE,
        billable=billable,
        parent="",
        position=0,
        valid_from=since,
        valid_to=until,
    )


def diagnosis(
    compact: str,
    notes: Mapping[str, Sequence[tuple[NoteKind, str]]] | None = None,
    **more: Any,  # noqa: ANN401 - of version()
) -> Diagnosis:
    """Return a diagnosis; `notes` by the place where they stand, from the code itself up."""
    own = version(compact, system="icd-10-cm", **more)
    above = [version(place, system="icd-10-cm") for place in notes or {} if place != compact]
    places = [own, *above]
    return Diagnosis(
        own,
        status_on(own, DAY),
        places,
        {
            place.version_id: [Note(kind, text) for kind, text in (notes or {})[place.compact]]
            for place in places
            if place.compact in (notes or {})
        },
    )


def facts(**known: Any) -> ClaimFacts:  # noqa: ANN401 - the fields of ClaimFacts
    """Return the facts; every table is in force unless `releases` says otherwise."""
    kinds = (
        "hcpcs modifier icd-10-cm ptp-practitioner ptp-hospital mue-practitioner mue-dme "
        "mue-outpatient-hospital add-on-codes physician-fee-schedule opps-addendum-b"
    )
    known.setdefault("releases", dict.fromkeys(kinds.split(), RELEASE))
    return ClaimFacts(DAY, **known)


def said(findings: Sequence[Finding]) -> list[tuple[str, str, tuple[int, ...], tuple[int, ...]]]:
    """Return severity, rule, lines and diagnoses of each finding."""
    return [(one.severity.name, one.rule, one.lines, one.diagnoses) for one in findings]
