"""What Medicare's files say of a diagnosis in a stay: CC and MCC, exclusions, POA exemption."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.catalog.domain.facts.kinds import Severity
from services.catalog.domain.facts.published import Held, Published
from services.catalog.domain.facts.spelling import icd_10_cm
from services.catalog.domain.records import Release
from services.catalog.readers.cc_exclusions import ExcludableComplication, ExcludingDiagnosis

_FIRST = 25


@dataclass(frozen=True, slots=True)
class DiagnosisSeverity:
    """Whether a diagnosis is a CC or MCC, and with what it does not count as one.

    `excluding` are the first of the principal diagnoses of its collection, `excludes_count` is how
    many CCs and MCCs do not count beside this code as principal diagnosis.
    """

    severity: Severity
    release: Release | None
    only_discharged_alive: bool
    collection: str
    excluding_count: int
    excluding: Sequence[Held[ExcludingDiagnosis]]
    excluded_ms_drgs: Sequence[str]
    excludes_count: int
    exclusions_release: Release | None


@dataclass(frozen=True, slots=True)
class PoaExemption:
    """Whether a code is exempt from reporting of presence on admission."""

    exempt: bool
    release: Release


def diagnosis_severity(published: Published, compact: str, day: date) -> DiagnosisSeverity | None:
    """Return what the lists say of a code; None where no list is in force."""
    lists = {kind: published.release(kind, day) for kind in ("mcc-list", "cc-list")}
    if not any(lists.values()):
        return None
    printed = icd_10_cm(compact)
    severity, said_by = Severity.NONE, "cc-list"
    if published.find("mcc", day, code=printed):
        severity, said_by = Severity.MCC, "mcc-list"
    elif published.find("cc", day, code=printed):
        severity = Severity.CC
    listed: Sequence[Held[ExcludableComplication]] = published.find(
        "excludable_complication", day, code=compact
    )
    collection = next((one.record.collection for one in listed), None) or ""
    return DiagnosisSeverity(
        severity=severity,
        release=lists[said_by] or next(filter(None, lists.values())),
        only_discharged_alive=bool(published.find("discharged_alive", day, code=compact)),
        collection=collection,
        excluding_count=_count(published, "excluding_diagnosis", day, collection),
        excluding=published.find("excluding_diagnosis", day, _FIRST, collection=collection)
        if collection
        else (),
        excluded_ms_drgs=[
            f"{one.record.first_ms_drg}-{one.record.last_ms_drg} {one.record.ms_drgs}"
            for one in published.find("severity_exclusion", day, code=compact)
        ],
        excludes_count=_excluded(published, compact, day),
        exclusions_release=published.release("cc-exclusions", day),
    )


def _count(published: Published, table: str, day: date, collection: str) -> int:
    return published.count(table, day, collection=collection) if collection else 0


def _excluded(published: Published, compact: str, day: date) -> int:
    mine = published.pick("excluding_diagnosis", day, ("collection",), code=compact)
    collections = [row[0] for row in mine]
    if not collections:
        return 0
    return published.count("excludable_complication", day, collection=collections)


def poa_exemption(published: Published, compact: str, day: date) -> PoaExemption | None:
    """Return whether a code is on the list; None where no list is in force."""
    release = published.release("poa-exempt", day)
    if release is None:
        return None
    found = published.find("poa_exempt", day, code=icd_10_cm(compact))
    return PoaExemption(bool(found), release)
