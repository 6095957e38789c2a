"""HCPCS, CPT and MS-DRGs: tables whose records are codes of systems, too."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from services.catalog.domain.facts.code_facts import code_facts
from services.catalog.domain.kinds import CodeStatus
from services.catalog.domain.listing import list_systems
from services.catalog.domain.lookup import look_up
from services.catalog.domain.records import Record as CodeRecord
from services.catalog.errors import SystemNotFoundError
from services.catalog.readers.cpt import Cpt
from services.catalog.readers.hcpcs import Hcpcs
from services.catalog.readers.table import Claim, Record
from services.catalog.store import SqlSnapshots, TableImporter
from tests.support.clock import FakeClock
from tests.support.editions import file
from tests.support.published import drg, hcpcs, limit, payment, publish, relative_value

JANUARY, APRIL, JULY = date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1)


def load(engine: Engine, start: date, *records: Hcpcs | Cpt, kind: str = "hcpcs") -> None:
    TableImporter(engine, FakeClock()).import_table(
        Claim(kind, f"Edition {start}", start),
        file(str(start)),
        (Record("row 2", record) for record in records),
        "Invented licence",
        lambda _: None,
    )


def found(snapshots: SqlSnapshots, code: str, day: date, system: str = "hcpcs") -> CodeRecord:
    with snapshots.snapshot() as snapshot:
        return look_up(snapshot, system, code, day)


def test_codes_and_modifiers_are_systems_of_their_own(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    load(engine, JANUARY, hcpcs("A0001"), hcpcs("B0001"), hcpcs("A1"))
    assert found(snapshots, "A0001", JANUARY).ancestors[0].place.version.code == "A"
    modifier = found(snapshots, "A1", JANUARY, "modifier")
    assert (modifier.summary.place.version.title, modifier.ancestors) == ("Invented", [])
    with snapshots.snapshot() as snapshot:
        assert [facts.system for facts in snapshot.systems()] == ["hcpcs", "modifier"]
        assert snapshot.counts("hcpcs", JANUARY) == (4, 2)
        (release,) = snapshot.releases("hcpcs")
    assert (release.row_count, release.facts.licence) == (2, "Invented licence")


def test_a_code_begins_and_ends_on_its_own_days(engine: Engine, snapshots: SqlSnapshots) -> None:
    last = date(2024, 6, 30)
    load(
        engine,
        JANUARY,
        hcpcs("A0001"),
        hcpcs("A0002", terminated=last),
        hcpcs("A0003", terminated=date(2025, 2, 28)),
        hcpcs("A0004", added=date(2025, 3, 1)),
    )
    lives = {
        code: (record.effective_from, record.effective_to, record.summary.status)
        for code in ("A0001", "A0002", "A0003", "A0004")
        for record in [found(snapshots, code, JANUARY)]
    }
    assert lives == {
        "A0001": (date(1999, 1, 1), None, CodeStatus.ACTIVE),
        "A0002": (date(1999, 1, 1), date(2024, 7, 1), CodeStatus.DELETED),
        "A0003": (date(1999, 1, 1), date(2025, 3, 1), CodeStatus.ACTIVE),
        "A0004": (date(2025, 3, 1), None, CodeStatus.FUTURE),
    }


def test_a_later_edition_may_end_a_code_before_its_own_first_day(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    load(engine, JANUARY, hcpcs("A0001"), hcpcs("A0002"))
    gone = hcpcs("A0001", terminated=date(2025, 2, 28))
    for start in (APRIL, JULY):
        load(engine, start, gone, hcpcs("A0002", title=f"Another {start}"))
        record = found(snapshots, "A0001", start)
        assert (record.effective_to, record.summary.status) == (
            date(2025, 3, 1),
            CodeStatus.DELETED,
        )
    assert found(snapshots, "A0002", JANUARY).summary.place.version.title == "Invented"
    kept = found(snapshots, "A0002", JULY)
    assert kept.effective_from == date(1999, 1, 1)
    assert kept.summary.place.version.title == f"Another {JULY}"


def test_cpt_carries_the_licence_that_was_stated(engine: Engine, snapshots: SqlSnapshots) -> None:
    code = Cpt("0000X", "", "Invented long", "Medium", "Short", "", "", None, "", "", "")
    load(engine, JANUARY, code, kind="cpt")
    record = found(snapshots, "0000X", JANUARY, "cpt")
    assert record.summary.place.version.title == "Invented long"
    assert record.release is not None
    assert record.release.facts.licence == "Invented licence"
    assert record.copyright.startswith("CPT copyright 2025 American Medical Association.")
    with snapshots.snapshot() as snapshot:
        (cpt,) = list_systems(snapshot, JANUARY)
        assert cpt.copyright == record.copyright
        (before,) = list_systems(snapshot, date(2024, 12, 31))
    assert before.copyright == ""


def numbers(snapshots: SqlSnapshots, day: date) -> dict[str, str]:
    """Return the title of each number of CPT in force on a day."""
    with snapshots.snapshot() as snapshot:
        places = [place.version for place in snapshot.book("cpt", day)]
    return {place.code: place.title for place in places if place.billable}


def test_a_number_without_the_amas_text_has_a_place(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    lines = [relative_value(code) for code in ("00001", "99999", "A0000", "0001T")]
    publish(engine, "physician-fee-schedule", JANUARY, *lines)
    record = found(snapshots, "99999", APRIL, "cpt")
    assert (record.summary.place.version.title, record.copyright) == ("", "")
    assert record.release is not None
    assert record.release.facts.kind == "physician-fee-schedule"
    (chapter,) = record.ancestors
    assert chapter.place.version.title == "Medicine, Evaluation and Management Services"
    assert record.previous is not None
    assert record.previous.place.version.code == "00001"
    assert record.next is not None
    assert record.next.place.version.code == "0001T"
    with pytest.raises(SystemNotFoundError):
        found(snapshots, "A0000", APRIL)


def test_limits_bring_further_numbers_and_the_fee_schedule_ends_its_own(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    schedule = "physician-fee-schedule"
    publish(engine, schedule, JANUARY, relative_value("00001"), relative_value("00002"))
    publish(engine, "mue-practitioner", APRIL, limit("00002"), limit("0001U"))
    publish(engine, schedule, JULY, relative_value("00001"), relative_value("00003"))
    publish(engine, "opps-addendum-b", JULY, payment("00003"))
    assert [sorted(numbers(snapshots, day)) for day in (JANUARY, APRIL, JULY)] == [
        ["00001", "00002"],
        ["00001", "00002", "0001U"],
        ["00001", "00003", "0001U"],
    ]
    assert found(snapshots, "00002", JULY, "cpt").summary.status is CodeStatus.DELETED


def test_numbers_keep_the_amas_titles_and_its_list_keeps_numbers(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    schedule = "physician-fee-schedule"
    publish(engine, schedule, JANUARY, relative_value("00001"), relative_value("00002"))
    code = Cpt("00001", "", "Invented long", "Medium", "Short", "", "", None, "", "", "")
    load(engine, APRIL, code, code._replace(code="00009"), kind="cpt")
    publish(engine, schedule, JULY, relative_value("00001"), relative_value("00002"))
    listed = {"00001": "Invented long", "00002": "", "00009": "Invented long"}
    assert numbers(snapshots, JANUARY) == {"00001": "", "00002": ""}
    assert numbers(snapshots, APRIL) == listed
    assert numbers(snapshots, JULY) == listed
    titled, bare = (found(snapshots, one, JULY, "cpt") for one in ("00001", "00002"))
    assert titled.copyright
    assert titled.release is not None
    assert titled.release.facts.kind == "cpt"
    assert bare.copyright == ""


def test_ms_drgs_stand_below_their_categories(engine: Engine, snapshots: SqlSnapshots) -> None:
    weights = [drg("001", "PRE"), drg("020", "01"), drg("999", ""), drg("021", "01")]
    publish(engine, "drg-weights", JANUARY, *weights)
    record = found(snapshots, "020", APRIL, "ms-drg")
    assert record.summary.place.version.title == "Invented 020"
    assert [one.place.version.title for one in record.ancestors] == ["Major diagnostic category 01"]
    assert record.next is not None
    assert record.next.place.version.code == "021"
    with snapshots.snapshot() as snapshot:
        facts = code_facts(snapshot, "ms-drg", "020", APRIL)
    assert facts.drg is not None
    assert facts.drg.record.weight == Decimal("1.5")
