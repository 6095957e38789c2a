"""Descriptions of single codes: what each part of an official title becomes."""

from datetime import date

import pytest

from services.catalog.domain.kinds import CodeStatus, NodeKind
from services.catalog.domain.plain import describe, opening
from services.catalog.domain.records import Place, Summary, Version
from tests.support.plain import faults

DAY = date(2026, 4, 1)


def version(
    system: str, code: str, title: str, kind: NodeKind = NodeKind.CODE, *, billable: bool = True
) -> Version:
    compact = code.replace(".", "")
    return Version(0, system, code, compact, title, "", kind, billable, "", 0, DAY, None)


def described(
    system: str, code: str, title: str, *above: Version, status: CodeStatus = CodeStatus.ACTIVE
) -> str:
    summary = Summary(Place(version(system, code, title), 0), status)
    description = describe(summary, above)
    assert faults(summary, description) == []
    return description


def heading(system: str, code: str, title: str, kind: NodeKind, below: int, *above: Version) -> str:
    place = Place(version(system, code, title, kind, billable=False), below)
    summary = Summary(place, CodeStatus.ACTIVE)
    assert faults(summary, describe(summary, above)) == []
    return describe(summary, above)


SECTION = version(
    "icd-10-cm", "S70-S79", "Injuries to the hip and thigh (S70-S79)", NodeKind.SECTION
)
CHAPTER = version("icd-10-cm", "4", "Endocrine diseases (E00-E89)", NodeKind.CHAPTER)


def test_a_short_description_names_the_section() -> None:
    said = described("icd-10-cm", "S70.00", "Contusion of hip", CHAPTER, SECTION)
    assert said.endswith("It stands in the section on injuries to the hip and thigh.")


def test_a_fracture_at_its_first_encounter() -> None:
    title = "Displaced fracture of neck of right femur, initial encounter for closed fracture"
    assert described("icd-10-cm", "S72.001A", title, SECTION) == (
        "Displaced fracture (broken bone, pieces out of line) of the neck of the right femur "
        "(thigh bone). Initial encounter: while it is under active treatment of a closed fracture "
        "(skin over it not broken). The code is complete and can be billed. It stands in the "
        "section on injuries to the hip and thigh."
    )


@pytest.mark.parametrize(
    ("code", "title", "expected"),
    [
        ("H25.9", "Unspecified age-related cataract", "the record gives no more detail"),
        ("H91.90", "Unspecified hearing loss, unspecified ear", "does not say which one"),
        ("G31.89", "Other specified degenerative diseases", "no code of its own exists"),
        (
            "D63.8",
            "Anemia in diseases classified elsewhere",
            "The disease behind it is coded first",
        ),
        ("B96.20", "Escherichia coli as the cause of diseases", "an additional code"),
        ("W19.XXXA", "Unspecified fall, initial encounter", "never the first-listed code"),
        ("W19.XXXS", "Unspecified fall, sequela", "for a late effect of what happened"),
        ("S52.501S", "Fracture of right radius, sequela", "the problem that remains is coded as"),
        ("O80", "Encounter for full-term uncomplicated delivery", "the mother's record"),
        ("P07.00", "Extremely low birth weight newborn", "the newborn's record"),
        ("Z00.00", "Encounter for general examination", "Visit or other contact for general"),
        ("K50.90", "Crohn's disease, unspecified", "system: Crohn's disease"),
        ("J67.0", "Farmer's lung", "Farmer's lung."),
        ("G90.A", "COVID-19 of nerves", "COVID-19 of nerves."),
        ("D37.2", "Neoplasm of uncertain behavior of colon", "Neoplasm (abnormal growth) of"),
        ("D3A.00", "Carcinoid tumor of colon", "A benign growth: carcinoid tumor"),
        ("QA0.10", "A related disorder", "A condition present from birth: a related disorder."),
        ("O36.0124", "Care for antibodies, fetus 4", "There is more than one fetus"),
        ("O36.0120", "Care, not applicable or unspecified", "There is one fetus, or"),
        ("U85", "A thing", "A code for special purposes: a thing."),
        ("7", "No range has it", "No range has it."),
    ],
)
def test_what_a_diagnosis_says(code: str, title: str, expected: str) -> None:
    assert expected in described("icd-10-cm", code, title)


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("", "after active treatment."),
        (
            " for fracture with routine healing",
            "after active treatment of the fracture, now healing as expected.",
        ),
        (
            " for open fracture type IIIA, IIIB, or IIIC with nonunion",
            (
                "after the first treatment of an open fracture type IIIA, IIIB, or IIIC "
                "(a wound leads to it), now not grown together (nonunion)."
            ),
        ),
    ],
)
def test_a_later_encounter(end: str, expected: str) -> None:
    title = f"Injury of left tibia, subsequent encounter{end}"
    assert expected in described("icd-10-cm", "S82.202D", title)


