"""Coverage database, LCD export: local coverage determinations and what hangs on each version."""

from datetime import date, datetime
from typing import Literal, NamedTuple

from services.catalog.readers.coverage.columns import Range, Table, YesNo

LcdStatus = Literal["A", "P", "R"]
ThirtyPercent = Literal["Y", "U", "N"]


class Lcd(NamedTuple):
    """One LCD in its latest version: L and the id, or DL and the display id while proposed.

    Columns from the data dictionary: no file was at hand to check. Of the exports that have
    `last_reviewed_on` the dictionary says nothing. Status: A approved, P approved while proposed,
    R retired.
    """

    lcd_id: int
    lcd_version: int
    title: str
    determination_number: str
    orig_det_eff_date: date | None
    ent_det_end_date: date | None
    rev_eff_date: date | None
    rev_end_date: datetime | None
    indication: str
    diagnoses_support: str
    icd9_dont_support_para: str
    icd9_dont_support_ast: str
    diagnoses_dont_support: str
    coding_guidelines: str
    doc_reqs: str
    appendices: str
    util_guide: str
    source_info: str
    adv_meeting: str
    comment_start_dt: date | None
    comment_end_dt: date | None
    notice_start_dt: date | None
    rev_hist_num: str
    history_exp: str
    status: LcdStatus
    last_updated: datetime
    cms_cov_policy: str
    display_id: str
    draft_contact: str
    revenue_para: str
    thirty_percent: ThirtyPercent
    keywords: str
    associated_info: str
    notice_end_dt: date | None
    date_retired: datetime | None
    draft_released_date: datetime | None
    source_lcd_id: str
    add_icd10_info: str
    icd10_doc: YesNo
    synopsis_changes: str
    bibliography: str
    summary_of_evidence: str
    analysis_of_evidence: str
    mcd_publish_date: datetime | None
    issue: str
    issue_change: str
    mac_initiated: YesNo
    last_reviewed_on: datetime | None = None


class LcdRevision(NamedTuple):
    """One entry of the revision history of an LCD.

    Columns from the data dictionary: no file was at hand to check.
    """

    lcd_id: int
    lcd_version: int
    rev_hist_num: int
    rev_hist_date: date
    rev_hist_exp: str
    last_updated: datetime


class LcdReasonChange(NamedTuple):
    """Why a version of an LCD was made."""

    lcd_id: int
    lcd_version: int
    reason_change_id: int
    reason_change_version: int
    last_updated: datetime
    reason_change_other: str


class LcdPrimaryJurisdiction(NamedTuple):
    """A state of an LCD that has only one contractor."""

    lcd_id: int
    lcd_version: int
    state_id: int
    last_updated: datetime


class LcdContractor(NamedTuple):
    """A contractor of an LCD."""

    lcd_id: int
    lcd_version: int
    contractor_id: int
    contractor_type_id: int
    contractor_version: int
    last_updated: datetime


class LcdHcpcsCode(NamedTuple):
    """A HCPCS code of an LCD, in one of its groups; only LCDs on equipment (DME) list any."""

    lcd_id: int
    lcd_version: int
    hcpc_code_id: str
    hcpc_code_version: int
    hcpc_code_group: int
    range: Range
    last_updated: datetime
    long_description: str
    short_description: str


class LcdHcpcsCodeGroup(NamedTuple):
    """What is said of a group of HCPCS codes of an LCD."""

    lcd_id: int
    lcd_version: int
    hcpc_code_group: int
    paragraph: str
    last_updated: datetime


class LcdFutureRetirement(NamedTuple):
    """The day on which an LCD will be retired."""

    lcd_id: int
    retire_dt: date


class LcdRelatedDocument(NamedTuple):
    """An article or another LCD that belongs to an LCD: one of the two is None."""

    lcd_id: int
    lcd_version: int
    related_num: int
    r_article_id: int | None
    r_article_version: int | None
    r_lcd_id: int | None
    r_lcd_version: int | None
    r_contractor_id: int
    last_updated: datetime


class LcdRelatedNcd(NamedTuple):
    """A national determination that belongs to an LCD; id 0 says that there is none."""

    lcd_id: int
    lcd_version: int
    related_num: int
    r_ncd_id: int
    r_ncd_version: int
    last_updated: datetime


class LcdSourceIcd9(NamedTuple):
    """The LCD of ICD-9 times that an LCD comes from."""

    lcd_id: int
    lcd_version: int
    related_num: int
    source_lcd_id: int
    last_updated: datetime


