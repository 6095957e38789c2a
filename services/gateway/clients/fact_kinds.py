"""The closed vocabularies of the published tables. What is newer than this code is UNSPECIFIED."""

from enum import StrEnum


class Setting(StrEnum):
    """For whom an edit or a limit is published."""

    UNSPECIFIED = "unspecified"
    PRACTITIONER = "practitioner"
    OUTPATIENT_HOSPITAL = "outpatient-hospital"
    DME_SUPPLIER = "dme-supplier"


class AdjudicationIndicator(StrEnum):
    """Says how a limit of units is applied."""

    UNSPECIFIED = "unspecified"
    LINE = "line"
    DAY_POLICY = "day-policy"
    DAY_CLINICAL = "day-clinical"


class ModifierIndicator(StrEnum):
    """Says whether a modifier may lift an edit."""

    UNSPECIFIED = "unspecified"
    NOT_ALLOWED = "not-allowed"
    ALLOWED = "allowed"
    NOT_APPLICABLE = "not-applicable"


class EditSide(StrEnum):
    """Says which place in an edit the code has."""

    UNSPECIFIED = "unspecified"
    COLUMN_1 = "column-1"
    COLUMN_2 = "column-2"


class Severity(StrEnum):
    """What a secondary diagnosis does to a stay's MS-DRG."""

    UNSPECIFIED = "unspecified"
    NONE = "none"
    CC = "cc"
    MCC = "mcc"


class CoverageKind(StrEnum):
    """What a document of the coverage database is."""

    UNSPECIFIED = "unspecified"
    LCD = "lcd"
    ARTICLE = "article"
    NCD = "ncd"


class CoverageRole(StrEnum):
    """Says as what a document names the code."""

    UNSPECIFIED = "unspecified"
    PROCEDURE = "procedure"
    COVERED_DIAGNOSIS = "covered-diagnosis"
    NONCOVERED_DIAGNOSIS = "noncovered-diagnosis"
    TABLE_ROW = "table-row"
    RELATED = "related"


class IndexKind(StrEnum):
    """One of the books' indexes."""

    UNSPECIFIED = "unspecified"
    ALPHABETIC = "alphabetic"
    EXTERNAL_CAUSES = "external-causes"
    DRUGS = "drugs"
    NEOPLASMS = "neoplasms"
    PROCEDURES = "procedures"


class HistoryKind(StrEnum):
    """What happened to a code."""

    UNSPECIFIED = "unspecified"
    FIRST_KNOWN = "first-known"
    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    RETURNED = "returned"
    REPLACED_OTHERS = "replaced-others"
    REPLACED_BY = "replaced-by"
    PART_OF_OTHERS = "part-of-others"
    PART_TO_OTHERS = "part-to-others"
