import pytest
from hypothesis import given

from services.catalog.readers.icd10pcs_index import FORMAT, PcsIndexEntry, PcsReference
from tests.support.members import damaged, fault, member, reads_or_faults, records

VALID = """<ICD10PCS.index>
<version>2025</version>
<title>2025 ICD-10-PCS Index</title>
<letter><title>A</title>
<mainTerm><title>Abrasion</title><see>Extraction</see></mainTerm>
<mainTerm><title>Abdominoplasty</title>
<term level="1"><see>Repair, Wall<codes>0WQF</codes></see></term>
<term level="1"><use>Device in Tissue<tab>0JH</tab></use></term>
<term level="1"><title>total</title><code>0W0F0ZZ</code></term>
</mainTerm>
<mainTerm><title>Assessment</title><tab>F02</tab></mainTerm>
</letter></ICD10PCS.index>"""


def test_every_term_comes_with_where_it_leads() -> None:
    abrasion, plasty, see, use, total, assessment = (r.value for r in records(FORMAT, VALID))
    assert abrasion == PcsIndexEntry(
        letter="A",
        path=("Abrasion",),
        level=0,
        title="Abrasion",
        code="",
        codes="",
        tab="",
        see=PcsReference("Extraction", "", "", ""),
        use=None,
    )
    assert plasty[4:] == ("", "", "", None, None)
    assert (see.path, see.title, see.level) == (("Abdominoplasty",), "", 1)
    assert see.see == PcsReference("Repair, Wall", "", "0WQF", "")
    assert use.use == PcsReference("Device in Tissue", "", "", "0JH")
    assert (total.path, total.code) == (("Abdominoplasty", "total"), "0W0F0ZZ")
    assert assessment.tab == "F02"


def test_the_root_says_what_it_is() -> None:
    claim = FORMAT.recognise(member(VALID))
    assert claim is not None
    assert (claim.kind, claim.edition) == ("icd-10-pcs-index", "2025")
    assert FORMAT.recognise(member(VALID.replace("ICD10PCS.index", "ICD10CM.index"))) is None
    assert FORMAT.recognise(member("<ICD10PCS.index/>")) is None


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("0W0F0ZZ", "0W0F0Z", "not of the form"),
        ("0W0F0ZZ", "0W0F0ZO", "not of the form"),
        ("0JH", "0JH1", "not of the form"),
        ("0WQF", "0W", "not of the form"),
        ("Repair, Wall", "", "is empty"),
        ("</codes>", "</codes>x", "holds more than words"),
        ("<see>Extraction", "<see>Extraction<b/>", "holds more than words"),
        ("<codes>0WQF</codes>", "<codes>0WQF</codes><codes>0W0F</codes>", "has 2 <codes>"),
        ('<term level="1"><title>total</title><code>0W0F0ZZ</code>', '<term level="1">', "empty"),
        ("<title>Abrasion</title>", "", "has 0 <title>"),
        ("<letter>", "<section/><letter>", "where the format has <letter>"),
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
