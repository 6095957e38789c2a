import pytest
from hypothesis import given

from services.catalog.readers import icd10cm_index
from services.catalog.readers.icd10cm_cells import FORMATS, DrugEntry, NeoplasmEntry
from tests.support.members import damaged, fault, member, reads_or_faults, records

DRUGS, NEOPLASMS = FORMATS


def table(heads: list[str], terms: str) -> str:
    columns = "".join(f'<head col="{n}">{head}</head>' for n, head in enumerate(heads, 1))
    return f"""<ICD10CM.index><version>2026</version>
<indexHeading>{columns}</indexHeading>
<letter><title>A</title>
{terms}
</letter></ICD10CM.index>"""


def cells(*codes: str) -> str:
    return "".join(f'<cell col="{n}">{code}</cell>' for n, code in enumerate(codes, 2))


DRUG_HEADS = [
    "Substance",
    "Poisoning Accidental (unintentional)",
    "Poisoning Intentional self-harm",
    "Poisoning Assault",
    "Poisoning Undetermined",
    "Adverse effect",
    "Underdosing",
]
NEOPLASM_HEADS = [
    "Neoplasm",
    "Malignant Primary",
    "Malignant Secondary",
    "Ca in situ",
    "Benign",
    "Uncertain Behavior",
    "Unspecified Behavior",
]
VALID = table(
    DRUG_HEADS,
    f"""<mainTerm><title>Acid<nemod>(any)</nemod></title>
{cells("T54.2X1", "T54.2X2", "T54.2X3", "T54.2X4", "--", "--")}
<term level="1"><title>lysergic</title><see>LSD</see></term></mainTerm>""",
)
NEOPLASM = table(
    NEOPLASM_HEADS,
    f"""<mainTerm><title>Neoplasm</title>{cells("C80.1", "C79.9", "D09.9", "-", "D48.1-", "D49")}
<term level="1"><title>skin</title><manif>of any limb</manif><seeAlso>limb</seeAlso>
<cell col="2">C44.90</cell></term></mainTerm>""",
)


def test_a_substance_has_six_codes_or_a_way_on() -> None:
    acid, lysergic = (record.value for record in records(DRUGS, VALID))
    assert acid == DrugEntry(
        letter="A",
        path=("Acid (any)",),
        level=0,
        title="Acid (any)",
        nemod="(any)",
        essential="Acid",
        see="",
        see_also="",
        accidental="T54.2X1",
        self_harm="T54.2X2",
        assault="T54.2X3",
        undetermined="T54.2X4",
        adverse_effect="",
        underdosing="",
    )
    assert (lysergic.level, lysergic.see, lysergic[-6:]) == (1, "LSD", (None,) * 6)


def test_a_site_may_lack_cells() -> None:
    whole, skin = (record.value for record in records(NEOPLASMS, NEOPLASM))
    assert isinstance(whole, NeoplasmEntry)
    assert whole[-6:] == ("C80.1", "C79.9", "D09.9", "", "D48.1-", "D49")
    assert (skin.note, skin.see_also) == ("of any limb", "limb")
    assert (skin.primary, skin.secondary, skin.unspecified) == ("C44.90", None, None)


def test_the_first_column_says_which_table_it_is() -> None:
    every = (*FORMATS, *icd10cm_index.FORMATS)
    for content, kind in ((VALID, "icd-10-cm-drugs"), (NEOPLASM, "icd-10-cm-neoplasms")):
        claims = [claim for one in every if (claim := one.recognise(member(content)))]
        assert [(claim.kind, claim.edition) for claim in claims] == [(kind, "2026")]
    unheaded = VALID.replace(table(DRUG_HEADS, "").split("\n")[1], "<indexHeading/>")
    assert [one.recognise(member(unheaded)) for one in every] == [None] * 4


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ('<cell col="3">', '<cell col="2">', "not a column from 2 to 7, or out of order"),
        ('<cell col="7">', '<cell col="8">', "not a column from 2 to 7"),
        ('<cell col="7">', '<cell col="">', "not a column from 2 to 7"),
        ('<cell col="7">', "<cell>", "has no attribute col"),
        ("T54.2X1", "54.2X1", "not of the form"),
        ("Poisoning Assault", "Poisoning Undetermined", "not the column of assault"),
        ('<head col="7">', '<head col="6">', "the columns are not numbered 1 to 7"),
        ('<head col="7">Underdosing</head>', "", "the columns are not numbered 1 to 7"),
        ('<head col="1">Substance', '<head col="1">Neoplasm', "not the column of substance"),
        ("<title>lysergic</title>", "", "has 0 <title>"),
        ("<see>LSD</see>", "<code>T40</code>", "not an element that the format has"),
    ],
)
def test_what_the_format_has_not_is_a_fault(right: str, wrong: str, reason: str) -> None:
    assert right in VALID
    found = fault(DRUGS, VALID.replace(right, wrong, 1))
    assert found.where.startswith("line ")
    assert reason in found.reason


def test_the_wrong_table_is_a_fault() -> None:
    assert "not the column of substance" in fault(DRUGS, NEOPLASM).reason


@given(damaged(VALID.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(DRUGS)(content)


@given(damaged(NEOPLASM.encode()))
def test_any_damage_of_neoplasms_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(NEOPLASMS)(content)
