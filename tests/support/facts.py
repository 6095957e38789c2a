"""What the tables say of a code that is in all of them, as the catalog would send it.

Every text that only a reader who has unlocked the page may see says so: UNLOCKED_ONLY.
"""

from codebook.catalog.v1 import catalog_pb2
from codebook.catalog.v1 import facts_pb2 as pb

UNLOCKED_ONLY = "for the unlocked only"


def release(kind: str, edition: str) -> catalog_pb2.Release:
    """Return an edition of a table."""
    return catalog_pb2.Release(
        kind=kind, edition=edition, effective_from="2025-10-01", licence="Public domain"
    )


def edit(column_1: str, column_2: str) -> pb.PtpEdit:
    """Return an edit that a modifier may lift."""
    return pb.PtpEdit(
        column_1=column_1,
        column_2=column_2,
        modifier_indicator=pb.MODIFIER_INDICATOR_ALLOWED,
        effective="2024-01-01",
        rationale=f"Edit {UNLOCKED_ONLY}",
    )


def equivalence(target: str, scenario: int = 0, choice_list: int = 0) -> pb.Equivalence:
    """Return a line of the mapping to ICD-9-CM; with a scenario, one of a combination."""
    return pb.Equivalence(
        source_system="icd-10-cm",
        source="E11.9",
        target_system="icd-9-cm",
        target=target,
        approximate=True,
        combination=bool(scenario),
        scenario=scenario,
        choice_list=choice_list,
        release=release("gem-icd-10-cm", "2018"),
    )


def limit() -> pb.UnitLimit:
    """Return a limit of units."""
    return pb.UnitLimit(
        setting=pb.SETTING_PRACTITIONER,
        units=4,
        adjudication_indicator=pb.ADJUDICATION_INDICATOR_DAY_CLINICAL,
        rationale=f"Limit {UNLOCKED_ONLY}",
        unchanged_since="2026-04-01",
        release=release("mue-practitioner", "2026 Q2"),
    )


def fee() -> pb.Fee:
    """Return a line of the fee schedule."""
    return pb.Fee(
        status="A",
        work="1.00",
        nonfacility_practice_expense="1.10",
        facility_practice_expense="0.50",
        malpractice="0.10",
        nonfacility_total="2.20",
        facility_total="1.60",
        conversion_factor="32.3465",
        global_days="010",
        pc_tc="0",
        multiple_procedure="2",
        bilateral_surgery="0",
        preoperative="0.10",
        intraoperative="0.80",
        postoperative="0.10",
        release=release("physician-fee-schedule", "RVU25D"),
    )


def document() -> pb.CoverageDocument:
    """Return an LCD that names the code."""
    return pb.CoverageDocument(
        kind=pb.COVERAGE_KIND_LCD,
        display_id="L10000",
        title=f"Determination {UNLOCKED_ONLY}",
        roles=[pb.COVERAGE_ROLE_COVERED_DIAGNOSIS],
        effective_from="2025-01-01",
        contractors=[pb.Contractor(name="A Contractor", states=["OH", "KY"])],
        url="https://www.cms.gov/medicare-coverage-database/view/lcd.aspx?lcdid=10000",
        release=release("coverage-lcd", "January 2026"),
    )


def near() -> catalog_pb2.CodeSummary:
    """Return a code that stands near the code."""
    return catalog_pb2.CodeSummary(
        system="icd-10-cm",
        code="E11.8",
        compact="E118",
        title=f"Something near {UNLOCKED_ONLY}",
        kind=catalog_pb2.NODE_KIND_CODE,
        billable=True,
        status=catalog_pb2.CODE_STATUS_ACTIVE,
    )


def build() -> pb.ProcedureBuild:
    """Return a code taken apart, though of one character only."""
    return pb.ProcedureBuild(
        characters=[
            pb.ProcedureCharacter(
                axis="Operation",
                character="Z",
                label=f"Doing {UNLOCKED_ONLY}",
                definition="Invented definition",
                includes=[f"thing {number}" for number in range(9)],
            )
        ],
        release=release("icd-10-pcs-tables", "FY 2026"),
    )


