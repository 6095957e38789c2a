import pytest
from hypothesis import given

from services.catalog.readers.icd10pcs_definitions import FORMAT, PcsAggregate, PcsDefinition
from tests.support.members import damaged, fault, member, reads_or_faults, records

VALID = """<ICD10PCS.definitions>
<version>2025</version>
<title>2025 ICD-10-PCS Definitions</title>
<section code="0"><title>Medical and Surgical</title>
<axis pos="3"><title>Operation</title>
<terms><title>Alteration</title><definition>Modifying</definition>
<explanation>Appearance</explanation><includes>Face lift</includes></terms>
</axis>
<axis pos="4"><title>Body Part</title>
<terms><title>1st Toe, Left</title><title>1st Toe, Right</title>
<includes>Hallux</includes><includes>Great toe</includes></terms>
</axis></section>
<deviceAggregation>
<aggregate><device>Arterial Tissue</device><operation>All applicable</operation>
<bodySys>Lower Arteries</bodySys><bodySys>Upper Arteries</bodySys>
<parent value="7">Tissue Substitute</parent></aggregate>
</deviceAggregation></ICD10PCS.definitions>"""


def test_values_are_defined_and_devices_aggregated() -> None:
    alteration, toe, tissue = records(FORMAT, VALID)
    assert alteration.where == "line 6"
    assert alteration.value == PcsDefinition(
        section="0",
        section_title="Medical and Surgical",
        pos=3,
        axis="Operation",
        titles=("Alteration",),
        definition="Modifying",
        explanation="Appearance",
        includes=("Face lift",),
    )
    assert toe.value.titles == ("1st Toe, Left", "1st Toe, Right")
    assert toe.value[-3:] == ("", "", ("Hallux", "Great toe"))
    assert tissue.value == PcsAggregate(
        device="Arterial Tissue",
        operation="All applicable",
        body_systems=("Lower Arteries", "Upper Arteries"),
        parent_value="7",
        parent="Tissue Substitute",
    )


def test_the_root_says_what_it_is() -> None:
    claim = FORMAT.recognise(member(VALID))
    assert claim is not None
    assert (claim.kind, claim.edition) == ("icd-10-pcs-definitions", "2025")
    assert FORMAT.recognise(member("<ICD10PCS.tabular><version>2025</version>")) is None


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ('<section code="0">', "<section>", "has no attribute code"),
        ('<section code="0">', '<section code="00">', "code is not of the form"),
        ('pos="4"', 'pos="8"', "pos is not of the form"),
        ('value="7"', 'value="I"', "value is not of the form"),
        ("<title>Operation</title>", "", "has 0 <title>"),
        ("<title>Alteration</title>", "", "defines nothing"),
        ("<includes>Hallux</includes><includes>Great toe</includes>", "", "defines nothing"),
        ("<device>Arterial Tissue</device>", "", "has 0 <device>"),
        ("<definition>", "<definition/><definition>", "has 2 <definition>"),
        ("<deviceAggregation>", '<section code="0"/><deviceAggregation>', "the same key as line 4"),
        ("</deviceAggregation>", '</deviceAggregation><section code="1"/>', "not an element"),
        ("<aggregate>", "<other/><aggregate>", "not an element"),
    ],
)
def test_what_the_format_has_not_is_a_fault(right: str, wrong: str, reason: str) -> None:
    assert right in VALID
    found = fault(FORMAT, VALID.replace(right, wrong, 1))
    assert found.where.startswith("line ")
    assert reason in found.reason


@given(damaged(VALID.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