def test_a_term_is_explained_once_and_not_where_the_title_does_it() -> None:
    title = "Laceration (laceration) with bruise, laceration, femur [femur], femur and contusion"
    assert described("icd-10-cm", "S89.1", title).startswith(
        "An injury: laceration (laceration) with bruise, laceration (cut or tear), femur [femur], "
        "femur (thigh bone) and contusion."
    )


def test_headings_of_the_tabular_list() -> None:
    kinds = NodeKind
    assert heading("icd-10-cm", "4", CHAPTER.title, kinds.CHAPTER, 10) == (
        "Chapter 4 of ICD-10-CM, on endocrine diseases. A heading with 10 sections directly below "
        "it; it is not billable."
    )
    section = heading("icd-10-cm", "E08-E13", "Diabetes (E08-E13)", kinds.SECTION, 1, CHAPTER)
    assert section == (
        "The codes E08-E13, on diabetes. A heading with 1 entry directly below it; it is not "
        "billable. It is part of chapter 4, endocrine diseases."
    )
    category = heading("icd-10-cm", "E11", "Type 2 diabetes", kinds.CATEGORY, 6, CHAPTER)
    assert "not billable: choose among the 6 entries below it." in category
    assert "not billable." in heading("icd-10-cm", "E12", "Other thing", kinds.CATEGORY, 0)


@pytest.mark.parametrize(
    ("status", "expected"),
    [(CodeStatus.DELETED, "may no longer be billed"), (CodeStatus.FUTURE, "not yet in force")],
)
def test_a_code_that_is_not_in_force(status: CodeStatus, expected: str) -> None:
    assert expected in described("icd-10-cm", "E11.9", "Type 2 diabetes", status=status)


@pytest.mark.parametrize(
    ("code", "operation", "title", "expected"),
    [
        (
            "0DTJ4ZZ",
            "Resection",
            "Resection of Appendix, Percutaneous Endoscopic Approach",
            (
                "Resection: a surgical procedure that cuts out all of the appendix (blind pouch "
                "of the large bowel). Reached through a puncture or small cut, with a scope to "
                "see the site (percutaneous endoscopic approach). Used for hospital inpatients."
            ),
        ),
        (
            "0SG0071",
            "Fusion",
            "Fusion of Lumbar Joint with Bone, Posterior Approach, Posterior Column, Open Approach",
            (
                "joins the bones at the lumbar joint so that they no longer move, with bone, "
                "posterior approach, posterior column. Reached through a cut"
            ),
        ),
        (
            "0W2BX0Z",
            "Change",
            "Change Other Device in Left Pleural Cavity, External Approach",
            "in the left pleural cavity (space around the lung) for the same or a similar one",
        ),
        (
            "0JH60PZ",
            "Insertion",
            "Insertion of Infusion Device into Chest, Open Approach",
            "puts an infusion device (to give fluid or medicine) into the chest.",
        ),
        ("021009W", "Bypass", "Bypass Coronary Artery from Aorta, Open Approach", "route to the"),
        ("0D16079", "Bypass", "Bypass Stomach to Duodenum, Open Approach", "from the stomach to"),
        (
            "0FB03ZX",
            "Excision",
            "Excision of Liver, Percutaneous Approach, Diagnostic",
            "It is diagnostic, such as a biopsy or a sample.",
        ),
        (
            "XW033A6",
            "Introduction",
            "Introduction of OTL-200 into Vein, Percutaneous Approach, New Technology Group 6",
            "A procedure with a new technology that puts OTL-200 into the vein",
        ),
        ("GZHZZZZ", "Group Psychotherapy", "Group Psychotherapy", "A mental health service: group"),
        ("XXE5XT7", "Another", "Measurement of Flow", "A procedure with a new technology: measur"),
    ],
)
def test_what_an_inpatient_procedure_says(
    code: str, operation: str, title: str, expected: str
) -> None:
    above = version("icd-10-pcs", code[:3], f"A System, {operation}", NodeKind.CATEGORY)
    assert expected.lower() in described("icd-10-pcs", code, title, above).lower()


