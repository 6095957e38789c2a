from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.icd10cm_index import FORMATS, IndexEntry
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

INDEX, EXTERNAL = FORMATS
VALID = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index>
  <version>2026</version>
  <title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
  <letter>
    <title>A</title>
    <mainTerm>
      <title>Ache<nemod>(dull) (sharp)</nemod> NEC</title>
      <seeAlso>Pain</seeAlso>
      <code>R52</code>
      <term level="1">
        <title><nemod>(gastro)</nemod>enteric</title>
        <code>K52.9-</code>
        <manif>G07 </manif>
        <term level="2"><title>old - omit code</title></term>
      </term>
      <term level="1"><title>ear</title><subcat>H92.0</subcat></term>
      <term level="1"><title>hot</title><see>Fever</see><seecat>R50</seecat></term>
    </mainTerm>
  </letter>
</ICD10CM.index>
"""
EXTERNAL_TITLE = "ICD-10-CM EXTERNAL CAUSE of INJURIES INDEX"
OCTOBER = Claim("icd-10-cm-index", "2026", date(2025, 10, 1), date(2026, 9, 30))


def test_every_term_comes_with_where_it_leads() -> None:
    found = records(INDEX, VALID)
    assert [record.where for record in found] == [f"line {n}" for n in (7, 11, 15, 17, 18)]
    ache, enteric, old, ear, hot = (record.value for record in found)
    assert ache == IndexEntry(
        letter="A",
        path=("Ache (dull) (sharp) NEC",),
        level=0,
        title="Ache (dull) (sharp) NEC",
        nemod="(dull) (sharp)",
        essential="Ache NEC",
        code="R52",
        manif="",
        see="",
        see_also="Pain",
        subcat="",
        seecat="",
    )
    assert (enteric.title, enteric.essential) == ("(gastro)enteric", "enteric")
    assert (enteric.code, enteric.manif) == ("K52.9-", "G07")
    assert old.path == ("Ache (dull) (sharp) NEC", "(gastro)enteric", "old - omit code")
    assert (old.level, old.code) == (2, "")
    assert (ear.subcat, hot.see, hot.seecat) == ("H92.0", "Fever", "R50")


def test_the_title_says_which_index_it_is() -> None:
    external = VALID.replace("ICD-10-CM INDEX TO DISEASES and INJURIES", EXTERNAL_TITLE)
    assert INDEX.recognise(member(VALID)) == OCTOBER
    assert EXTERNAL.recognise(member(VALID)) is None
    assert INDEX.recognise(member(external)) is None
    claim = EXTERNAL.recognise(member(external, "icd10cm-eindex-April-1-2026.xml"))
    assert claim == Claim(
        "icd-10-cm-external-cause-index", "2026 April", date(2026, 4, 1), date(2026, 9, 30)
    )


@pytest.mark.parametrize(
    "other",
    [
        "",
        "Ache,R52",
        "<ICD10CM.tabular><version>2026</version></ICD10CM.tabular>",
        "<ICD10CM.index><title>index to diseases</title><version>2026",
        "<ICD10CM.index><version>2026</version><letter><title>A</title></letter></ICD10CM.index>",
        VALID.replace("<letter>", "<indexHeading/><letter>", 1),
    ],
)
def test_another_file_is_not_claimed(other: str) -> None:
    assert [one.recognise(member(other)) for one in FORMATS] == [None, None]


def test_a_version_that_is_no_year_has_no_dates_and_is_a_fault() -> None:
    wrong = VALID.replace(">2026<", ">26th<")
    assert INDEX.recognise(member(wrong)) == Claim("icd-10-cm-index", "26th")
    assert str(fault(INDEX, wrong)) == (
        "file, line 3, version: not of the form that the format has here (26th)"
    )


@pytest.mark.parametrize(
    ("right", "wrong", "where", "reason"),
    [
        ("<code>R52</code>", "<code>52</code>", "line 10", "not of the form"),
        ("<code>R52</code>", "<code/>", "line 10", "is empty"),
        ("<code>R52</code>", "<code>R52</code><code>R53</code>", "line 10", "stands twice"),
        ("<code>R52</code>", "<kode>R52</kode>", "line 10", "not an element that the format has"),
        ("<code>R52</code>", "R52", "line 7", "holds text"),
        ('level="2"', 'level="3"', "line 15", "level is not 2"),
        ('<term level="2">', "<term>", "line 15", "has no attribute level"),
        ("<title>ear</title>", "", "line 17", "has 0 <title>"),
        ("<title>A</title>", "", "line 5", "has 0 <title>"),
        ("NEC</title>", "<nemod>(x)</nemod></title>", "line 8", "has 2 <nemod>"),
        ("NEC</title>", "<b>x</b></title>", "line 8", "more than one <nemod>"),
        ("<version>2026</version>", "", "line 4", "stands where the format has <version>"),
        ("</letter>", "</letter><version>2026</version>", "line 20", "where the format has <let"),
        ("<letter>", "<letter><title>A</title></letter><letter>", "line 5", "holds no terms"),
    ],
)
def test_what_the_format_has_not_is_a_fault(
    right: str, wrong: str, where: str, reason: str
) -> None:
    assert right in VALID
    found = fault(INDEX, VALID.replace(right, wrong, 1))
    assert found.where == where
    assert reason in found.reason


def test_an_index_without_letters_is_a_fault() -> None:
    empty = VALID[: VALID.index("  <letter>")] + "</ICD10CM.index>"
    assert str(fault(INDEX, empty)) == "file: holds nothing but its title"


@given(damaged(VALID.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(INDEX)(content)
