"""Looks up what stands on a claim: one read of each table, however many lines there are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from services.catalog.domain.claims.claim import Claim
from services.catalog.domain.claims.facts import ClaimFacts, Diagnosis
from services.catalog.domain.claims.finding import Check
from services.catalog.domain.claims.mue import KINDS as MUE_KINDS
from services.catalog.domain.dates import release_on, status_on, version_on
from services.catalog.domain.facts.edits import EDIT_KINDS
from services.catalog.domain.facts.kinds import Setting
from services.catalog.domain.facts.limits import LIMIT_TABLES
from services.catalog.domain.facts.published import Published
from services.catalog.domain.records import Release, Version
from services.catalog.domain.snapshot import Snapshot
from services.catalog.domain.systems import CPT, HCPCS, ICD_10_CM, MODIFIER
from services.catalog.readers.add_on_codes import KIND as ADD_ONS
from services.catalog.readers.add_on_codes import AddOnCode
from services.catalog.readers.ncci_ptp import PtpEdit
from services.catalog.readers.opps_addendum_b import KIND as OUTPATIENT
from services.catalog.readers.pprrvu import KIND as SCHEDULE

_SYSTEMS = (HCPCS, CPT, MODIFIER, ICD_10_CM)
_ByCode = Mapping[str, Sequence[Version]]


def gather(snapshot: Snapshot, claim: Claim) -> ClaimFacts:
    """Return the facts of a claim on its date of service."""
    tables, codes = snapshot.tables, claim.codes()
    versions = _versions(snapshot, claim)
    releases = _releases(snapshot, claim)
    rows = tables.find("relative_value", claim.day, hcpcs=codes, modifier="")
    outpatient = tables.find("opps_payment", claim.day, hcpcs=codes)
    limits = tables.find(LIMIT_TABLES[claim.setting], claim.day, hcpcs=codes)
    return ClaimFacts(
        day=claim.day,
        services={**versions[CPT.system], **versions[HCPCS.system]},
        modifiers=versions[MODIFIER.system],
        diagnoses=_diagnoses(snapshot, claim, versions[ICD_10_CM.system]),
        edits=_edits(tables, claim),
        limits={held.record.hcpcs: held.record for held in limits},
        add_ons=_add_ons(tables, claim),
        schedule={held.record.hcpcs: held.record for held in rows},
        hospital={held.record.hcpcs: held.record.status_indicator for held in outpatient},
        replacements=_replacements(tables, claim, versions[HCPCS.system]),
        releases=releases,
        checks=list(_checks(claim, releases)),
    )


def _versions(snapshot: Snapshot, claim: Claim) -> Mapping[str, dict[str, list[Version]]]:
    """Return the versions of everything that stands on the claim, by system and code."""
    modifiers = [modifier for line in claim.lines for modifier in line.modifiers]
    wanted = list(dict.fromkeys([*claim.codes(), *modifiers, *claim.diagnoses]))
    found: defaultdict[str, dict[str, list[Version]]] = defaultdict(dict)
    for version in snapshot.versions_of([facts.system for facts in _SYSTEMS], wanted):
        found[version.system].setdefault(version.compact, []).append(version)
    return found


def _diagnoses(snapshot: Snapshot, claim: Claim, known: _ByCode) -> dict[str, Diagnosis]:
    chosen = {code: version_on(known[code], claim.day) for code in claim.diagnoses if code in known}
    lines = snapshot.lines(chosen.values(), claim.day)
    everything = {
        place.version_id: place
        for version in chosen.values()
        for place in (version, *lines[version.version_id])
    }
    notes = snapshot.notes(everything.values())
    return {
        code: Diagnosis(
            version, status_on(version, claim.day), [version, *lines[version.version_id]], notes
        )
        for code, version in chosen.items()
    }


def _edits(tables: Published, claim: Claim) -> list[PtpEdit]:
    """Return every edit between two codes of the claim, whatever its dates say."""
    kind, codes = EDIT_KINDS.get(claim.setting), claim.codes()
    if kind is None or len(codes) < 2:
        return []
    day = tables.edition_day(kind, claim.day)
    table = kind.replace("-", "_")
    return [held.record for held in tables.find(table, day, column_1=codes, column_2=codes)]


def _add_ons(tables: Published, claim: Claim) -> dict[str, list[AddOnCode]]:
    found: defaultdict[str, list[AddOnCode]] = defaultdict(list)
    day = tables.edition_day(ADD_ONS, claim.day)
    for held in tables.find("add_on_code", day, add_on_code=claim.codes()):
        found[held.record.add_on_code].append(held.record)
    return found


def _replacements(tables: Published, claim: Claim, services: _ByCode) -> dict[str, tuple[str, ...]]:
    """Return what CMS refers to from the Level II codes that have ended."""
    ended = [
        code
        for code, versions in services.items()
        if version_on(versions, claim.day).valid_to is not None
    ]
    if not ended:
        return {}
    rows = tables.find("hcpcs", claim.day, code=ended, system=HCPCS.system)
    return {held.record.code: held.record.cross_references for held in rows}


def _releases(snapshot: Snapshot, claim: Claim) -> dict[str, Release | None]:
    """Return the release of each system and table in force, by system or kind of file."""
    books = snapshot.releases()
    found: dict[str, Release | None] = {}
    for facts in _SYSTEMS:
        own = [release for release in books if release.facts.system == facts.system]
        found[facts.system] = release_on(own, claim.day)
    edits = EDIT_KINDS.get(claim.setting)
    for kind in (edits, ADD_ONS):
        if kind:
            day = snapshot.tables.edition_day(kind, claim.day)
            found[kind] = snapshot.tables.release(kind, day)
    for kind in (MUE_KINDS[claim.setting], SCHEDULE, OUTPATIENT):
        found[kind] = snapshot.tables.release(kind, claim.day)
    return found


def _checks(claim: Claim, releases: Mapping[str, Release | None]) -> Iterator[Check]:
    """Yield the tables that the claim is checked against, in the order in which they matter."""
    names = {
        EDIT_KINDS.get(claim.setting, ""): "PTP edits",
        MUE_KINDS[claim.setting]: "Unit limits (MUE)",
        ADD_ONS: "Add-on codes",
        HCPCS.system: HCPCS.name,
        CPT.system: CPT.name,
        MODIFIER.system: MODIFIER.name,
    }
    if claim.setting is Setting.PRACTITIONER:
        names[SCHEDULE] = "Physician fee schedule"
    if claim.setting is Setting.OUTPATIENT_HOSPITAL:
        names[OUTPATIENT] = "Outpatient payment"
    if claim.diagnoses:
        names[ICD_10_CM.system] = ICD_10_CM.name
    for kind, name in names.items():
        if kind:
            yield Check(name, releases.get(kind))
