"""Coverage database, article export: the articles and what hangs on each version."""

from datetime import date, datetime
from typing import Literal, NamedTuple

from services.catalog.readers.coverage.columns import Table, YesNo

ArticleStatus = Literal["A", "P", "R"]
ThirtyPercent = Literal["Y", "U", "N"]


class Article(NamedTuple):
    """One article in its latest version: A and the id, or DA and the display id while a draft.

    Columns from the data dictionary: no file was at hand to check. Of the exports that have
    `reference_article` the dictionary says nothing.
    """

    article_id: int
    article_version: int
    article_type: int
    title: str
    article_pub_date: date | None
    article_eff_date: date | None
    article_end_date: date | None
    description: str
    other_comments: str
    sad_url: str
    status: ArticleStatus
    last_updated: datetime
    history_exp: str
    key_article: str
    icd9_covered_para: str
    icd9_noncovered_para: str
    revenue_para: str
    thirty_percent: ThirtyPercent
    article_rev_end_date: datetime | None
    source_article_id: str
    date_retired: datetime | None
    keywords: str
    icd10_doc: YesNo
    add_icd10_info: str
    cms_cov_policy: str
    display_id: str
    reference_article: str = ""


class ArticleRevision(NamedTuple):
    """One entry of the revision history of an article.

    Columns from the data dictionary: no file was at hand to check.
    """

    article_id: int
    article_version: int
    rev_hist_num: int
    rev_hist_date: date
    rev_hist_exp: str
    last_updated: datetime


class ArticlePrimaryJurisdiction(NamedTuple):
    """A state of an article that has only one contractor."""

    article_id: int
    article_version: int
    state_id: int
    last_updated: datetime


class ArticleContractor(NamedTuple):
    """A contractor of an article."""

    article_id: int
    article_version: int
    article_type: int
    contractor_id: int
    contractor_type_id: int
    contractor_version: int
    last_updated: datetime


class ArticleFutureRetirement(NamedTuple):
    """The day on which an article will be retired."""

    article_id: int
    retire_dt: date


class ArticleRelatedDocument(NamedTuple):
    """An LCD or another article that belongs to an article: one of the two is None."""

    article_id: int
    article_version: int
    related_num: int
    r_article_id: int | None
    r_article_version: int | None
    r_lcd_id: int | None
    r_lcd_version: int | None
    r_contractor_id: int
    last_updated: datetime


class ArticleRelatedNcd(NamedTuple):
    """A national determination of an article; id 0 says that there is none."""

    article_id: int
    article_version: int
    related_num: int
    r_ncd_id: int
    r_ncd_version: int
    last_updated: datetime


class ArticleSourceIcd9(NamedTuple):
    """The article of ICD-9 times that an article comes from."""

    article_id: int
    article_version: int
    related_num: int
    source_article_id: int
    last_updated: datetime


class ArticleResponseToComment(NamedTuple):
    """A comment on a proposed policy and the answer to it.

    Columns from the data dictionary: no file was at hand to check.
    """

    article_id: int
    article_version: int
    rtc_num: int
    comment: str
    response: str
    last_updated: datetime


class ArticleUrl(NamedTuple):
    """A web address that an article gives."""

    article_id: int
    article_version: int
    url_type_id: int
    url_id: int
    url: str
    url_name: str
    sort_order: int
    last_updated: datetime
    url_description: str


class ArticleStickyNote(NamedTuple):
    """A correction put on a version of an article after it was published."""

    article_id: int
    article_version: int
    sticky_note_version: int
    sticky_note: str
    sticky_note_dt: datetime | None
    sticky_note_posting_dt: date | None


class ArticleType(NamedTuple):
    """A kind of article."""

    article_type_id: int
    description: str
    last_updated: datetime


class ArticleUrlType(NamedTuple):
    """What a web address of an article is for."""

    url_type_id: int
    description: str
    sort_order: int
    last_updated: datetime


TABLES = (
    Table("article", Article, "article_id article_version"),
    Table("article_x_revision_history", ArticleRevision, "article_id article_version rev_hist_num"),
    Table(
        "article_x_primary_jurisdiction",
        ArticlePrimaryJurisdiction,
        "article_id article_version state_id",
    ),
    Table(
        "article_x_contractor",
        ArticleContractor,
        "article_id article_version contractor_id contractor_type_id contractor_version",
    ),
    Table("article_future_retire", ArticleFutureRetirement, "article_id"),
    Table(
        "article_related_documents",
        ArticleRelatedDocument,
        "article_id article_version related_num",
    ),
    Table(
        "article_related_ncd_documents", ArticleRelatedNcd, "article_id article_version related_num"
    ),
    Table(
        "article_related_source_icd9", ArticleSourceIcd9, "article_id article_version related_num"
    ),
    Table(
        "article_x_response_to_comment",
        ArticleResponseToComment,
        "article_id article_version rtc_num",
    ),
    Table("article_x_urls", ArticleUrl, "article_id article_version url_type_id url_id"),
    Table(
        "article_x_sticky_note", ArticleStickyNote, "article_id article_version sticky_note_version"
    ),
    Table("article_type_lookup", ArticleType, "article_type_id"),
    Table("article_url_type_lookup", ArticleUrlType, "url_type_id"),
)