def everything(system: str, code: str) -> pb.CodeFacts:
    """Return facts with something in every part."""
    return pb.CodeFacts(
        system=system,
        code=code,
        as_of="2026-06-01",
        unit_limits=[limit()],
        edits=[
            pb.CodeEdits(
                setting=pb.SETTING_PRACTITIONER,
                column_1_count=2,
                column_2_count=20,
                as_column_1=[edit(code, "A0001"), edit(code, "A0002")],
                as_column_2=[edit(f"A00{n:02}", code) for n in range(10)],
                release=release("ptp-practitioner", "2026 Q2"),
            )
        ],
        fees=[fee()],
        fee_caps=[
            pb.FeeCap(
                modifier="TC",
                locality_count=109,
                lowest_nonfacility_price="10.50",
                highest_nonfacility_price="1012.25",
                release=release("opps-caps", "RVU25D"),
            )
        ],
        outpatient_payment=pb.OutpatientPayment(
            status_indicator="T",
            apc="5311",
            payment_rate="950.1",
            release=release("opps-addendum-b", "April 2026"),
        ),
        coverage=pb.Coverage(lcd_count=1, article_count=30, documents=[document()]),
        crosswalks=pb.Crosswalks(
            to_other_system=[
                equivalence("250.00"),
                equivalence("250.01", 1, 1),
                equivalence("250.02", 1, 2),
                equivalence("250.03", 1, 2),
            ],
            replaces=[
                pb.Replacement(
                    system="icd-10-cm",
                    code="E11.7",
                    title=f"Forerunner {UNLOCKED_ONLY}",
                    effective="2024-10-01",
                    release=release("icd-10-cm-conversion", "FY 2026"),
                )
            ],
        ),
        **_rest(code),  # type: ignore[arg-type] # parts by name
    )


def _rest(code: str) -> dict[str, object]:
    return {
        "severity": pb.DiagnosisSeverity(
            severity=pb.SEVERITY_MCC,
            exclusion_collection="0123",
            excluding_count=1,
            excluding=[pb.CodeName(code="E10.9", title=f"Excluding {UNLOCKED_ONLY}")],
            release=release("mcc-list", "FY 2026"),
        ),
        "drg": pb.DrgFacts(weight="1.2345", release=release("drg-weights", "FY 2026")),
        "poa_exemption": pb.PoaExemption(exempt=True, release=release("poa-exempt", "FY 2026")),
        "hcpcs": pb.HcpcsAttributes(
            coverage="D",
            pricing=["51"],
            cross_references=["A0001"],
            action="A",
            added="2020-01-01",
            processing_note="0042",
            processing_note_text=f"Note {UNLOCKED_ONLY}",
            release=release("hcpcs", "October 2025"),
        ),
        "add_ons": pb.AddOns(
            as_primary=[pb.AddOn(add_on_code="A0003", primary_code=code, edit_type="1")],
            as_primary_count=1,
            release=release("add-on-codes", "2026"),
        ),
        "modifiers": _modifiers(),
        "index_terms": pb.IndexTerms(
            count=1,
            terms=[
                pb.IndexTerm(
                    index=pb.INDEX_KIND_ALPHABETIC,
                    path=["Diabetes", f"term {UNLOCKED_ONLY}"],
                    code=code,
                    release=release("icd-10-cm-index", "FY 2026"),
                )
            ],
        ),
        "similar": [near()],
        "build": build(),
        "history": [
            pb.HistoryEvent(
                kind=pb.HISTORY_KIND_CHANGED,
                day="2024-10-01",
                changes=[pb.FieldChange(field="title", before="Old", after=f"New {UNLOCKED_ONLY}")],
                release=release("icd-10-cm-order", "FY 2025"),
            )
        ],
    }


def _modifiers() -> list[pb.FittingModifier]:
    return [
        pb.FittingModifier(
            modifier="50",
            said_by="bilateral_surgery",
            value="1",
            release=release("physician-fee-schedule", "RVU25D"),
        ),
        pb.FittingModifier(
            modifier="53", said_by="line", release=release("physician-fee-schedule", "RVU25D")
        ),
        pb.FittingModifier(
            modifier="ZZ",
            title=f"Modifier {UNLOCKED_ONLY}",
            said_by="coverage article",
            value="A10000",
            ruled_out=True,
            release=release("coverage-article", "January 2026"),
        ),
    ]
