"""A few pages of a code book as the catalog would send them, for tests of whoever reads it."""

from collections.abc import Sequence

from codebook.catalog.v1 import catalog_pb2 as pb
from codebook.search.v1 import search_pb2

CM, PCS = "icd-10-cm", "icd-10-pcs"
ACTIVE, CODE = pb.CODE_STATUS_ACTIVE, pb.NODE_KIND_CODE
CHAPTER, SECTION, CATEGORY = pb.NODE_KIND_CHAPTER, pb.NODE_KIND_SECTION, pb.NODE_KIND_CATEGORY
# What only a reader who has unlocked the page may get to see.
GATED = "diabetes mellitus due to underlying condition"

# What every reader gets to see.
PLAIN = "In plain words it is"

RELEASE = pb.Release(
    release_id=1,
    system=CM,
    kind="tabular",
    edition="April 2026",
    effective_from="2026-04-01",
    effective_to="2026-09-30",
    licence="Public domain",
)
SYSTEMS = (
    pb.CodeSystem(
        system=CM,
        name="ICD-10-CM",
        description="Diagnoses, for every encounter.",
        release=RELEASE,
        billable_count=74_719,
        code_count=98_466,
    ),
    pb.CodeSystem(
        system=PCS,
        name="ICD-10-PCS",
        description="Procedures on hospital inpatients.",
        release=pb.Release(system=PCS, edition="FY 2024", effective_from="2023-10-01"),
        billable_count=78_948,
        code_count=190_000,
    ),
)


def summary(
    code: str,
    title: str,
    kind: "pb.NodeKind.ValueType" = CODE,
    *,
    children: int = 0,
    system: str = CM,
) -> pb.CodeSummary:
    """Return a summary; what has nothing below it may be reported."""
    return pb.CodeSummary(
        system=system,
        code=code,
        compact=code.replace(".", ""),
        title=title,
        kind=kind,
        billable=not children,
        status=ACTIVE,
        child_count=children,
    )


def note(
    kind: "pb.NoteKind.ValueType", text: str, at: pb.CodeSummary, *, inherited: bool = False
) -> pb.Note:
    """Return a note that stands at a place."""
    return pb.Note(kind=kind, text=text, from_code=at.code, from_kind=at.kind, inherited=inherited)


CHAPTER_4 = summary("4", "Endocrine, nutritional and metabolic diseases", CHAPTER, children=10)
BLOCK = summary("E08-E13", "Diabetes mellitus", SECTION, children=5)
E11 = summary("E11", "Type 2 diabetes mellitus", CATEGORY, children=2)
E11_8 = summary("E11.8", "Type 2 diabetes mellitus with unspecified complications")
E11_9 = summary("E11.9", "Type 2 diabetes mellitus without complications")
E13 = summary("E13", "Other specified diabetes mellitus", CATEGORY, children=9)
S72 = summary("S72.001A", "Fracture of unspecified part of neck of right femur, initial encounter")
B20 = summary("B20", "Human immunodeficiency virus [HIV] disease")
B20_TABLE = summary("B20", "Imaging, Heart, Plain Radiography", CATEGORY, children=3, system=PCS)
J44_9 = summary("J44.9", "Chronic obstructive pulmonary disease, unspecified")
OLD = summary("E11.69A", "An ended code")
OLD.status = pb.CODE_STATUS_DELETED

_E11_NOTES = (
    note(pb.NOTE_KIND_INCLUDES, "diabetes NOS", E11),
    note(pb.NOTE_KIND_INCLUDES, "insulin resistant diabetes (mellitus)", E11),
    note(pb.NOTE_KIND_EXCLUDES1, f"{GATED} (E08.-)", E11),
    note(pb.NOTE_KIND_EXCLUDES1, "gestational diabetes (O24.4-)", E11),
    note(pb.NOTE_KIND_USE_ADDITIONAL_CODE, "code to identify control using: insulin (Z79.4)", E11),
    note(pb.NOTE_KIND_EXCLUDES1, "transitory <i>disorders</i> (P70-P74)", CHAPTER_4),
)


def record(
    code: pb.CodeSummary,
    *,
    ancestors: Sequence[pb.CodeSummary] = (),
    children: Sequence[pb.CodeSummary] = (),
    notes: Sequence[pb.Note] = (),
    **rest: object,
) -> pb.CodeRecord:
    """Return the record of a code of the current release."""
    return pb.CodeRecord(
        summary=code,
        effective_from="2015-10-01",
        ancestors=ancestors,
        children=children,
        notes=notes,
        release=RELEASE,
        plain_description=f"{PLAIN} {code.code}.",
        **rest,  # type: ignore[arg-type]
    )


ARTICLE = pb.Article(
    article="copd-unspecified",
    title="COPD",
    codes=["icd-10-cm J44.9"],
    author="A. Coder",
    reviewed="2026-05-02",
    version=3,
    sources=["An invented book"],
    sections=[
        pb.ArticleSection(heading="When to use it", text="Use it *seldom*. <b>Never</b> twice."),
        pb.ArticleSection(heading="Example", text="- one"),
    ],
)


def inherited(notes: Sequence[pb.Note]) -> list[pb.Note]:
    """Return the notes as a code below sees them."""
    copies = [pb.Note.FromString(one.SerializeToString()) for one in notes]
    for copy in copies:
        copy.inherited = True
    return copies


RECORDS = (
    record(CHAPTER_4, children=[BLOCK]),
    record(BLOCK, ancestors=[CHAPTER_4], children=[E11, E13]),
    record(E11, ancestors=[CHAPTER_4, BLOCK], children=[E11_8, E11_9], notes=_E11_NOTES, next=E13),
    record(E11_8, ancestors=[CHAPTER_4, BLOCK, E11], notes=inherited(_E11_NOTES), next=E11_9),
    record(E11_9, ancestors=[CHAPTER_4, BLOCK, E11], notes=inherited(_E11_NOTES), previous=E11_8),
    record(E13, ancestors=[CHAPTER_4, BLOCK], previous=E11),
    record(
        S72,
        seventh_characters=[
            pb.SeventhCharacter(character="A", title="initial encounter", from_code="S72"),
            pb.SeventhCharacter(character="D", title="subsequent encounter", from_code="S72"),
        ],
    ),
    record(B20),
    record(B20_TABLE),
    record(OLD, effective_to="2025-10-01"),
    record(J44_9, articles=[ARTICLE]),
)


def hit(code: pb.CodeSummary) -> search_pb2.Hit:
    """Return the code as a hit whose first word was matched."""
    first, _, rest = code.title.partition(" ")
    return search_pb2.Hit(
        system=code.system,
        code=code.code,
        title=code.title,
        title_spans=[
            search_pb2.TextSpan(text=first, matched=True),
            search_pb2.TextSpan(text=f" {rest}"),
        ],
        kind="code" if code.billable else "category",
        billable=code.billable,
        chapter="4",
        chapter_title=CHAPTER_4.title,
        status="active",
    )
