"""The closed vocabularies of the book. The numbers are those on the wire and in the tables."""

from enum import IntEnum


class NodeKind(IntEnum):
    """What a place in a system's hierarchy is."""

    CHAPTER = 1
    SECTION = 2
    CATEGORY = 3
    SUBCATEGORY = 4
    CODE = 5


class CodeStatus(IntEnum):
    """Whether a code may be used on a date."""

    ACTIVE = 1
    DELETED = 2
    FUTURE = 3


class TermSource(IntEnum):
    """Which published index or table has a term."""

    ALPHABETIC_INDEX = 1
    EXTERNAL_CAUSE_INDEX = 2
    DRUG_TABLE = 3
    NEOPLASM_TABLE = 4
    PROCEDURE_INDEX = 5
    HCPCS_INDEX = 6


class NoteKind(IntEnum):
    """The official label under which a note stands."""

    INCLUDES = 1
    INCLUSION_TERM = 2
    EXCLUDES1 = 3
    EXCLUDES2 = 4
    CODE_FIRST = 5
    USE_ADDITIONAL_CODE = 6
    CODE_ALSO = 7
    NOTE = 8
    SEVENTH_CHARACTER_NOTE = 9

    @property
    def inherited(self) -> bool:
        """Return whether the note applies to everything below the place where it stands.

        What is said of a chapter, section, category or subcategory holds for all codes in it
        (ICD-10-CM Official Guidelines, I.A.7 and I.A.10 to 13; tabular list, instructional
        notations). An inclusion term is no instruction: it names a condition for which the very
        code under which it stands is to be used (I.A.11).
        """
        return self is not NoteKind.INCLUSION_TERM
