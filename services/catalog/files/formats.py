"""Every published format that Codebook reads: which kinds of table it holds, and its licence."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.catalog.readers import (
    add_on_codes,
    anesthesia,
    articles,
    cc_exclusions,
    cc_lists,
    cpt,
    drg_list,
    drg_weights,
    gems,
    gpci,
    hcpcs_fixed,
    hcpcs_index,
    hcpcs_noc,
    hcpcs_notes,
    hcpcs_table,
    icd10_addenda,
    icd10_order,
    icd10cm_cells,
    icd10cm_conversion,
    icd10cm_index,
    icd10cm_tabular,
    icd10pcs_definitions,
    icd10pcs_index,
    icd10pcs_tables,
    locality_counties,
    mue,
    ncci_ptp,
    opps_addendum_b,
    opps_caps,
    poa_exempt,
    pprrvu_csv,
    pprrvu_fixed,
    zip_localities,
)
from services.catalog.readers.coverage import export
from services.catalog.readers.table import Format

_PUBLIC_DOMAIN = "Public domain"
_OWN_WORDING = "Own wording"
# CMS publishes these freely, with codes in them whose text is not CMS's to give away.
_CPT_INSIDE = "Published by CMS; CPT codes and text are copyright American Medical Association"


@dataclass(frozen=True)
class Known:
    """A format with the kinds that its files claim.

    `licence` is the one under which the publisher gives the files away; None: only the operator
    can say. `cpt` tells whether CPT codes stand in them.
    """

    format: Format
    kinds: tuple[str, ...]
    licence: str | None = _PUBLIC_DOMAIN
    cpt: bool = False


def _government(kind: str, *formats: Format) -> tuple[Known, ...]:
    return tuple(Known(one, (kind,)) for one in formats)


def _with_cpt(kind: str, *formats: Format) -> tuple[Known, ...]:
    return tuple(Known(one, (kind,), _CPT_INSIDE, cpt=True) for one in formats)


# Where one release is published in several forms, the one to be preferred stands first.
KNOWN: tuple[Known, ...] = (
    *_government("hcpcs", *hcpcs_table.FORMATS, hcpcs_fixed.FORMAT),
    *_government("hcpcs-processing-notes", hcpcs_notes.FORMAT),
    *_government("hcpcs-noc", hcpcs_noc.FORMAT),
    *_government("hcpcs-index", hcpcs_index.FORMAT),
    *_government("icd-10-cm-tabular", icd10cm_tabular.FORMAT),
    *_government("icd-10-cm-order", icd10_order.FORMATS[0]),
    *_government("icd-10-pcs-order", icd10_order.FORMATS[1]),
    *_government("icd-10-cm-order-addenda", icd10_addenda.FORMATS[0]),
    *_government("icd-10-pcs-order-addenda", icd10_addenda.FORMATS[1]),
    *_government("icd-10-cm-index", icd10cm_index.FORMATS[0]),
    *_government("icd-10-cm-external-cause-index", icd10cm_index.FORMATS[1]),
    *_government("icd-10-cm-drugs", icd10cm_cells.FORMATS[0]),
    *_government("icd-10-cm-neoplasms", icd10cm_cells.FORMATS[1]),
    *_government("poa-exempt", poa_exempt.FORMAT),
    *_government("icd-10-cm-conversion", icd10cm_conversion.FORMAT),
    *_government("icd-10-pcs-tables", icd10pcs_tables.FORMAT),
    *_government("icd-10-pcs-index", icd10pcs_index.FORMAT),
    *_government("icd-10-pcs-definitions", icd10pcs_definitions.FORMAT),
    *_government("gem-icd-9-cm", gems.FORMATS[0]),
    *_government("gem-icd-10-cm", gems.FORMATS[1]),
    *_with_cpt("physician-fee-schedule", pprrvu_csv.FORMAT, pprrvu_fixed.FORMAT),
    *_government("gpci", *gpci.FORMATS),
    *_government("anesthesia-conversion-factors", *anesthesia.FORMATS),
    *_government("locality-counties", locality_counties.FORMAT),
    *_with_cpt("opps-caps", opps_caps.FORMAT),
    *_government("zip-localities", zip_localities.FORMAT),
    *_with_cpt("mue-practitioner", *mue.FORMATS[:2]),
    *_with_cpt("mue-outpatient-hospital", *mue.FORMATS[2:4]),
    *_with_cpt("mue-dme", *mue.FORMATS[4:]),
    *_with_cpt("ptp-practitioner", ncci_ptp.FORMATS[0]),
    *_with_cpt("ptp-hospital", ncci_ptp.FORMATS[1]),
    *_with_cpt("add-on-codes", *add_on_codes.FORMATS),
    *_government("drg-weights", drg_weights.FORMAT),
    *_government("mcc-list", cc_lists.FORMATS[0]),
    *_government("cc-list", cc_lists.FORMATS[1]),
    *_government("cc-exclusions", cc_exclusions.FORMAT),
    *_government("drg-list", drg_list.FORMAT),
    *_with_cpt("opps-addendum-b", opps_addendum_b.FORMAT),
    Known(
        export.FORMAT,
        tuple(f"coverage-{table.name.replace('_', '-')}" for table in export.TABLES),
        _CPT_INSIDE,
        cpt=True,
    ),
    Known(articles.FORMAT, ("article",), _OWN_WORDING),
    Known(cpt.FORMAT, ("cpt",), licence=None, cpt=True),
)


def kinds() -> list[str]:
    """Return the name of every kind, in the order of the alphabet."""
    return sorted({kind for known in KNOWN for kind in known.kinds})


def of_kind(kind: str) -> Iterable[Known]:
    """Return the formats in which the kind is published, the one to be preferred first."""
    return (known for known in KNOWN if kind in known.kinds)


def kinds_for_people() -> str:
    """Return the kinds in a sentence; the coverage database's, which are many, as one."""
    own = [kind for kind in kinds() if not kind.startswith("coverage-")]
    return ", ".join((*own, "coverage-TABLE"))
