"""The tables keyed by code: fees, edits, limits, crosswalks, indexes; their releases."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# The columns, text if not said otherwise and with ? nullable; the key, and what else is searched.
_TABLES = {
    "add_on_code": (
        (
            "edit_type add_on_code add_on_code_deletion:date? primary_code? "
            "primary_code_deletion:date? effective:date deletion:date? notes occurrence:integer"
        ),
        "add_on_code primary_code effective; primary_code",
    ),
    "anesthesia_factor": (
        "mac locality locality_name note conversion_factor national_factor?",
        "mac locality",
    ),
    "cc": (
        "code level description",
        "code",
    ),
    "cpt": (
        (
            "code concept_id long medium short consumer spanish_consumer "
            "descriptor_effective:date? test_name lab_name manufacturer_name"
        ),
        "code",
    ),
    "discharged_alive": (
        "code description",
        "code",
    ),
    "drg_title": (
        "ms_drg mdc drg_type title",
        "ms_drg",
    ),
    "drg_weight": (
        (
            "ms_drg post_acute:truth special_pay:truth mdc drg_type title weight_before_cap? "
            "weight? geometric_mean_stay? arithmetic_mean_stay?"
        ),
        "ms_drg",
    ),
    "excludable_complication": (
        "code level collection? description",
        "code",
    ),
    "excluding_diagnosis": (
        "collection code description",
        "collection code; code",
    ),
    "gem_icd10cm": (
        ("source target? approximate:truth combination:truth scenario:number choice_list:number"),
        "source target scenario choice_list",
    ),
    "gem_icd9cm": (
        ("source target? approximate:truth combination:truth scenario:number choice_list:number"),
        "source target scenario choice_list",
    ),
    "gpci": (
        (
            "mac state locality locality_name note work_with_floor? work_without_floor? "
            "practice_expense malpractice"
        ),
        "mac locality",
    ),
    "hcpcs": (
        (
            "system code long_description short_description pricing multiple_pricing "
            "coverage_issues_manual carriers_manual statute lab_certifications cross_references "
            "coverage asc_group asc_date:date? opps_group opps_indicator opps_date:date? "
            "processing_note betos types_of_service anesthesia_base_units:number? added:date "
            "action_effective:date? terminated:date? action"
        ),
        "code system",
    ),
    "hcpcs_noc": (
        "code description added:date terminated:date?",
        "code",
    ),
    "hcpcs_processing_note": (
        "number text",
        "number",
    ),
    "icd10cm_change": (
        "action code billable:truth short_title long_title revised_from?",
        "code billable action",
    ),
    "icd10cm_conversion": (
        "code effective:date previous?",
        "code",
    ),
    "icd10cm_drug": (
        (
            "letter path level:number title nemod essential see see_also accidental? self_harm? "
            "assault? undetermined? adverse_effect? underdosing? occurrence:integer"
        ),
        "path",
    ),
    "icd10cm_external_cause_index": (
        (
            "letter path level:number title nemod essential code manif see see_also subcat seecat "
            "occurrence:integer"
        ),
        "path; code",
    ),
    "icd10cm_index": (
        (
            "letter path level:number title nemod essential code manif see see_also subcat seecat "
            "occurrence:integer"
        ),
        "path; code",
    ),
    "icd10cm_neoplasm": (
        (
            "letter path level:number title nemod essential see see_also note primary? secondary? "
            "in_situ? benign? uncertain? unspecified? occurrence:integer"
        ),
        "path",
    ),
    "icd10pcs_aggregate": (
        "device operation body_systems parent_value parent occurrence:integer",
        "device operation",
    ),
    "icd10pcs_change": (
        "action code billable:truth short_title long_title revised_from?",
        "code billable action",
    ),
    "icd10pcs_definition": (
        (
            "section section_title pos:number axis titles definition explanation includes "
            "occurrence:integer"
        ),
        "section pos axis titles",
    ),
    "icd10pcs_index": (
        "letter path level:number title code codes tab see? use? occurrence:integer",
        "path; code",
    ),
    "icd10pcs_table_code": (
        "code row:number values definition",
        "code",
    ),
    "locality_counties": (
        "mac locality state fee_schedule_area counties occurrence:integer",
        "mac locality",
    ),
    "mcc": (
        "code level description",
        "code",
    ),
    "mue_dme": (
        "hcpcs units:number adjudication_indicator rationale",
        "hcpcs",
    ),
    "mue_outpatient_hospital": (
        "hcpcs units:number adjudication_indicator rationale",
        "hcpcs",
    ),
    "mue_practitioner": (
        "hcpcs units:number adjudication_indicator rationale",
        "hcpcs",
    ),
    "opps_cap": (
        "hcpcs modifier status mac locality facility_price nonfacility_price",
        "hcpcs modifier mac locality",
    ),
    "opps_payment": (
        (
            "hcpcs short_descriptor status_indicator apc relative_weight? payment_rate? "
            "national_copayment? minimum_copayment? adjusted_copayment?"
        ),
        "hcpcs",
    ),
    "poa_exempt": (
        "code description",
        "code",
    ),
    "ptp_hospital": (
        (
            "column_1 column_2 before_1996:truth effective:date deletion:date? modifier_indicator "
            "rationale occurrence:integer"
        ),
        "column_1 column_2 effective; column_2 column_1",
    ),
    "ptp_practitioner": (
        (
            "column_1 column_2 before_1996:truth effective:date deletion:date? modifier_indicator "
            "rationale occurrence:integer"
        ),
        "column_1 column_2 effective; column_2 column_1",
    ),
    "relative_value": (
        (
            "hcpcs modifier description status not_used_for_medicare work "
            "nonfacility_practice_expense nonfacility_na facility_practice_expense facility_na "
            "malpractice nonfacility_total facility_total pc_tc global_days preoperative "
            "intraoperative postoperative multiple_procedure bilateral_surgery "
            "assistant_at_surgery co_surgeons team_surgery pricing_indicator? endoscopic_base "
            "conversion_factor diagnostic_supervision calculation_flag imaging_family "
            "opps_nonfacility_practice_expense opps_facility_practice_expense opps_malpractice "
            "part"
        ),
        "hcpcs modifier",
    ),
    "severity_exclusion": (
        "mdc first_ms_drg last_ms_drg ms_drgs code description",
        "code first_ms_drg last_ms_drg",
    ),
    "zip_locality": (
        "state zip_code mac locality rural laboratory_area rural_2006 plus_four:truth part_b",
        "zip_code",
    ),
}
_TYPES = {
    "": sa.Text,
    "number": sa.BigInteger,
    "integer": sa.Integer,
    "truth": sa.Boolean,
    "date": sa.Date,
}


def upgrade() -> None:
    op.create_table(
        "table_release",
        sa.Column("release_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("effective_from", sa.Date, nullable=False),
        sa.Column("effective_to", sa.Date),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("row_count", sa.Integer, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("table_release_by_file", "table_release", ["kind", "sha256"], unique=True)
    for name, (columns, indexes) in _TABLES.items():
        op.create_table(
            name,
            sa.Column(
                "row_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True
            ),
            *map(_column, columns.split()),
            sa.Column("valid_from", sa.Date, nullable=False),
            sa.Column("valid_to", sa.Date),
            sa.Column("release_id", sa.Integer, nullable=False),
        )
        key, *searched = (index.split() for index in indexes.split(";"))
        op.create_index(f"{name}_by_key", name, key)
        for index in searched:
            op.create_index(f"{name}_by_{index[0]}", name, index)


def _column(word: str) -> sa.Column[object]:
    name, _, kind = word.removesuffix("?").partition(":")
    type_ = sa.DateTime(timezone=True) if kind == "time" else _TYPES[kind]()
    return sa.Column(name, type_, nullable=word.endswith("?"))
