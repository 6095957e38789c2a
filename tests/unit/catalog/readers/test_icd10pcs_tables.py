import pytest
from hypothesis import given

from services.catalog.readers import icd10pcs_tables
from services.catalog.readers.icd10pcs_tables import FORMAT, PcsCode, PcsValue
from tests.support.members import damaged, fault, member, reads_or_faults, records


def axis(position: int, title: str, more: str = "", **labels: str) -> str:
    values = "".join(f'<label code="{key[-1]}">{label}</label>' for key, label in labels.items())
    head = f'<axis pos="{position}" values="{len(labels)}"><title>{title}</title>'
    return f"{head}{values}{more}</axis>\n"


HEAD = (
    axis(1, "Section", _0="Medical and Surgical")
    + axis(2, "Body System", _0="Central Nervous System")
    + axis(3, "Operation", "<definition>Altering the route</definition>", _1="Bypass")
)
ROW = (
    axis(4, "Body Part", _6="Cerebral Ventricle", _U="Spinal Canal")
    + axis(5, "Approach", _0="Open", _3="Percutaneous")
    + axis(6, "Device", _Z="No Device")
    + axis(7, "Qualifier", _B="Cerebral Cisterns", _4="Pleural Cavity")
)
SECOND = ROW.replace('code="Z">No Device', 'code="J">Synthetic Substitute')
VALID = f"""<ICD10PCS.tabular>
<version>2025</version>
<title>2025 ICD-10-PCS Tables</title>
<pcsTable>{HEAD}<pcsRow codes="8">{ROW}</pcsRow>
<pcsRow codes="8">{SECOND}</pcsRow></pcsTable>
</ICD10PCS.tabular>"""


def test_a_row_makes_every_combination_of_its_values() -> None:
    found = [record.value for record in records(FORMAT, VALID)]
    assert [code.code for code in found[:8]] == [
        "001" + tail for tail in "60ZB 60Z4 63ZB 63Z4 U0ZB U0Z4 U3ZB U3Z4".split()
    ]
    assert [code.row for code in found] == [1] * 8 + [2] * 8
    assert found[5] == PcsCode(
        code="001U0Z4",
        row=1,
        values=(
            PcsValue("Section", "0", "Medical and Surgical"),
            PcsValue("Body System", "0", "Central Nervous System"),
            PcsValue("Operation", "1", "Bypass"),
            PcsValue("Body Part", "U", "Spinal Canal"),
            PcsValue("Approach", "0", "Open"),
            PcsValue("Device", "Z", "No Device"),
            PcsValue("Qualifier", "4", "Pleural Cavity"),
        ),
        definition="Altering the route",
    )


def test_an_operation_may_have_no_definition() -> None:
    bare = VALID.replace("<definition>Altering the route</definition>", "")
    assert {record.value.definition for record in records(FORMAT, bare)} == {""}


def test_the_root_says_what_it_is() -> None:
    claim = FORMAT.recognise(member(VALID))
    assert claim is not None
    assert (claim.kind, claim.edition) == ("icd-10-pcs-tables", "2025")
    assert FORMAT.recognise(member(VALID.replace("PCS.tabular", "CM.tabular"))) is None


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ('<pcsRow codes="8">', '<pcsRow codes="9">', "its values make 8 codes"),
        ('values="2"', 'values="3"', "has 2 values, which is not what it says"),
        ('<label code="U">', '<label code="6">', "two values of the same character"),
        ('<label code="U">', '<label code="UV">', "not one character of a code"),
        ('<label code="U">', '<label code="O">', "not one character of a code"),
        ('<label code="U">', "<label>", "has no attribute code"),
        ('pos="5"', 'pos="6"', "is not axis 5"),
        ('<axis pos="7"', '<note pos="7"', "not well-formed"),
        ("<pcsRow", "<row/><pcsRow", "not an element that the format has"),
        ("</pcsTable>", f"</pcsTable><pcsTable>{HEAD}</pcsTable>", "the same key as line 4"),
        ("<pcsTable>", "<letter/><pcsTable>", "stands where the format has <pcsTable>"),
        ('<label code="1">Bypass', '<label code="1">', "is empty"),
        (SECOND, ROW, "the same key as line"),
        (axis(7, "Qualifier", _B="Cerebral Cisterns", _4="Pleural Cavity"), "", "has 3 axes"),
        (axis(1, "Section", _0="Medical and Surgical"), "", "is not axis 1"),
    ],
)
def test_what_the_format_has_not_is_a_fault(right: str, wrong: str, reason: str) -> None:
    assert right in VALID
    found = fault(FORMAT, VALID.replace(right, wrong, 1))
    assert found.where.startswith("line ")
    assert reason in found.reason


def test_a_head_of_two_values_and_a_table_without_rows_are_faults() -> None:
    two = VALID.replace(axis(1, "Section", _0="Medical and Surgical"), axis(1, "S", _0="a", _1="b"))
    assert "not three axes of one value each" in fault(FORMAT, two).reason
    rowless = VALID[: VALID.index("<pcsRow")] + "</pcsTable></ICD10PCS.tabular>"
    assert "has no rows" in fault(FORMAT, rowless).reason


def test_a_row_of_too_many_codes_is_not_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icd10pcs_tables, "_MOST_CODES_OF_A_ROW", 7)
    assert "more codes than is believable" in fault(FORMAT, VALID).reason


@given(damaged(VALID.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
