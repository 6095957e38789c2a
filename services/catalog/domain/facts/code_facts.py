"""All that the published tables say of one code on a date of service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.catalog.domain.facts.coverage import CoveragePage, list_coverage
from services.catalog.domain.facts.crosswalks import Crosswalks, crosswalks, in_part
from services.catalog.domain.facts.diagnoses import (
    DiagnosisSeverity,
    PoaExemption,
    diagnosis_severity,
    poa_exemption,
)
from services.catalog.domain.facts.edits import CodeEdits, code_edits
from services.catalog.domain.facts.fees import FeeCap, fee_caps, fees, outpatient_payment
from services.catalog.domain.facts.hcpcs import AddOns, HcpcsAttributes, add_ons, hcpcs_attributes
from services.catalog.domain.facts.history import HistoryEvent, history
from services.catalog.domain.facts.index_terms import IndexTerms, index_terms
from services.catalog.domain.facts.limits import UnitLimit, unit_limits
from services.catalog.domain.facts.modifiers import FittingModifier, fitting_modifiers
from services.catalog.domain.facts.procedure_build import ProcedureBuild, procedure_build
from services.catalog.domain.facts.published import Held
from services.catalog.domain.facts.similar import similar
from services.catalog.domain.lookup import Found, find
from services.catalog.domain.records import Summary, Version
from services.catalog.domain.snapshot import Snapshot
from services.catalog.domain.systems import CPT, HCPCS, ICD_10_CM, ICD_10_PCS, MODIFIER, MS_DRG
from services.catalog.readers.drg_weights import DrgWeight
from services.catalog.readers.opps_addendum_b import OppsPayment
from services.catalog.readers.pprrvu import RelativeValue

# How many coverage documents a code's page shows before ListCoverage goes on.
_DOCUMENTS = 10
_NO_COVERAGE = CoveragePage((), {}, "")


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """The facts of a code, each with the edition in force; empty or None where nothing is known.

    `titles` are those of codes that the facts name, by system and code.
    """

    system: str
    code: str
    title: str
    as_of: date
    unit_limits: Sequence[UnitLimit] = ()
    edits: Sequence[CodeEdits] = ()
    fees: Sequence[Held[RelativeValue]] = ()
    fee_caps: Sequence[FeeCap] = ()
    outpatient_payment: Held[OppsPayment] | None = None
    coverage: CoveragePage = _NO_COVERAGE
    crosswalks: Crosswalks = field(default_factory=Crosswalks)
    severity: DiagnosisSeverity | None = None
    drg: Held[DrgWeight] | None = None
    poa_exemption: PoaExemption | None = None
    hcpcs: HcpcsAttributes | None = None
    add_ons: AddOns | None = None
    modifiers: Sequence[FittingModifier] = ()
    index_terms: IndexTerms | None = None
    history: Sequence[HistoryEvent] = ()
    build: ProcedureBuild | None = None
    similar: Sequence[Summary] = ()
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)


def code_facts(snapshot: Snapshot, system: str, compact: str, as_of: date) -> CodeFacts:
    """Return the facts of a code; raises SystemNotFoundError or CodeNotFoundError."""
    found = find(snapshot, system, compact, as_of)
    known = _of_system(snapshot, found)
    linked = replace(
        known,
        crosswalks=crosswalks(snapshot.tables, system, compact, as_of),
        coverage=list_coverage(snapshot.tables, system, found.version.code, as_of, size=_DOCUMENTS),
    )
    others = _named(snapshot, linked)
    walks = in_part(linked.crosswalks, found.versions, others)
    happened = history(
        found.versions, snapshot.notes(found.versions), snapshot.releases(system), walks
    )
    titles = {key: versions[-1].title for key, versions in others.items()}
    return replace(
        linked,
        crosswalks=walks,
        history=happened,
        titles=titles,
        similar=similar(snapshot, found),
    )


def _of_system(snapshot: Snapshot, found: Found) -> CodeFacts:
    version, day, tables = found.version, found.as_of, snapshot.tables
    code = version.compact
    facts = CodeFacts(version.system, version.code, version.title, day)
    match version.system:
        case HCPCS.system | CPT.system:
            return _of_procedure(snapshot, facts, code)
        case MODIFIER.system:
            return replace(facts, hcpcs=hcpcs_attributes(tables, version.system, code, day))
        case ICD_10_CM.system:
            billable = version.billable
            return replace(
                facts,
                severity=diagnosis_severity(tables, code, day) if billable else None,
                poa_exemption=poa_exemption(tables, code, day) if billable else None,
                index_terms=index_terms(tables, version.system, code, day),
            )
        case ICD_10_PCS.system:
            return replace(
                facts,
                index_terms=index_terms(tables, version.system, code, day),
                build=procedure_build(tables, code, day) if version.billable else None,
            )
        case MS_DRG.system:
            weights = tables.find("drg_weight", day, ms_drg=code)
            return replace(facts, drg=next(iter(weights), None))
    return facts


def _of_procedure(snapshot: Snapshot, facts: CodeFacts, code: str) -> CodeFacts:
    tables, day = snapshot.tables, facts.as_of
    lines = fees(tables, code, day)
    return replace(
        facts,
        unit_limits=list(unit_limits(tables, code, day)),
        edits=list(code_edits(tables, code, day)),
        fees=lines,
        fee_caps=list(fee_caps(tables, code, day)),
        outpatient_payment=outpatient_payment(tables, code, day),
        hcpcs=hcpcs_attributes(tables, facts.system, code, day),
        add_ons=add_ons(tables, code, day),
        modifiers=fitting_modifiers(lines),
    )


def _named(snapshot: Snapshot, facts: CodeFacts) -> dict[tuple[str, str], list[Version]]:
    """Return the versions, in order of time, of the codes that the facts name, but CPT's.

    Titles of those may only stand above the AMA's copyright line, and lists have no room for it.
    """
    walks = facts.crosswalks
    named = {(one.system, one.code) for one in (*walks.replaces, *walks.replaced_by)}
    named |= {(MODIFIER.system, one.modifier) for one in facts.modifiers}
    systems = sorted({system for system, _ in named} - {CPT.system})
    compacts = sorted({code.replace(".", "") for _, code in named})
    found: dict[tuple[str, str], list[Version]] = {}
    for version in snapshot.ever(systems, compacts) if systems else ():
        found.setdefault((version.system, version.code), []).append(version)
    return found