def test_a_procedure_without_its_table_is_described_by_its_title() -> None:
    said = described("icd-10-pcs", "0DTJ0ZZ", "Resection of Ampulla of Vater, Open Approach")
    assert said.startswith("A surgical procedure: resection of ampulla of Vater (where")


def test_headings_of_the_procedures() -> None:
    surgical = version("icd-10-pcs", "0", "Medical and Surgical", NodeKind.CHAPTER)
    assert heading("icd-10-pcs", "0", surgical.title, NodeKind.CHAPTER, 31) == (
        "Section 0 of ICD-10-PCS: Medical and surgical. A heading with 31 body systems below it; "
        "it is not billable."
    )
    system = heading("icd-10-pcs", "0D", "Bowel", NodeKind.SECTION, 2, surgical)
    assert system.startswith("Body system 0D of the section Medical and Surgical: Bowel.")
    nameless = heading("icd-10-pcs", "GZ", "None", NodeKind.SECTION, 2)
    assert "No body system is told apart." in nameless
    table = heading("icd-10-pcs", "0DT", "Bowel, Resection", NodeKind.CATEGORY, 300)
    assert "Four more characters make a code of it: body part, approach, device and" in table


@pytest.mark.parametrize(
    ("code", "title", "expected"),
    [
        (
            "J1100",
            "Injection, dexamethasone sodium phosphate, 1 mg",
            "A drug for injection: dexamethasone sodium phosphate. One unit stands for 1 mg.",
        ),
        ("A4253", "Blood glucose strips, per 50 strips", "One unit stands for 50 strips."),
        (
            "A0425",
            "Ground mileage, per statute mile",
            "patient, or a part of it: ground mileage",
        ),
        ("E0143", "Walker, folding, each", "Walker (walking frame), folding. One unit stands for"),
        ("A4232", "Syringe, sterile, 3 cc", "infusions: syringe, sterile, 3 cc. The code"),
        ("P9016", "Red blood cells, each unit", "red blood cells, each unit. The code"),
        ("J3490", "Unclassified drugs, up to 50 mg", "One unit stands for up to 50 mg."),
        ("T1022", "Services under contract, per diem", "One unit stands for one day."),
        ("L0624", "Sacroiliac orthosis, custom fabricated", "made for this one patient."),
        ("G9645", "Patients who did not stop smoking", "A statement about care, for quality"),
        (
            "G0438",
            "Medicare visit ,  first",
            "under a code of Medicare's own: Medicare visit, first.",
        ),
        ("L1690", "Hip orthosis", "an addition to one: hip orthosis (brace or support)."),
        ("A4642", "Indium, per study dose, up to 6 millicuries", "stands for one study dose."),
        ("A9611", "Flurpiridaz, 1 millicurie", "One unit stands for 1 millicurie."),
        ("C1890", "No device used", "A statement on the claim: no device used."),
        ("C1300", "Oxygen, per 30 minute interval", "One unit stands for 30 minutes."),
        ("A6211", "Dressing, 48 sq. in., without border", "48 square inches, without border."),
        ("A6590", "External urinary catheters", "A medical or surgical supply: external"),
        ("A6441", "Padding bandage, per yard", "One unit stands for one yard."),
        (
            "J0604",
            "Cinacalcet, oral, 1 mg, (for esrd)",
            "1 mg, (for ESRD). One unit stands for 1 mg.",
        ),
        ("J9999", "Drugs, 5 mg and 6 mg, 7 mg (a), 8 mg", "8 mg. The code is complete"),
        (
            "J7190",
            "Factor viii (human) per i.u.",
            "(human) per IU. One unit stands for one internat",
        ),
        (
            "G0453",
            "Monitoring, each 15 minutes (list in addition to it)",
            "for 15 minutes. An add-on:",
        ),
        ("G9079", "Oncology; t3b-t4, any n; hepatitis c", "T3b-T4, any N; hepatitis C."),
        (
            "G2004",
            "A visit. only in a medicare-approved model. (e.g. one.)",
            "a visit. Only in a Medicare-",
        ),
        ("Z9999", "No range has it", "No range has it."),
    ],
)
def test_what_a_supply_or_service_says(code: str, title: str, expected: str) -> None:
    said = described("hcpcs", code, title)
    assert expected in said.replace("walker", "Walker").replace("red blood cells (", "red blood (")


