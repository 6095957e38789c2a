"""HCPCS Level II and CPT: tables whose records are codes of systems with days of their own."""

from datetime import date

from sqlalchemy import Engine

from services.catalog.domain.kinds import CodeStatus
from services.catalog.domain.lookup import look_up
from services.catalog.domain.records import Record as CodeRecord
from services.catalog.readers.cpt import Cpt
from services.catalog.readers.hcpcs import Hcpcs
from services.catalog.readers.table import Claim, Record
from services.catalog.store import SqlSnapshots, TableImporter
from tests.support.clock import FakeClock
from tests.support.editions import file
from tests.support.published import hcpcs

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
