"""The tables of the Medicare coverage database."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# The columns, text if not said otherwise and with ? nullable; the key, and what else is searched.
_TABLES = {
    "coverage_article": (
        (
            "article_id:number article_version:number article_type:number title "
            "article_pub_date:date? article_eff_date:date? article_end_date:date? description "
            "other_comments sad_url status last_updated:time history_exp key_article "
            "icd9_covered_para icd9_noncovered_para revenue_para thirty_percent "
            "article_rev_end_date:time? source_article_id date_retired:time? keywords icd10_doc "
            "add_icd10_info cms_cov_policy display_id reference_article"
        ),
        "article_id article_version",
    ),
    "coverage_article_future_retire": (
        "article_id:number retire_dt:date",
        "article_id",
    ),
    "coverage_article_related_documents": (
        (
            "article_id:number article_version:number related_num:number r_article_id:number? "
            "r_article_version:number? r_lcd_id:number? r_lcd_version:number? "
            "r_contractor_id:number last_updated:time"
        ),
        "article_id article_version related_num; r_lcd_id",
    ),
    "coverage_article_related_ncd_documents": (
        (
            "article_id:number article_version:number related_num:number r_ncd_id:number "
            "r_ncd_version:number last_updated:time"
        ),
        "article_id article_version related_num; r_ncd_id",
    ),
    "coverage_article_related_source_icd9": (
        (
            "article_id:number article_version:number related_num:number source_article_id:number "
            "last_updated:time"
        ),
        "article_id article_version related_num",
    ),
    "coverage_article_type_lookup": (
        "article_type_id:number description last_updated:time",
        "article_type_id",
    ),
    "coverage_article_url_type_lookup": (
        "url_type_id:number description sort_order:number last_updated:time",
        "url_type_id",
    ),
    "coverage_article_x_bill_code": (
        (
            "article_id:number article_version:number bill_code_id bill_code_version:number "
            "last_updated:time description"
        ),
        "article_id article_version bill_code_id bill_code_version",
    ),
    "coverage_article_x_code_table": (
        (
            "article_id:number article_version:number article_type:number code_table_row:number "
            "brand_name eff_date:date? end_date:date? comments hcpc_code_id "
            "hcpc_code_version:number? last_updated:time short_description long_description"
        ),
        "article_id article_version code_table_row; hcpc_code_id",
    ),
    "coverage_article_x_contractor": (
        (
            "article_id:number article_version:number article_type:number contractor_id:number "
            "contractor_type_id:number contractor_version:number last_updated:time"
        ),
        "article_id article_version contractor_id contractor_type_id contractor_version",
    ),
    "coverage_article_x_hcpc_code": (
        (
            "article_id:number article_version:number hcpc_code_id hcpc_code_version:number "
            "hcpc_code_group:number range last_updated:time long_description short_description"
        ),
        ("article_id article_version hcpc_code_id hcpc_code_version hcpc_code_group; hcpc_code_id"),
    ),
    "coverage_article_x_hcpc_code_group": (
        (
            "article_id:number article_version:number hcpc_code_group:number paragraph "
            "last_updated:time"
        ),
        "article_id article_version hcpc_code_group",
    ),
    "coverage_article_x_hcpc_modifier": (
        (
            "article_id:number article_version:number hcpc_modifier_code_id "
            "hcpc_modifier_code_version:number hcpc_modifier_group:number last_updated:time "
            "description"
        ),
        (
            "article_id article_version hcpc_modifier_code_id hcpc_modifier_code_version "
            "hcpc_modifier_group"
        ),
    ),
    "coverage_article_x_hcpc_modifier_group": (
        (
            "article_id:number article_version:number hcpc_modifier_group:number paragraph "
            "last_updated:time"
        ),
        "article_id article_version hcpc_modifier_group",
    ),
    "coverage_article_x_icd10_covered": (
        (
            "article_id:number article_version:number icd10_code_id icd10_code_version:number "
            "icd10_covered_group:number range last_updated:time sort_order:number description "
            "asterisk occurrence:integer"
        ),
        "article_id article_version icd10_code_id icd10_covered_group; icd10_code_id",
    ),
    "coverage_article_x_icd10_covered_group": (
        (
            "article_id:number article_version:number icd10_covered_group:number paragraph "
            "last_updated:time icd10_covered_ast"
        ),
        "article_id article_version icd10_covered_group",
    ),
    "coverage_article_x_icd10_noncovered": (
        (
            "article_id:number article_version:number icd10_code_id icd10_code_version:number "
            "icd10_noncovered_group:number range last_updated:time sort_order:number description "
            "occurrence:integer"
        ),
        "article_id article_version icd10_code_id icd10_noncovered_group; icd10_code_id",
    ),
    "coverage_article_x_icd10_noncovered_group": (
        (
            "article_id:number article_version:number icd10_noncovered_group:number paragraph "
            "last_updated:time"
        ),
        "article_id article_version icd10_noncovered_group",
    ),
    "coverage_article_x_icd10_pcs_code": (
        (
            "article_id:number article_version:number range last_updated:time sort_order:number "
            "icd10_pcs_code_id icd10_pcs_code_version:number icd10_pcs_code_group:number "
            "description"
        ),
        (
            "article_id article_version icd10_pcs_code_id icd10_pcs_code_version "
            "icd10_pcs_code_group; icd10_pcs_code_id"
        ),
    ),
    "coverage_article_x_icd10_pcs_code_group": (
        (
            "article_id:number article_version:number last_updated:time "
            "icd10_pcs_code_group:number paragraph"
        ),
        "article_id article_version icd10_pcs_code_group",
    ),
    "coverage_article_x_other_coding_group": (
        (
            "article_id:number article_version:number other_coding_group:number paragraph codes "
            "last_updated:time"
        ),
        "article_id article_version other_coding_group",
    ),
    "coverage_article_x_primary_jurisdiction": (
        "article_id:number article_version:number state_id:number last_updated:time",
        "article_id article_version state_id",
    ),
    "coverage_article_x_response_to_comment": (
        (
            "article_id:number article_version:number rtc_num:number comment response "
            "last_updated:time"
        ),
        "article_id article_version rtc_num",
    ),
    "coverage_article_x_revenue_code": (
        (
            "article_id:number article_version:number revenue_code_id revenue_code_version:number "
            "range last_updated:time description"
        ),
        "article_id article_version revenue_code_id revenue_code_version range",
    ),
    "coverage_article_x_revision_history": (
        (
            "article_id:number article_version:number rev_hist_num:number rev_hist_date:date "
            "rev_hist_exp last_updated:time"
        ),
        "article_id article_version rev_hist_num",
    ),
    "coverage_article_x_sticky_note": (
        (
            "article_id:number article_version:number sticky_note_version:number sticky_note "
            "sticky_note_dt:time? sticky_note_posting_dt:date?"
        ),
        "article_id article_version sticky_note_version",
    ),
    "coverage_article_x_urls": (
        (
            "article_id:number article_version:number url_type_id:number url_id:number url "
            "url_name sort_order:number last_updated:time url_description"
        ),
        "article_id article_version url_type_id url_id",
    ),
    "coverage_contractor": (
        (
            "contractor_id:number contractor_type_id:number contractor_version:number "
            "contractor_bus_name contractor_number dmerc_rgn:number address1 address2 address3 "
            "city state_id:number zipcode phone fax status last_updated:time url email ignore "
            "status_flag cmd_name cmd_title contractor_subtype_id:number"
        ),
        "contractor_id contractor_type_id contractor_version",
    ),
    "coverage_contractor_jurisdiction": (
        (
            "contractor_id:number contractor_type_id:number contractor_version:number "
            "state_id:number last_updated:time active_date:date term_date:date?"
        ),
        "contractor_id contractor_type_id contractor_version state_id",
    ),
    "coverage_contractor_oversight": (
        (
            "contractor_id:number contractor_type_id:number contractor_version:number "
            "region_id:number last_updated:time"
        ),
        "contractor_id contractor_type_id contractor_version region_id",
    ),
    "coverage_contractor_subtype_lookup": (
        "contractor_subtype_id:number description",
        "contractor_subtype_id",
    ),
    "coverage_contractor_type_lookup": (
        "contractor_type_id:number description",
        "contractor_type_id",
    ),
    "coverage_dmerc_region_lookup": (
        "region_id:number description psc_description mac_description super_mac_description",
        "region_id",
    ),
    "coverage_draft_contact_lookup": (
        (
            "contact_id:number email_address first_name middle_initial last_name phone address1 "
            "address2 address3 city state_id:number zipcode last_updated:time p_ext"
        ),
        "contact_id",
    ),
    "coverage_lcd": (
        (
            "lcd_id:number lcd_version:number title determination_number orig_det_eff_date:date? "
            "ent_det_end_date:date? rev_eff_date:date? rev_end_date:time? indication "
            "diagnoses_support icd9_dont_support_para icd9_dont_support_ast "
            "diagnoses_dont_support coding_guidelines doc_reqs appendices util_guide source_info "
            "adv_meeting comment_start_dt:date? comment_end_dt:date? notice_start_dt:date? "
            "rev_hist_num history_exp status last_updated:time cms_cov_policy display_id "
            "draft_contact revenue_para thirty_percent keywords associated_info "
            "notice_end_dt:date? date_retired:time? draft_released_date:time? source_lcd_id "
            "add_icd10_info icd10_doc synopsis_changes bibliography summary_of_evidence "
            "analysis_of_evidence mcd_publish_date:time? issue issue_change mac_initiated "
            "last_reviewed_on:time?"
        ),
        "lcd_id lcd_version",
    ),
    "coverage_lcd_future_retire": (
        "lcd_id:number retire_dt:date",
        "lcd_id",
    ),
    "coverage_lcd_related_documents": (
        (
            "lcd_id:number lcd_version:number related_num:number r_article_id:number? "
            "r_article_version:number? r_lcd_id:number? r_lcd_version:number? "
            "r_contractor_id:number last_updated:time"
        ),
        "lcd_id lcd_version related_num; r_lcd_id",
    ),
    "coverage_lcd_related_ncd_documents": (
        (
            "lcd_id:number lcd_version:number related_num:number r_ncd_id:number "
            "r_ncd_version:number last_updated:time"
        ),
        "lcd_id lcd_version related_num; r_ncd_id",
    ),
    "coverage_lcd_related_source_icd9": (
        (
            "lcd_id:number lcd_version:number related_num:number source_lcd_id:number "
            "last_updated:time"
        ),
        "lcd_id lcd_version related_num",
    ),
    "coverage_lcd_url_type_lookup": (
        "url_type_id:number description sort_order:number last_updated:time",
        "url_type_id",
    ),
    "coverage_lcd_x_advisory_committee": (
        (
            "lcd_id:number lcd_version:number meeting_id:number meeting_date:date meeting_info "
            "sort_order:number last_updated:time"
        ),
        "lcd_id lcd_version meeting_id",
    ),
    "coverage_lcd_x_contractor": (
        (
            "lcd_id:number lcd_version:number contractor_id:number contractor_type_id:number "
            "contractor_version:number last_updated:time"
        ),
        "lcd_id lcd_version contractor_id contractor_type_id contractor_version",
    ),
    "coverage_lcd_x_hcpc_code": (
        (
            "lcd_id:number lcd_version:number hcpc_code_id hcpc_code_version:number "
            "hcpc_code_group:number range last_updated:time long_description short_description"
        ),
        "lcd_id lcd_version hcpc_code_id hcpc_code_version hcpc_code_group; hcpc_code_id",
    ),
    "coverage_lcd_x_hcpc_code_group": (
        "lcd_id:number lcd_version:number hcpc_code_group:number paragraph last_updated:time",
        "lcd_id lcd_version hcpc_code_group",
    ),
    "coverage_lcd_x_primary_jurisdiction": (
        "lcd_id:number lcd_version:number state_id:number last_updated:time",
        "lcd_id lcd_version state_id",
    ),
    "coverage_lcd_x_reason_change": (
        (
            "lcd_id:number lcd_version:number reason_change_id:number "
            "reason_change_version:number last_updated:time reason_change_other"
        ),
        "lcd_id lcd_version reason_change_id reason_change_version",
    ),
    "coverage_lcd_x_requestor_letters": (
        (
            "lcd_id:number lcd_version:number letter_id:number requestor_name letter_path "
            "size:number sort_order:number last_updated:time"
        ),
        "lcd_id lcd_version letter_id",
    ),
    "coverage_lcd_x_revision_history": (
        (
            "lcd_id:number lcd_version:number rev_hist_num:number rev_hist_date:date rev_hist_exp "
            "last_updated:time"
        ),
        "lcd_id lcd_version rev_hist_num",
    ),
    "coverage_lcd_x_sticky_note": (
        (
            "lcd_id:number lcd_version:number sticky_note_version:number sticky_note "
            "sticky_note_dt:time sticky_note_posting_dt:date?"
        ),
        "lcd_id lcd_version sticky_note_version",
    ),
    "coverage_lcd_x_synopsis_changes_fields": (
        "lcd_id:number lcd_version:number synopsis_changes_field_id:number last_updated:time",
        "lcd_id lcd_version synopsis_changes_field_id",
    ),
    "coverage_lcd_x_urls": (
        (
            "lcd_id:number lcd_version:number url_type_id:number url_id:number url url_name "
            "sort_order:number last_updated:time url_description"
        ),
        "lcd_id lcd_version url_type_id url_id",
    ),
    "coverage_ncd_bnft_ctgry_ref": (
        "bnft_ctgry_cd bnft_ctgry_desc",
        "bnft_ctgry_cd",
    ),
    "coverage_ncd_pblctn_ref": (
        "pblctn_cd pblctn_num pblctn_title",
        "pblctn_cd",
    ),
    "coverage_ncd_trkg": (
        (
            "ncd_id:number ncd_vrsn_num:number natl_cvrg_type:truth cvrg_lvl_cd:number "
            "ncd_mnl_sect ncd_mnl_sect_title ncd_efctv_dt:date ncd_impltn_dt:date? "
            "ncd_trmntn_dt:date? itm_srvc_desc indctn_lmtn xref_txt othr_txt trnsmtl_num "
            "trnsmtl_issnc_dt:date? trnsmtl_url chg_rqst_num pblctn_cd rev_hstry under_rvw:truth "
            "creatd_tmstmp:time last_updt_tmstmp:time last_clrnc_tmstmp:time ncd_lab:truth "
            "ncd_keyword ncd_ama:truth"
        ),
        "ncd_id ncd_vrsn_num",
    ),
    "coverage_ncd_trkg_bnft_xref": (
        (
            "ncd_id:number ncd_vrsn_num:number bnft_ctgry_cd creatd_tmstmp:time "
            "last_updt_tmstmp:time"
        ),
        "ncd_id ncd_vrsn_num bnft_ctgry_cd",
    ),
    "coverage_reason_change_lookup": (
        (
            "reason_change_id:number reason_change_version:number description last_updated:time "
            "sort_order:number"
        ),
        "reason_change_id reason_change_version",
    ),
    "coverage_region_lookup": (
        "region_id:number description",
        "region_id",
    ),
    "coverage_state_lookup": (
        "state_id:number state_abbrev description",
        "state_id",
    ),
    "coverage_state_x_region": (
        "state_id:number region_id:number",
        "state_id",
    ),
    "coverage_synopsis_changes_fields_lookup": (
        (
            "synopsis_changes_field_id:number field_name field_anchor mcd_field_name "
            "mcd_field_anchor"
        ),
        "synopsis_changes_field_id",
    ),
    "coverage_update_period": (
        "period_id:number begin_date:time dis_end_date:time",
        "period_id",
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
