"""What the published tables say of a code, as plain dataclasses.

A field has the name and the meaning that it has in facts.proto. Numbers that are not whole are
decimal text, exact; dates are YYYY-MM-DD, empty where there is none.
"""

from dataclasses import dataclass

from services.gateway.clients.fact_kinds import (
    AdjudicationIndicator,
    CoverageKind,
    CoverageRole,
    HistoryKind,
    IndexKind,
    ModifierIndicator,
    Setting,
    Severity,
)
from services.gateway.clients.procedure_records import ProcedureBuild
from services.gateway.clients.records import CodeSummary, Release


@dataclass(frozen=True, slots=True)
class UnitLimit:
    """A medically unlikely edit: the most units that a patient is likely to need."""

    setting: Setting
    units: int
    adjudication_indicator: AdjudicationIndicator
    rationale: str
    unchanged_since: str
    release: Release


@dataclass(frozen=True, slots=True)
class PtpEdit:
    """One NCCI procedure-to-procedure edit."""

    column_1: str
    column_2: str
    modifier_indicator: ModifierIndicator
    effective: str
    deletion: str
    before_1996: bool
    rationale: str


@dataclass(frozen=True, slots=True)
class CodeEdits:
    """The edits of one code in one setting that are in force on the day."""

    setting: Setting
    column_1_count: int
    column_2_count: int
    as_column_1: tuple[PtpEdit, ...]
    as_column_2: tuple[PtpEdit, ...]
    column_1_next_page_token: str
    column_2_next_page_token: str
    release: Release


@dataclass(frozen=True, slots=True)
class Fee:
    """One line of the physician fee schedule's relative value file.

    What the letters and numbers of its indicators mean is in CMS's description of the file
    (RVUPUF).
    """

    modifier: str
    part: str
    status: str
    not_used_for_medicare: str
    work: str
    nonfacility_practice_expense: str
    nonfacility_na: str
    facility_practice_expense: str
    facility_na: str
    malpractice: str
    nonfacility_total: str
    facility_total: str
    conversion_factor: str
    pc_tc: str
    global_days: str
    preoperative: str
    intraoperative: str
    postoperative: str
    multiple_procedure: str
    bilateral_surgery: str
    assistant_at_surgery: str
    co_surgeons: str
    team_surgery: str
    pricing_indicator: str
    endoscopic_base: str
    diagnostic_supervision: str
    calculation_flag: str
    imaging_family: str
    opps_nonfacility_practice_expense: str
    opps_facility_practice_expense: str
    opps_malpractice: str
    unchanged_since: str
    release: Release


@dataclass(frozen=True, slots=True)
class FeeCap:
    """The capped fees of one modifier over all localities, in dollars."""

    modifier: str
    locality_count: int
    lowest_facility_price: str
    highest_facility_price: str
    lowest_nonfacility_price: str
    highest_nonfacility_price: str
    release: Release


@dataclass(frozen=True, slots=True)
class OutpatientPayment:
    """What a hospital is paid for a code as an outpatient service (OPPS addendum B)."""

    status_indicator: str
    apc: str
    relative_weight: str
    payment_rate: str
    national_copayment: str
    minimum_copayment: str
    adjusted_copayment: str
    unchanged_since: str
    release: Release


