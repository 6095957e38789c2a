"""Which tables each kind of file fills: every published table's, but those of the code systems."""

from collections.abc import Mapping

from services.catalog.readers.add_on_codes import AddOnCode
from services.catalog.readers.anesthesia import AnesthesiaFactor
from services.catalog.readers.articles import Article, ArticleCode
from services.catalog.readers.cc_exclusions import (
    DischargedAlive,
    ExcludableComplication,
    ExcludingDiagnosis,
    SeverityExclusion,
)
from services.catalog.readers.cc_lists import Complication
from services.catalog.readers.cpt import Cpt
from services.catalog.readers.drg_list import DrgTitle
from services.catalog.readers.drg_weights import DrgWeight
from services.catalog.readers.gems import Gem
from services.catalog.readers.gpci import Gpci
from services.catalog.readers.hcpcs import Hcpcs
from services.catalog.readers.hcpcs_index import HcpcsIndexEntry
from services.catalog.readers.hcpcs_noc import Noc
from services.catalog.readers.hcpcs_notes import ProcessingNote
from services.catalog.readers.icd10_addenda import IcdChange
from services.catalog.readers.icd10cm_cells import DrugEntry, NeoplasmEntry
from services.catalog.readers.icd10cm_conversion import Conversion
from services.catalog.readers.icd10cm_index import IndexEntry
from services.catalog.readers.icd10pcs_definitions import PcsAggregate, PcsDefinition
from services.catalog.readers.icd10pcs_index import PcsIndexEntry
from services.catalog.readers.icd10pcs_tables import PcsCode
from services.catalog.readers.locality_counties import LocalityCounties
from services.catalog.readers.mue import Mue
from services.catalog.readers.ncci_ptp import PtpEdit, rest_of
from services.catalog.readers.opps_addendum_b import OppsPayment
from services.catalog.readers.opps_caps import OppsCap
from services.catalog.readers.poa_exempt import PoaExempt
from services.catalog.readers.pprrvu import RelativeValue
from services.catalog.readers.zip_localities import ZipLocality
from services.catalog.store.tables.coverage import COVERAGE
from services.catalog.store.tables.record_table import RecordTable


class UnknownKindError(Exception):
    """No table is declared for this kind of file."""


_CODE = ("code",)
_BY_CODE = (("code",),)
_MUE = (Mue, ("hcpcs",))
# The publisher has some terms twice under one path.
_PATH = ("path",)
# Each cell of these tables leads to a code.
_DRUG_CELLS = (
    ("accidental",),
    ("self_harm",),
    ("assault",),
    ("undetermined",),
    ("adverse_effect",),
    ("underdosing",),
)
_NEOPLASM_CELLS = (
    ("primary",),
    ("secondary",),
    ("in_situ",),
    ("benign",),
    ("uncertain",),
    ("unspecified",),
)


def _ptp(name: str) -> RecordTable:
    # The deletion is no part of the key: an edit that is deleted is a changed edit.
    return RecordTable(
        name,
        PtpEdit,
        ("column_1", "column_2", "effective"),
        repeats=True,
        searched=(("column_2", "column_1"),),
        range_of="column_1",
        lead=2,
        rest_of=rest_of,
    )


def _index(name: str) -> RecordTable:
    return RecordTable(name, IndexEntry, _PATH, repeats=True, searched=_BY_CODE)


def _gems(name: str) -> RecordTable:
    return RecordTable(
        name, Gem, ("source", "target", "scenario", "choice_list"), searched=(("target",),)
    )


def _addenda(name: str) -> RecordTable:
    return RecordTable(name, IcdChange, ("code", "billable", "action"))


