"""Coverage database, article export: the codes that an article lists, and its groups of codes."""

from datetime import date, datetime
from typing import NamedTuple

from services.catalog.readers.coverage.columns import Range, RevenueRange, Table, YesNo


class ArticleHcpcsCode(NamedTuple):
    """A HCPCS code of an article, in one of its groups.

    Columns from the data dictionary: no file was at hand to check.
    """

    article_id: int
    article_version: int
    hcpc_code_id: str
    hcpc_code_version: int
    hcpc_code_group: int
    range: Range
    last_updated: datetime
    long_description: str
    short_description: str


class ArticleHcpcsCodeGroup(NamedTuple):
    """What is said of a group of HCPCS codes."""

    article_id: int
    article_version: int
    hcpc_code_group: int
    paragraph: str
    last_updated: datetime


class ArticleHcpcsModifier(NamedTuple):
    """A modifier of an article, in one of its groups.

    Columns from the data dictionary: no file was at hand to check.
    """

    article_id: int
    article_version: int
    hcpc_modifier_code_id: str
    hcpc_modifier_code_version: int
    hcpc_modifier_group: int
    last_updated: datetime
    description: str


class ArticleHcpcsModifierGroup(NamedTuple):
    """What is said of a group of modifiers."""

    article_id: int
    article_version: int
    hcpc_modifier_group: int
    paragraph: str
    last_updated: datetime


class ArticleIcd10Covered(NamedTuple):
    """A diagnosis that supports medical necessity, in one of its groups.

    Columns from the data dictionary: no file was at hand to check. The key that the dictionary
    names leaves out the group, so none is held.
    """

    article_id: int
    article_version: int
    icd10_code_id: str
    icd10_code_version: int
    icd10_covered_group: int
    range: Range
    last_updated: datetime
    sort_order: int
    description: str
    asterisk: YesNo


class ArticleIcd10CoveredGroup(NamedTuple):
    """What is said of a group of supporting diagnoses."""

    article_id: int
    article_version: int
    icd10_covered_group: int
    paragraph: str
    last_updated: datetime
    icd10_covered_ast: str


class ArticleIcd10Noncovered(NamedTuple):
    """A diagnosis that does not support medical necessity, in one of its groups.

    Columns from the data dictionary: no file was at hand to check. The key that the dictionary
    names leaves out the group, so none is held.
    """

    article_id: int
    article_version: int
    icd10_code_id: str
    icd10_code_version: int
    icd10_noncovered_group: int
    range: Range
    last_updated: datetime
    sort_order: int
    description: str


class ArticleIcd10NoncoveredGroup(NamedTuple):
    """What is said of a group of diagnoses that do not support."""

    article_id: int
    article_version: int
    icd10_noncovered_group: int
    paragraph: str
    last_updated: datetime


class ArticleIcd10PcsCode(NamedTuple):
    """An ICD-10-PCS code of an article, in one of its groups."""

    article_id: int
    article_version: int
    range: Range
    last_updated: datetime
    sort_order: int
    icd10_pcs_code_id: str
    icd10_pcs_code_version: int
    icd10_pcs_code_group: int
    description: str


class ArticleIcd10PcsCodeGroup(NamedTuple):
    """What is said of a group of ICD-10-PCS codes."""

    article_id: int
    article_version: int
    last_updated: datetime
    icd10_pcs_code_group: int
    paragraph: str


class ArticleBillCode(NamedTuple):
    """A type of bill of an article; 999 is not applicable."""

    article_id: int
    article_version: int
    bill_code_id: str
    bill_code_version: int
    last_updated: datetime
    description: str


class ArticleRevenueCode(NamedTuple):
    """A revenue code of an article.

    Columns from the data dictionary: no file was at hand to check.
    """

    article_id: int
    article_version: int
    revenue_code_id: str
    revenue_code_version: int
    range: RevenueRange
    last_updated: datetime
    description: str


class ArticleCodeTable(NamedTuple):
    """A row of the code table of an article, as of drugs usually self-administered.

    The key that the dictionary names has a column, code_table_type, that the file has not.
    """

    article_id: int
    article_version: int
    article_type: int
    code_table_row: int
    brand_name: str
    eff_date: date | None
    end_date: date | None
    comments: str
    hcpc_code_id: str
    hcpc_code_version: int | None
    last_updated: datetime
    short_description: str
    long_description: str


class ArticleOtherCodingGroup(NamedTuple):
    """Other coding information; `codes` is one a line."""

    article_id: int
    article_version: int
    other_coding_group: int
    paragraph: str
    codes: str
    last_updated: datetime


TABLES = (
    Table(
        "article_x_hcpc_code",
        ArticleHcpcsCode,
        "article_id article_version hcpc_code_id hcpc_code_version hcpc_code_group",
    ),
    Table(
        "article_x_hcpc_code_group",
        ArticleHcpcsCodeGroup,
        "article_id article_version hcpc_code_group",
    ),
    Table(
        "article_x_hcpc_modifier",
        ArticleHcpcsModifier,
        "article_id article_version hcpc_modifier_code_id hcpc_modifier_code_version"
        " hcpc_modifier_group",
    ),
    Table(
        "article_x_hcpc_modifier_group",
        ArticleHcpcsModifierGroup,
        "article_id article_version hcpc_modifier_group",
    ),
    Table("article_x_icd10_covered", ArticleIcd10Covered, ""),
    Table(
        "article_x_icd10_covered_group",
        ArticleIcd10CoveredGroup,
        "article_id article_version icd10_covered_group",
    ),
    Table("article_x_icd10_noncovered", ArticleIcd10Noncovered, ""),
    Table(
        "article_x_icd10_noncovered_group",
        ArticleIcd10NoncoveredGroup,
        "article_id article_version icd10_noncovered_group",
    ),
    Table(
        "article_x_icd10_pcs_code",
        ArticleIcd10PcsCode,
        "article_id article_version icd10_pcs_code_id icd10_pcs_code_version icd10_pcs_code_group",
    ),
    Table(
        "article_x_icd10_pcs_code_group",
        ArticleIcd10PcsCodeGroup,
        "article_id article_version icd10_pcs_code_group",
    ),
    Table(
        "article_x_bill_code",
        ArticleBillCode,
        "article_id article_version bill_code_id bill_code_version",
    ),
    Table(
        "article_x_revenue_code",
        ArticleRevenueCode,
        "article_id article_version revenue_code_id revenue_code_version range",
    ),
    Table("article_x_code_table", ArticleCodeTable, "article_id article_version code_table_row"),
    Table(
        "article_x_other_coding_group",
        ArticleOtherCodingGroup,
        "article_id article_version other_coding_group",
    ),
)
