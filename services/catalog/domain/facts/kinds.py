"""The closed vocabularies of the published tables. The numbers are those on the wire."""

from enum import IntEnum


class Setting(IntEnum):
    """For whom an edit or a limit is published."""

    PRACTITIONER = 1
    OUTPATIENT_HOSPITAL = 2
    DME_SUPPLIER = 3


class EditSide(IntEnum):
    """Which place in an edit a code has."""

    COLUMN_1 = 1
    COLUMN_2 = 2


class Severity(IntEnum):
    """What a secondary diagnosis does to a stay's MS-DRG."""

    NONE = 1
    CC = 2
    MCC = 3


class CoverageKind(IntEnum):
    """What a document of the coverage database is."""

    LCD = 1
    ARTICLE = 2
    NCD = 3


class CoverageRole(IntEnum):
    """As what a document names a code."""

    PROCEDURE = 1
    COVERED_DIAGNOSIS = 2
    NONCOVERED_DIAGNOSIS = 3
    TABLE_ROW = 4
    RELATED = 5


class IndexKind(IntEnum):
    """One of the books' indexes."""

    ALPHABETIC = 1
    EXTERNAL_CAUSES = 2
    DRUGS = 3
    NEOPLASMS = 4
    PROCEDURES = 5


class HistoryKind(IntEnum):
    """What happened to a code."""

    FIRST_KNOWN = 1
    ADDED = 2
    CHANGED = 3
    ENDED = 4
    RETURNED = 5
    REPLACED_OTHERS = 6
    REPLACED_BY = 7
    PART_OF_OTHERS = 8
    PART_TO_OTHERS = 9
