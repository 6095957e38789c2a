"""What the published files are called, by the kind that a release says it is of."""

from services.gateway.clients.records import Release
from services.gateway.pages.words import day

_TITLES = {
    "icd-10-cm-tabular": "NCHS, ICD-10-CM tabular list",
    "icd-10-cm-order": "NCHS, ICD-10-CM order file",
    "icd-10-cm-order-addenda": "NCHS, ICD-10-CM order file addenda",
    "icd-10-cm-index": "NCHS, ICD-10-CM alphabetic index",
    "icd-10-cm-external-cause-index": "NCHS, ICD-10-CM index of external causes",
    "icd-10-cm-drugs": "NCHS, ICD-10-CM table of drugs and chemicals",
    "icd-10-cm-neoplasms": "NCHS, ICD-10-CM table of neoplasms",
    "icd-10-cm-conversion": "NCHS, ICD-10-CM conversion table",
    "poa-exempt": "CMS, codes exempt from present-on-admission reporting",
    "icd-10-pcs-order": "CMS, ICD-10-PCS order file",
    "icd-10-pcs-order-addenda": "CMS, ICD-10-PCS order file addenda",
    "icd-10-pcs-tables": "CMS, ICD-10-PCS tables",
    "icd-10-pcs-index": "CMS, ICD-10-PCS index",
    "icd-10-pcs-definitions": "CMS, ICD-10-PCS definitions",
    "icd-10-pcs-codes": "CMS, ICD-10-PCS code list",
    "hcpcs": "CMS, HCPCS Level II",
    "hcpcs-processing-notes": "CMS, HCPCS processing notes",
    "hcpcs-index": "CMS, HCPCS Level II index",
    "hcpcs-noc": "CMS, HCPCS codes not otherwise classified",
    "gem-icd-9-cm": "CMS and NCHS, equivalence mapping ICD-9-CM to ICD-10-CM",
    "gem-icd-10-cm": "CMS and NCHS, equivalence mapping ICD-10-CM to ICD-9-CM",
    "physician-fee-schedule": "CMS, Physician Fee Schedule, relative value file",
    "gpci": "CMS, Physician Fee Schedule, cost indices (GPCI)",
    "zip-localities": "CMS, ZIP codes to payment localities",
    "anesthesia-conversion-factors": "CMS, Physician Fee Schedule, anesthesia factors",
    "opps-caps": "CMS, Physician Fee Schedule, caps on imaging",
    "ptp-practitioner": "CMS, NCCI PTP edits for practitioners",
    "ptp-hospital": "CMS, NCCI PTP edits for outpatient hospitals",
    "mue-practitioner": "CMS, NCCI MUE for practitioners",
    "mue-outpatient-hospital": "CMS, NCCI MUE for outpatient hospitals",
    "mue-dme": "CMS, NCCI MUE for suppliers of equipment",
    "add-on-codes": "CMS, NCCI add-on code edits",
    "drg-weights": "CMS, MS-DRG weights (table 5)",
    "drg-list": "CMS, MS-DRG list",
    "mcc-list": "CMS, list of MCCs (table 6I)",
    "cc-list": "CMS, list of CCs (table 6J)",
    "cc-exclusions": "CMS, CC exclusions (table 6K)",
    "opps-addendum-b": "CMS, hospital outpatient payment, addendum B",
    "cpt": "AMA, CPT",
}
# The exports of the coverage database, each of many files.
_COVERAGE = {"lcd": ", LCDs", "article": ", articles", "ncd": ", NCDs"}


def release_title(release: Release) -> str:
    """Return publisher and file, `CMS, NCCI add-on code edits`."""
    if release.kind.startswith("coverage-"):
        documents = _COVERAGE.get(release.kind.split("-")[1], "")
        return f"CMS, Medicare Coverage Database{documents}"
    return _TITLES.get(release.kind, release.system.upper() or release.kind)


def release_line(release: Release) -> str:
    """Return publisher, file, edition and the days for which it was published."""
    parts = [release_title(release)]
    if release.edition:
        parts.append(release.edition)
    if release.effective_from and release.effective_to:
        since, until = day(release.effective_from), day(release.effective_to)
        parts.append(f"in force {since} \N{EN DASH} {until}")
    elif release.effective_from:
        parts.append(f"in force since {day(release.effective_from)}")
    return ", ".join(parts)