def test_a_letter_of_hcpcs_and_a_modifier() -> None:
    assert heading("hcpcs", "A", "A codes", NodeKind.CHAPTER, 846) == (
        "A codes. A heading with 846 codes below it; it is not billable."
    )
    modifier = version("modifier", "LT", "Left side (used for one side)", billable=False)
    summary = Summary(Place(modifier, 0), CodeStatus.ACTIVE)
    assert describe(summary, ()) == (
        "Added behind a procedure code, it says: left side (used for one side)."
    )


def test_a_procedure_of_the_pack_has_our_words_with_or_without_a_title() -> None:
    titled, bare = (version("cpt", "62329", title) for title in ("An invented title", ""))
    said = {describe(Summary(Place(one, 0), CodeStatus.ACTIVE), ()) for one in (titled, bare)}
    (words,) = said
    assert words.startswith("Spinal tap as treatment: spinal fluid is let out")


@pytest.mark.parametrize("system", ["cpt", "ms-drg"])
def test_what_no_rule_is_for_has_no_description(system: str) -> None:
    summary = Summary(Place(version(system, "0000Z", "An invented thing"), 0), CodeStatus.ACTIVE)
    assert describe(summary, ()) == ""


@pytest.mark.parametrize(
    ("place", "first"),
    [
        (CHAPTER, "Chapter 4 of ICD-10-CM, on endocrine diseases."),
        (SECTION, "The codes S70-S79, on injuries to the hip and thigh."),
        (
            version("icd-10-cm", "S72.001D", "Fracture of hip, subsequent encounter"),
            "Fracture (broken bone) of hip.",
        ),
        (
            version("icd-10-pcs", "0", "Medical and Surgical", NodeKind.CHAPTER),
            "Section 0 of ICD-10-PCS: Medical and surgical.",
        ),
        (version("hcpcs", "A", "supplies", NodeKind.CHAPTER), "Supplies."),
        (
            version("modifier", "LT", "Left side"),
            "Added behind a procedure code, it says: left side.",
        ),
        (version("ms-drg", "1", "Heart transplant"), ""),
    ],
)
def test_what_a_code_is_stands_first(place: Version, first: str) -> None:
    summary = Summary(Place(place, 0), CodeStatus.ACTIVE)
    assert opening(summary, [SECTION]) == first
    assert describe(summary, [SECTION]).startswith(first)
