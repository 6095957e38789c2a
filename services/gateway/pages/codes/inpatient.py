"""What matters to an inpatient stay: severity, presence on admission, the weight of a DRG."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.gateway.clients.fact_kinds import Severity
from services.gateway.clients.fact_records import CodeFacts, DiagnosisSeverity, PoaExemption
from services.gateway.pages.codes.section import Section, distinct


@dataclass(frozen=True)
class Body:
    """What the section of a diagnosis shows; None of what is not loaded."""

    severity: DiagnosisSeverity | None
    poa: PoaExemption | None


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield the section of a diagnosis, or that of a DRG."""
    severity, poa, drg = _known(facts.severity), facts.poa_exemption, facts.drg
    if severity or poa:
        of_severity = (severity.release, severity.exclusions_release) if severity else ()
        of_poa = (poa.release,) if poa else ()
        yield Section(
            "inpatient",
            "Inpatient stay",
            "What the grouper of Medicare makes of it as a secondary diagnosis, and POA reporting.",
            0,
            "codes/inpatient.html",
            Body(severity, poa),
            distinct((*of_severity, *of_poa)),
        )
    if drg:
        gloss = "Medicare inpatient prospective payment, table 5."
        yield Section("drg", "Weight", gloss, 0, "codes/drg.html", drg, (drg.release,))


def _known(severity: DiagnosisSeverity | None) -> DiagnosisSeverity | None:
    """Return what the lists say; None for a kind of severity that is newer than this code."""
    return severity if severity and severity.severity is not Severity.UNSPECIFIED else None