@dataclass(frozen=True, slots=True)
class Contractor:
    """A Medicare administrative contractor as a document names it."""

    name: str
    numbers: tuple[str, ...]
    types: tuple[str, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageDocument:
    """One document that names a code."""

    kind: CoverageKind
    display_id: str
    document_id: int
    version: int
    title: str
    roles: tuple[CoverageRole, ...]
    effective_from: str
    effective_to: str
    contractors: tuple[Contractor, ...]
    lcd_ids: tuple[str, ...]
    url: str
    release: Release


@dataclass(frozen=True, slots=True)
class Coverage:
    """The documents of the Medicare coverage database that name a code."""

    lcd_count: int
    article_count: int
    ncd_count: int
    documents: tuple[CoverageDocument, ...]
    next_page_token: str


@dataclass(frozen=True, slots=True)
class Equivalence:
    """One line of the general equivalence mappings.

    Lines of a combination are read together: one target of each choice list of a scenario.
    """

    source_system: str
    source: str
    target_system: str
    target: str
    title: str
    approximate: bool
    combination: bool
    scenario: int
    choice_list: int
    release: Release


@dataclass(frozen=True, slots=True)
class Replacement:
    """One code for another."""

    system: str
    code: str
    title: str
    effective: str
    as_published: str
    release: Release
    in_part: bool


@dataclass(frozen=True, slots=True)
class Crosswalks:
    """What stood or stands for the same in another edition or code set."""

    to_other_system: tuple[Equivalence, ...]
    from_other_system: tuple[Equivalence, ...]
    replaces: tuple[Replacement, ...]
    replaced_by: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class CodeName:
    """A code with its title."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class DiagnosisSeverity:
    """What Medicare's grouper makes of a secondary diagnosis."""

    severity: Severity
    only_discharged_alive: bool
    exclusion_collection: str
    excluding_count: int
    excluding: tuple[CodeName, ...]
    excluded_ms_drgs: tuple[str, ...]
    excludes_count: int
    release: Release
    exclusions_release: Release | None


@dataclass(frozen=True, slots=True)
class DrgFacts:
    """What table 5 says of an MS-DRG."""

    mdc: str
    drg_type: str
    weight: str
    weight_before_cap: str
    geometric_mean_stay: str
    arithmetic_mean_stay: str
    post_acute: bool
    special_pay: bool
    release: Release


@dataclass(frozen=True, slots=True)
class PoaExemption:
    """What the list of codes exempt from present-on-admission reporting says."""

    exempt: bool
    release: Release


@dataclass(frozen=True, slots=True)
class HcpcsAttributes:
    """What CMS files a Level II code or modifier under.

    The letters and numbers are explained in the record layout of the file.
    """

    coverage: str
    pricing: tuple[str, ...]
    multiple_pricing: str
    betos: str
    types_of_service: tuple[str, ...]
    coverage_issues_manual: tuple[str, ...]
    carriers_manual: tuple[str, ...]
    statute: str
    lab_certifications: tuple[str, ...]
    cross_references: tuple[str, ...]
    asc_group: str
    asc_date: str
    opps_indicator: str
    anesthesia_base_units: int | None
    processing_note: str
    processing_note_text: str
    not_otherwise_classified: bool
    added: str
    action_effective: str
    terminated: str
    action: str
    release: Release


@dataclass(frozen=True, slots=True)
class AddOn:
    """One relation of an add-on code."""

    add_on_code: str
    primary_code: str
    edit_type: str
    effective: str
    deletion: str
    notes: str


@dataclass(frozen=True, slots=True)
class AddOns:
    """The relations of the add-on code file, in force on the day."""

    as_add_on: tuple[AddOn, ...]
    as_add_on_count: int
    as_primary: tuple[AddOn, ...]
    as_primary_count: int
    contractor_defined: bool
    release: Release


@dataclass(frozen=True, slots=True)
class FittingModifier:
    """A modifier that a published table names as going with a code."""

    modifier: str
    title: str
    said_by: str
    value: str
    ruled_out: bool
    release: Release


@dataclass(frozen=True, slots=True)
class IndexTerm:
    """One entry of an index."""

    index: IndexKind
    path: tuple[str, ...]
    column: str
    code: str
    manifestation: str
    release: Release


@dataclass(frozen=True, slots=True)
class IndexTerms:
    """The entries of the indexes that lead to a code."""

    count: int
    terms: tuple[IndexTerm, ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One difference between a code's record before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One thing that happened to a code."""

    kind: HistoryKind
    day: str
    changes: tuple[FieldChange, ...]
    others: tuple[CodeName, ...]
    release: Release


@dataclass(frozen=True, slots=True, eq=False)
class CodeFacts:
    """All that the published tables say of one code on one day.

    Each part names the release in force that it comes from. The facts are their own key, as a
    CodeRecord is.
    """

    system: str
    code: str
    as_of: str
    unit_limits: tuple[UnitLimit, ...]
    edits: tuple[CodeEdits, ...]
    fees: tuple[Fee, ...]
    fee_caps: tuple[FeeCap, ...]
    outpatient_payment: OutpatientPayment | None
    coverage: Coverage | None
    crosswalks: Crosswalks | None
    severity: DiagnosisSeverity | None
    drg: DrgFacts | None
    poa_exemption: PoaExemption | None
    hcpcs: HcpcsAttributes | None
    add_ons: AddOns | None
    modifiers: tuple[FittingModifier, ...]
    index_terms: IndexTerms | None
    history: tuple[HistoryEvent, ...]
    build: ProcedureBuild | None
    similar: tuple[CodeSummary, ...]
