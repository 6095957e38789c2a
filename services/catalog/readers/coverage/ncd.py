"""Coverage database, NCD export: national coverage determinations.

No file and no dictionary was at hand: names, order and types are those that public reports on the
exports of 2026 give.
"""

from datetime import date, datetime
from typing import NamedTuple

from services.catalog.readers.coverage.columns import Table


class Ncd(NamedTuple):
    """One version of a national determination, or of a provision (`natl_cvrg_type` false).

    Coverage level: 1 full, 2 restricted, 3 none; 4 is used and not explained. Dates may
    contradict one another: terminations before the version took effect are published.
    """

    ncd_id: int
    ncd_vrsn_num: int
    natl_cvrg_type: bool
    cvrg_lvl_cd: int
    ncd_mnl_sect: str
    ncd_mnl_sect_title: str
    ncd_efctv_dt: date
    ncd_impltn_dt: date | None
    ncd_trmntn_dt: date | None
    itm_srvc_desc: str
    indctn_lmtn: str
    xref_txt: str
    othr_txt: str
    trnsmtl_num: str
    trnsmtl_issnc_dt: date | None
    trnsmtl_url: str
    chg_rqst_num: str
    pblctn_cd: str
    rev_hstry: str
    under_rvw: bool
    creatd_tmstmp: datetime
    last_updt_tmstmp: datetime
    last_clrnc_tmstmp: datetime
    ncd_lab: bool
    ncd_keyword: str
    ncd_ama: bool


class NcdBenefitCategory(NamedTuple):
    """A benefit category."""

    bnft_ctgry_cd: str
    bnft_ctgry_desc: str


class NcdPublication(NamedTuple):
    """A manual that determinations stand in."""

    pblctn_cd: str
    pblctn_num: str
    pblctn_title: str


class NcdBenefit(NamedTuple):
    """A benefit category of a version of a determination."""

    ncd_id: int
    ncd_vrsn_num: int
    bnft_ctgry_cd: str
    creatd_tmstmp: datetime
    last_updt_tmstmp: datetime


TABLES = (
    Table("ncd_trkg", Ncd, "ncd_id ncd_vrsn_num"),
    Table("ncd_bnft_ctgry_ref", NcdBenefitCategory, "bnft_ctgry_cd"),
    Table("ncd_pblctn_ref", NcdPublication, "pblctn_cd"),
    Table("ncd_trkg_bnft_xref", NcdBenefit, "ncd_id ncd_vrsn_num bnft_ctgry_cd"),
)