class LcdAdvisoryCommittee(NamedTuple):
    """A meeting of the advisory committee on a proposed LCD."""

    lcd_id: int
    lcd_version: int
    meeting_id: int
    meeting_date: date
    meeting_info: str
    sort_order: int
    last_updated: datetime


class LcdSynopsisChange(NamedTuple):
    """A field that a proposed LCD changes."""

    lcd_id: int
    lcd_version: int
    synopsis_changes_field_id: int
    last_updated: datetime


class LcdUrl(NamedTuple):
    """A web address that an LCD gives."""

    lcd_id: int
    lcd_version: int
    url_type_id: int
    url_id: int
    url: str
    url_name: str
    sort_order: int
    last_updated: datetime
    url_description: str


class LcdStickyNote(NamedTuple):
    """A correction put on a version of an LCD after it was published."""

    lcd_id: int
    lcd_version: int
    sticky_note_version: int
    sticky_note: str
    sticky_note_dt: datetime
    sticky_note_posting_dt: date | None


class LcdRequestorLetter(NamedTuple):
    """A letter that asked for a proposed LCD.

    The file of January 2026 has no header; the names are those of the data dictionary.
    """

    lcd_id: int
    lcd_version: int
    letter_id: int
    requestor_name: str
    letter_path: str
    size: int
    sort_order: int
    last_updated: datetime


class DraftContact(NamedTuple):
    """Whom to write to about a proposed LCD.

    Columns from the data dictionary: no file was at hand to check.
    """

    contact_id: int
    email_address: str
    first_name: str
    middle_initial: str
    last_name: str
    phone: str
    address1: str
    address2: str
    address3: str
    city: str
    state_id: int
    zipcode: str
    last_updated: datetime
    p_ext: str


class ReasonChange(NamedTuple):
    """A reason for a new version."""

    reason_change_id: int
    reason_change_version: int
    description: str
    last_updated: datetime
    sort_order: int


class SynopsisChangesField(NamedTuple):
    """A field of an LCD that a synopsis of changes may name."""

    synopsis_changes_field_id: int
    field_name: str
    field_anchor: str
    mcd_field_name: str
    mcd_field_anchor: str


class LcdUrlType(NamedTuple):
    """What a web address of an LCD is for."""

    url_type_id: int
    description: str
    sort_order: int
    last_updated: datetime


TABLES = (
    Table("lcd", Lcd, "lcd_id lcd_version"),
    Table("lcd_x_revision_history", LcdRevision, "lcd_id lcd_version rev_hist_num"),
    Table(
        "lcd_x_reason_change",
        LcdReasonChange,
        "lcd_id lcd_version reason_change_id reason_change_version",
    ),
    Table("lcd_x_primary_jurisdiction", LcdPrimaryJurisdiction, "lcd_id lcd_version state_id"),
    Table(
        "lcd_x_contractor",
        LcdContractor,
        "lcd_id lcd_version contractor_id contractor_type_id contractor_version",
    ),
    Table(
        "lcd_x_hcpc_code",
        LcdHcpcsCode,
        "lcd_id lcd_version hcpc_code_id hcpc_code_version hcpc_code_group",
    ),
    Table("lcd_x_hcpc_code_group", LcdHcpcsCodeGroup, "lcd_id lcd_version hcpc_code_group"),
    Table("lcd_future_retire", LcdFutureRetirement, "lcd_id"),
    Table("lcd_related_documents", LcdRelatedDocument, "lcd_id lcd_version related_num"),
    Table("lcd_related_ncd_documents", LcdRelatedNcd, "lcd_id lcd_version related_num"),
    Table("lcd_related_source_icd9", LcdSourceIcd9, "lcd_id lcd_version related_num"),
    Table("lcd_x_advisory_committee", LcdAdvisoryCommittee, "lcd_id lcd_version meeting_id"),
    Table(
        "lcd_x_synopsis_changes_fields",
        LcdSynopsisChange,
        "lcd_id lcd_version synopsis_changes_field_id",
    ),
    Table("lcd_x_urls", LcdUrl, "lcd_id lcd_version url_type_id url_id"),
    Table("lcd_x_sticky_note", LcdStickyNote, "lcd_id lcd_version sticky_note_version"),
    Table("lcd_x_requestor_letters", LcdRequestorLetter, "lcd_id lcd_version letter_id"),
    Table("draft_contact_lookup", DraftContact, "contact_id"),
    Table("reason_change_lookup", ReasonChange, "reason_change_id reason_change_version"),
    Table("synopsis_changes_fields_lookup", SynopsisChangesField, "synopsis_changes_field_id"),
    Table("lcd_url_type_lookup", LcdUrlType, "url_type_id"),
)
