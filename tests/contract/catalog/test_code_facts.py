"""All facts of a code in one answer, as of a day, on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from services.catalog.domain.facts.code_facts import CodeFacts, code_facts
from services.catalog.domain.facts.kinds import HistoryKind, IndexKind, Severity
from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Edition
from services.catalog.errors import CodeNotFoundError, SystemNotFoundError
from services.catalog.messages.facts import facts_message
from services.catalog.readers.add_on_codes import AddOnCode
from services.catalog.readers.cc_exclusions import (
    DischargedAlive,
    ExcludableComplication,
    ExcludingDiagnosis,
    SeverityExclusion,
)
from services.catalog.readers.cc_lists import Complication
from services.catalog.readers.gems import Gem
from services.catalog.readers.hcpcs_noc import Noc
from services.catalog.readers.hcpcs_notes import ProcessingNote
from services.catalog.readers.icd10cm_cells import DrugEntry
from services.catalog.readers.icd10cm_conversion import Conversion
from services.catalog.readers.icd10cm_index import IndexEntry
from services.catalog.readers.icd10pcs_definitions import PcsDefinition
from services.catalog.readers.icd10pcs_index import PcsIndexEntry
from services.catalog.readers.icd10pcs_tables import PcsCode, PcsValue
from services.catalog.readers.poa_exempt import PoaExempt
from services.catalog.store import Importer, SqlSnapshots
from tests.support import editions
from tests.support.editions import facts
from tests.support.published import edit, hcpcs, limit, publish, relative_value

Q1, Q2, Q3 = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)
CM = "icd-10-cm"


def told(snapshots: SqlSnapshots, system: str, compact: str, day: date) -> CodeFacts:
    """Return the facts; that they fit into a message is seen at once."""
    with snapshots.snapshot() as snapshot:
        found = code_facts(snapshot, system, compact, day)
    assert facts_message(found).code == found.code
    return found


def diagnoses(importer: Importer, start: date, **titles: str) -> None:
    """Import an edition of billable codes below T36; a name is a compact code."""
    places = [editions.node("T36", title="Poisoning", kind=NodeKind.CATEGORY)]
    places += [
        editions.code(f"{compact[:3]}.{compact[3:]}", "T36", title)
        for compact, title in titles.items()
    ]
    importer.import_edition(
        facts(start), editions.file(f"{start}"), Edition(places, len(places)), lambda *_: None
    )


def test_a_procedure_has_the_facts_of_its_tables(engine: Engine, snapshots: SqlSnapshots) -> None:
    noted = hcpcs("A0000", betos="D1A", processing_note="0001")
    publish(engine, "hcpcs", Q1, noted, hcpcs("A1", "Side"))
    publish(engine, "hcpcs-processing-notes", Q1, ProcessingNote("0001", "Invented note"))
    publish(engine, "hcpcs-noc", Q1, Noc("A0000", "Invented", Q1, None))
    publish(engine, "mue-practitioner", Q1, limit("A0000", 2))
    publish(engine, "ptp-practitioner", Q1, edit("A0000", "B0000"))
    lines = [relative_value("A0000", bilateral_surgery="1"), relative_value("A0000", "26")]
    publish(engine, "physician-fee-schedule", Q1, *lines)
    found = told(snapshots, "hcpcs", "A0000", Q2)
    assert [one.limit.record.units for one in found.unit_limits] == [2]
    assert [one.column_1.total_count for one in found.edits] == [1]
    assert [held.record.modifier for held in found.fees] == ["", "26"]
    fitting = [one.modifier for one in found.modifiers if not one.ruled_out]
    assert fitting == ["26", "50", "80", "81", "82", "AS"]
    assert found.hcpcs is not None
    assert found.hcpcs.held.record.betos == "D1A"
    assert found.hcpcs.processing_note == "Invented note"
    assert found.hcpcs.not_otherwise_classified
    assert "Licensed text" not in str(facts_message(found))
    modifier = told(snapshots, "modifier", "A1", Q2)
    assert modifier.hcpcs is not None
    assert modifier.hcpcs.held.record.long_description == "Side"


def test_add_ons_hold_on_their_own_days(engine: Engine, snapshots: SqlSnapshots) -> None:
    publish(engine, "hcpcs", Q1, hcpcs("A0000"), hcpcs("B0000"))
    first, last = date(2020, 1, 1), date(2026, 2, 28)
    relations = [
        AddOnCode("1", "A0000", None, "B0000", None, first, None, ""),
        AddOnCode("1", "A0000", None, "B0001", None, first, last, ""),
        AddOnCode("2", "A0000", None, None, None, first, None, "Defined elsewhere"),
        AddOnCode("1", "C0000", None, "B0000", last, first, None, ""),
    ]
    publish(engine, "add-on-codes", Q1, *relations)
    shown = {
        day: told(snapshots, "hcpcs", "A0000", day).add_ons
        for day in (first, last, date(2019, 1, 1))
    }
    assert shown[date(2019, 1, 1)] is None
    for day in (first, last):
        add_on = shown[day]
        assert add_on is not None
        assert [one.primary_code for one in add_on.as_add_on] == ["B0000", "B0001"]
        assert add_on.contractor_defined
    primary = told(snapshots, "hcpcs", "B0000", Q2).add_ons
    assert primary is not None
    assert [one.add_on_code for one in primary.as_primary] == ["A0000"]
    assert (primary.as_add_on_count, primary.as_primary_count) == (0, 1)


def test_a_diagnosis_counts_as_the_lists_say(
    engine: Engine, snapshots: SqlSnapshots, importer: Importer
) -> None:
    diagnoses(importer, Q1, T360="One", T361="Other", T362="Third")
    assert told(snapshots, CM, "T360", Q1).severity is None
    publish(engine, "mcc-list", Q1, Complication("T36.0", "MCC", "One"))
    publish(engine, "cc-list", Q1, Complication("T36.1", "CC", "Other"))
    publish(
        engine,
        "cc-exclusions",
        Q1,
        ExcludableComplication("T360", "MCC", "0001", "One"),
        ExcludableComplication("T361", "CC", None, "Other"),
        ExcludingDiagnosis("0001", "T362", "Third"),
        DischargedAlive("T360", "One"),
        SeverityExclusion("01", "082", "084", "Invented", "T361", "Other"),
    )
    publish(engine, "poa-exempt", Q1, PoaExempt(1, "T36.2", "Third"))
    shown = {code: told(snapshots, CM, code, Q2) for code in ("T360", "T361", "T362")}
    severities = {code: one.severity for code, one in shown.items()}
    assert [one.severity if one else None for one in severities.values()] == [
        Severity.MCC,
        Severity.CC,
        Severity.NONE,
    ]
    major, minor, neither = severities.values()
    assert major is not None
    assert minor is not None
    assert neither is not None
    assert (major.only_discharged_alive, major.collection, major.excluding_count) == (
        True,
        "0001",
        1,
    )
    assert [held.record.code for held in major.excluding] == ["T362"]
    assert (minor.collection, minor.excluded_ms_drgs) == ("", ["082-084 Invented"])
    assert (neither.excludes_count, major.excludes_count) == (1, 0)
    exempt = [one.poa_exemption.exempt for one in shown.values() if one.poa_exemption]
    assert exempt == [False, False, True]
    assert told(snapshots, CM, "T36", Q2).severity is None


def test_terms_that_name_the_very_code_come_first(
    engine: Engine, snapshots: SqlSnapshots, importer: Importer
) -> None:
    diagnoses(importer, Q1, T360X1A="Poisoning, first")
    start = IndexEntry("T", ("Thing",), 0, "Thing", "", "Thing", "T36.-", "", "", "", "", "")
    terms = [
        start,
        start._replace(path=("Thing", "small"), code="T36.0X1"),
        start._replace(path=("Thing", "other"), code="T37.-"),
    ]
    publish(engine, "icd-10-cm-index", Q1, *terms)
    cells = ("T36.0X1", "T36.0X2", None, None, None, None)
    drug = DrugEntry("D", ("Drug",), 0, "Drug", "", "Drug", "", "", *cells)
    publish(engine, "icd-10-cm-drugs", Q2, drug)
    found = told(snapshots, CM, "T360X1A", Q2).index_terms
    assert found is not None
    assert found.count == 3
    assert [(term.source, term.path, term.column, term.code) for term in found.terms] == [
        (IndexKind.ALPHABETIC, ("Thing", "small"), "", "T36.0X1"),
        (IndexKind.DRUGS, ("Drug",), "accidental", "T36.0X1"),
        (IndexKind.ALPHABETIC, ("Thing",), "", "T36.-"),
    ]
    earlier = told(snapshots, CM, "T360X1A", Q1).index_terms
    assert earlier is not None
    assert earlier.count == 2


def test_a_procedure_of_a_stay_is_found_by_what_it_begins_with(
    engine: Engine, snapshots: SqlSnapshots, importer: Importer
) -> None:
    place = editions.code("0001ZZZ", "")
    importer.import_edition(
        facts(Q1, "icd-10-pcs"), editions.file(), Edition([place], 1), lambda *_: None
    )
    entry = PcsIndexEntry("B", ("Bypass",), 0, "Bypass", "", "0001", "", None, None)
    publish(
        engine,
        "icd-10-pcs-index",
        Q1,
        entry,
        entry._replace(path=("Very",), code="0001ZZZ", codes=""),
        entry._replace(path=("Else",), codes="0002"),
    )
    found = told(snapshots, "icd-10-pcs", "0001ZZZ", Q2).index_terms
    assert found is not None
    assert [(term.path, term.code) for term in found.terms] == [
        (("Very",), "0001ZZZ"),
        (("Bypass",), "0001"),
    ]


def test_crosswalks_go_both_ways(
    engine: Engine, snapshots: SqlSnapshots, importer: Importer
) -> None:
    diagnoses(importer, Q1, T360="One", T361="Other")
    publish(
        engine,
        "gem-icd-10-cm",
        Q1,
        Gem("T360", "E8120", approximate=True, combination=False, scenario=0, choice_list=0),
        Gem("T361", None, approximate=True, combination=False, scenario=0, choice_list=0),
    )
    publish(
        engine,
        "gem-icd-9-cm",
        Q1,
        Gem("25000", "T360", approximate=False, combination=True, scenario=1, choice_list=2),
    )
    message = facts_message(told(snapshots, CM, "T360", Q2)).crosswalks
    (there,), (back,) = message.to_other_system, message.from_other_system
    assert (there.source, there.target, there.title) == ("T36.0", "E812.0", "One")
    assert (there.source_system, there.target_system) == (CM, "icd-9-cm")
    assert (back.source, back.target, back.combination) == ("250.00", "T36.0", True)
    assert (back.scenario, back.choice_list) == (1, 2)
    (none,) = facts_message(told(snapshots, CM, "T361", Q2)).crosswalks.to_other_system
    assert (none.source, none.target) == ("T36.1", "")


def test_what_took_over_is_told_from_the_conversion_table(
    engine: Engine, snapshots: SqlSnapshots, importer: Importer
) -> None:
    diagnoses(importer, Q1, T360="Old", T361="New", T363="In the range")
    changed = [
        Conversion("T36.1", date(2020, 10, 1), "T36.0"),
        Conversion("T36.4", Q1, "T36.2-T36.5; T37.1"),
    ]
    publish(engine, "icd-10-cm-conversion", Q1, *changed)
    old, new = told(snapshots, CM, "T360", Q2), told(snapshots, CM, "T361", Q2)
    assert [(one.code, one.effective) for one in old.crosswalks.replaced_by] == [
        ("T36.1", date(2020, 10, 1))
    ]
    assert [(event.kind, event.day) for event in new.history] == [
        (HistoryKind.ADDED, date(2020, 10, 1)),
        (HistoryKind.PART_OF_OTHERS, date(2020, 10, 1)),
    ]
    assert [event.kind for event in old.history] == [
        HistoryKind.PART_TO_OTHERS,
        HistoryKind.FIRST_KNOWN,
    ]
    assert facts_message(new).crosswalks.replaces[0].title == "Old"
    (ranged,) = told(snapshots, CM, "T363", Q2).crosswalks.replaced_by
    assert (ranged.code, ranged.as_published) == ("T36.4", "T36.2-T36.5; T37.1")


def test_what_a_code_lost_a_part_to_is_told_from_what_replaced_it(
    engine: Engine, snapshots: SqlSnapshots, importer: Importer
) -> None:
    diagnoses(importer, Q1, T360="Goes on", T361="Ends")
    diagnoses(importer, Q2, T360="Goes on", T362="New", T363="New")
    changed = [Conversion("T36.2", Q2, "T36.0"), Conversion("T36.3", Q2, "T36.1")]
    publish(engine, "icd-10-cm-conversion", Q1, *changed)
    kept, ended = (told(snapshots, CM, code, Q2) for code in ("T360", "T361"))
    assert [one.in_part for one in kept.crosswalks.replaced_by] == [True]
    assert [one.in_part for one in ended.crosswalks.replaced_by] == [False]
    assert kept.history[-1].kind is HistoryKind.PART_TO_OTHERS
    assert ended.history[-1].kind is HistoryKind.REPLACED_BY
    part, whole = (told(snapshots, CM, code, Q2) for code in ("T362", "T363"))
    assert [one.in_part for one in part.crosswalks.replaces] == [True]
    assert [one.in_part for one in whole.crosswalks.replaces] == [False]


def test_a_procedure_code_is_taken_apart(
    engine: Engine, snapshots: SqlSnapshots, importer: Importer
) -> None:
    places = [editions.node("0ZZ", title="Invented", kind=NodeKind.CATEGORY)]
    places += [editions.code("0ZZ10ZZ", "0ZZ", "Invented Thing")]
    importer.import_edition(
        replace(facts(Q1), system="icd-10-pcs"),
        editions.file("pcs"),
        Edition(places, len(places)),
        lambda *_: None,
    )
    assert told(snapshots, "icd-10-pcs", "0ZZ10ZZ", Q2).build is None
    axes = ("Section", "Body System", "Operation", "Part", "Approach", "Device", "Qualifier")
    values = tuple(PcsValue(axis, axis[0], f"{axis} label") for axis in axes)
    publish(engine, "icd-10-pcs-tables", Q1, PcsCode("0ZZ10ZZ", 1, values, "Doing it"))
    bare = told(snapshots, "icd-10-pcs", "0ZZ10ZZ", Q2).build
    assert bare is not None
    assert [one.definition for one in bare.characters] == ["", "", "Doing it", "", "", "", ""]
    assert bare.definitions_release is None
    said = ("Part label", "Other label"), "", "", ("Thing", "Other thing")
    publish(engine, "icd-10-pcs-definitions", Q1, PcsDefinition("0", "Invented", 4, "Part", *said))
    message = facts_message(told(snapshots, "icd-10-pcs", "0ZZ10ZZ", Q2)).build
    part = message.characters[3]
    assert (part.axis, part.character, part.label) == ("Part", "P", "Part label")
    assert part.includes == ["Thing", "Other thing"]
    assert message.HasField("definitions_release")


def test_a_code_that_ended_names_what_stands_in_its_place(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    last = date(2025, 12, 31)
    ended = hcpcs("A0001", "Old", last, cross_references=("A0002",))
    publish(engine, "hcpcs", Q1, ended, hcpcs("A0002", "New"))
    old, new = told(snapshots, "hcpcs", "A0001", Q2), told(snapshots, "hcpcs", "A0002", Q2)
    assert [(event.kind, event.day) for event in old.history] == [
        (HistoryKind.ADDED, date(1999, 1, 1)),
        (HistoryKind.ENDED, Q1),
        (HistoryKind.REPLACED_BY, Q1),
    ]
    (taken,) = facts_message(new).crosswalks.replaces
    assert (taken.system, taken.code, taken.title, taken.effective) == (
        "hcpcs",
        "A0001",
        "Old",
        "2026-01-01",
    )


def test_history_tells_what_changed(snapshots: SqlSnapshots, importer: Importer) -> None:
    diagnoses(importer, Q1, T360="One", T361="Other")
    diagnoses(importer, Q2, T361="Other words")
    diagnoses(importer, Q3, T360="One", T361="Other words", T362="Third")
    gone = told(snapshots, CM, "T360", Q2).history
    assert [(event.kind, event.day) for event in gone] == [
        (HistoryKind.FIRST_KNOWN, Q1),
        (HistoryKind.ENDED, Q2),
        (HistoryKind.RETURNED, Q3),
    ]
    assert [event.release.facts.edition for event in gone if event.release] == [
        f"Edition {day}" for day in (Q1, Q2, Q3)
    ]
    _, changed = told(snapshots, CM, "T361", Q1).history
    assert (changed.kind, changed.day) == (HistoryKind.CHANGED, Q2)
    assert changed.changes == [("title", "Other", "Other words")]
    (came,) = told(snapshots, CM, "T362", Q3).history
    assert (came.kind, came.day) == (HistoryKind.ADDED, Q3)


def test_a_code_that_never_was_has_no_facts(snapshots: SqlSnapshots, importer: Importer) -> None:
    with pytest.raises(SystemNotFoundError):
        told(snapshots, CM, "T360", Q1)
    diagnoses(importer, Q1, T360="One")
    with pytest.raises(CodeNotFoundError):
        told(snapshots, CM, "T369", Q1)


def near(snapshots: SqlSnapshots, system: str, compact: str) -> list[str]:
    return [one.place.version.code for one in told(snapshots, system, compact, Q2).similar]


def test_what_stands_below_the_same_heading_is_similar(
    snapshots: SqlSnapshots, importer: Importer
) -> None:
    few = {f"T36{number}": "Few" for number in range(5)}
    diagnoses(importer, Q1, **few)
    assert near(snapshots, CM, "T363") == ["T36.0", "T36.1", "T36.2", "T36.4"]
    assert near(snapshots, CM, "T36") == []


def test_of_a_long_list_the_nearest_are_similar(
    snapshots: SqlSnapshots, importer: Importer
) -> None:
    many = {f"T36{number:02}": "Many" for number in range(50)}
    diagnoses(importer, Q1, **many)
    assert near(snapshots, CM, "T3620") == [
        f"T36.{number:02}" for number in range(12, 29) if number != 20
    ]
    assert near(snapshots, CM, "T3600") == [f"T36.{number:02}" for number in range(1, 17)]


def test_of_many_procedure_codes_those_one_character_apart_are_similar(
    snapshots: SqlSnapshots, importer: Importer
) -> None:
    places = [editions.node("0ZZ", title="Invented", kind=NodeKind.CATEGORY)]
    codes = [f"0ZZ{part}{way}ZZ" for part in "0123456789" for way in "01234"]
    places += [editions.code(code, "0ZZ", code) for code in codes]
    importer.import_edition(
        replace(facts(Q1), system="icd-10-pcs"),
        editions.file("pcs"),
        Edition(places, len(places)),
        lambda *_: None,
    )
    expected = [code for code in codes if (code[3] == "4") != (code[4] == "2")]
    assert near(snapshots, "icd-10-pcs", "0ZZ42ZZ") == expected