TABLES: Mapping[str, tuple[RecordTable, ...]] = {
    "hcpcs": (RecordTable("hcpcs", Hcpcs, ("code", "system"), lists=("cross_references",)),),
    "hcpcs-processing-notes": (RecordTable("hcpcs_processing_note", ProcessingNote, ("number",)),),
    "hcpcs-noc": (RecordTable("hcpcs_noc", Noc, _CODE),),
    "hcpcs-index": (RecordTable("hcpcs_index", HcpcsIndexEntry, ("path", "first"), repeats=True),),
    "cpt": (RecordTable("cpt", Cpt, _CODE),),
    "icd-10-cm-order-addenda": (_addenda("icd10cm_change"),),
    "icd-10-pcs-order-addenda": (_addenda("icd10pcs_change"),),
    "icd-10-cm-index": (_index("icd10cm_index"),),
    "icd-10-cm-external-cause-index": (_index("icd10cm_external_cause_index"),),
    "icd-10-cm-drugs": (
        RecordTable("icd10cm_drug", DrugEntry, _PATH, repeats=True, searched=_DRUG_CELLS),
    ),
    "icd-10-cm-neoplasms": (
        RecordTable(
            "icd10cm_neoplasm", NeoplasmEntry, _PATH, repeats=True, searched=_NEOPLASM_CELLS
        ),
    ),
    "poa-exempt": (RecordTable("poa_exempt", PoaExempt, _CODE, left_out=("order",)),),
    "icd-10-cm-conversion": (RecordTable("icd10cm_conversion", Conversion, _CODE),),
    "icd-10-pcs-tables": (RecordTable("icd10pcs_table_code", PcsCode, _CODE),),
    "icd-10-pcs-index": (
        RecordTable(
            "icd10pcs_index",
            PcsIndexEntry,
            _PATH,
            repeats=True,
            searched=(*_BY_CODE, ("codes",)),
        ),
    ),
    "icd-10-pcs-definitions": (
        RecordTable(
            "icd10pcs_definition", PcsDefinition, ("section", "pos", "axis", "titles"), repeats=True
        ),
        RecordTable("icd10pcs_aggregate", PcsAggregate, ("device", "operation"), repeats=True),
    ),
    "gem-icd-9-cm": (_gems("gem_icd9cm"),),
    "gem-icd-10-cm": (_gems("gem_icd10cm"),),
    "physician-fee-schedule": (
        RecordTable("relative_value", RelativeValue, ("hcpcs", "modifier"), parts=True),
    ),
    "gpci": (RecordTable("gpci", Gpci, ("mac", "locality")),),
    "anesthesia-conversion-factors": (
        RecordTable("anesthesia_factor", AnesthesiaFactor, ("mac", "locality")),
    ),
    "locality-counties": (
        RecordTable("locality_counties", LocalityCounties, ("mac", "locality"), repeats=True),
    ),
    "opps-caps": (RecordTable("opps_cap", OppsCap, ("hcpcs", "modifier", "mac", "locality")),),
    "zip-localities": (
        RecordTable("zip_locality", ZipLocality, ("zip_code",), left_out=("year", "quarter")),
    ),
    "ptp-practitioner": (_ptp("ptp_practitioner"),),
    "ptp-hospital": (_ptp("ptp_hospital"),),
    "mue-practitioner": (RecordTable("mue_practitioner", *_MUE),),
    "mue-outpatient-hospital": (RecordTable("mue_outpatient_hospital", *_MUE),),
    "mue-dme": (RecordTable("mue_dme", *_MUE),),
    "add-on-codes": (
        RecordTable(
            "add_on_code",
            AddOnCode,
            ("add_on_code", "primary_code", "effective"),
            repeats=True,
            searched=(("primary_code",),),
        ),
    ),
    "drg-weights": (RecordTable("drg_weight", DrgWeight, ("ms_drg",)),),
    "drg-list": (RecordTable("drg_title", DrgTitle, ("ms_drg",)),),
    "mcc-list": (RecordTable("mcc", Complication, _CODE),),
    "cc-list": (RecordTable("cc", Complication, _CODE),),
    "cc-exclusions": (
        RecordTable(
            "excludable_complication", ExcludableComplication, _CODE, searched=(("collection",),)
        ),
        RecordTable(
            "excluding_diagnosis", ExcludingDiagnosis, ("collection", "code"), searched=_BY_CODE
        ),
        RecordTable("discharged_alive", DischargedAlive, _CODE),
        RecordTable(
            "severity_exclusion", SeverityExclusion, ("code", "first_ms_drg", "last_ms_drg")
        ),
    ),
    "opps-addendum-b": (RecordTable("opps_payment", OppsPayment, ("hcpcs",)),),
    "article": (
        RecordTable("article", Article, ("article",), range_of="article", alone=True),
        RecordTable(
            "article_code",
            ArticleCode,
            ("article", "system", "code"),
            searched=(("code", "system"),),
            range_of="article",
            alone=True,
        ),
    ),
    **COVERAGE,
}


def tables_of(kind: str) -> tuple[RecordTable, ...]:
    """Return the tables that a kind of file fills; raises UnknownKindError."""
    if kind not in TABLES:
        raise UnknownKindError(f"There is no table for {kind}.")
    return TABLES[kind]
