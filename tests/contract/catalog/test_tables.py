"""Tables of records: editions after, before and between each other; all or nothing."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select

from services.catalog.domain.difference import ImportCounts
from services.catalog.readers.cc_exclusions import DischargedAlive, ExcludingDiagnosis
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.icd10cm_index import IndexEntry
from services.catalog.readers.icd10pcs_index import PcsIndexEntry, PcsReference
from services.catalog.readers.icd10pcs_tables import PcsCode, PcsValue
from services.catalog.readers.mue import Mue
from services.catalog.readers.ncci_ptp import PtpEdit
from services.catalog.readers.pprrvu import RelativeValue
from services.catalog.readers.table import Claim, Record
from services.catalog.readers.zip_localities import ZipLocality
from services.catalog.store import (
    Importer,
    SourceFile,
    SqlSnapshots,
    TableImporter,
    migrate,
)
from services.catalog.store.tables import UndatedClaimError, UnknownKindError
from services.catalog.store.tables.kinds import TABLES
from services.catalog.store.tables.record_table import RecordTable, table_release
from tests.support.clock import FakeClock
from tests.support.editions import BOOK, edition, facts, file

Q1, Q2, Q3 = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)
(MUE,) = TABLES["mue-dme"]
(PTP,) = TABLES["ptp-practitioner"]


@pytest.fixture
def tables(engine: Engine) -> TableImporter:
    return TableImporter(engine, FakeClock())


def claim(start: date | None = Q1, kind: str = "mue-dme", edition_: str = "") -> Claim:
    return Claim(kind, edition_ or f"Edition {start}", start)


def read(values: Iterable[Any]) -> Iterator[Record]:
    for number, value in enumerate(values, 1):
        yield Record(f"line {number}", value)


def limits(**units: int) -> list[Mue]:
    return [Mue(code, most, "1", "Invented") for code, most in units.items()]


def edit(one: str, two: str, indicator: str = "0", deletion: date | None = None) -> PtpEdit:
    return PtpEdit(one, two, False, Q1, deletion, indicator, "Invented")


def load(
    tables: TableImporter, claim_: Claim, content: str, values: Iterable[Any], **options: bool
) -> ImportCounts | None:
    return tables.import_table(
        claim_, file(content), read(values), "Invented", lambda _: None, **options
    )


def on(engine: Engine, records: RecordTable, day: date) -> list[Any]:
    """Return the records in force on a day, as the reader gave them."""
    table = records.table
    query = select(*(table.c[name] for name in records.fields)).where(
        table.c.valid_from <= day, (table.c.valid_to > day) | table.c.valid_to.is_(None)
    )
    with engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(query))


def windows(engine: Engine, records: RecordTable) -> list[tuple[Any, ...]]:
    """Return the key, and from when until when it holds, of every row."""
    table = records.table
    columns = [table.c[name] for name in (*records.key, "valid_from", "valid_to", "release_id")]
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).order_by(*columns[:-2]))
        return [tuple(row) for row in rows]


def test_the_next_edition_touches_only_what_it_changes(
    engine: Engine, tables: TableImporter
) -> None:
    first = load(tables, claim(Q1), "a", limits(A0001=1, A0002=2, A0003=3))
    second = load(tables, claim(Q2), "b", limits(A0001=1, A0002=9, A0004=4))
    assert first == ImportCounts(added=3, changed=0, unchanged=0, ended=0)
    assert second == ImportCounts(added=1, changed=1, unchanged=1, ended=1)
    assert second.read == 3
    assert windows(engine, MUE) == [
        ("A0001", Q1, None, 1),
        ("A0002", Q1, Q2, 1),
        ("A0002", Q2, None, 2),
        ("A0003", Q1, Q2, 1),
        ("A0004", Q2, None, 2),
    ]


def test_an_older_edition_after_a_newer_one_speaks_until_the_newer(
    engine: Engine, tables: TableImporter
) -> None:
    load(tables, claim(Q3), "c", limits(A0001=1, A0002=2))
    counts = load(tables, claim(Q1), "a", limits(A0001=1, A0003=3))
    assert counts == ImportCounts(added=2, changed=0, unchanged=0, ended=0)
    load(tables, claim(Q2), "b", limits(A0001=7, A0003=3))
    assert [row[:3] for row in windows(engine, MUE)] == [
        ("A0001", Q1, Q2),
        ("A0001", Q2, Q3),
        ("A0001", Q3, None),
        ("A0002", Q3, None),
        ("A0003", Q1, Q3),
    ]


def test_the_same_file_again_changes_nothing(
    engine: Engine, tables: TableImporter, snapshots: SqlSnapshots
) -> None:
    assert not tables.is_loaded(claim(), file("a"))
    load(tables, claim(), "a", limits(A0001=1))
    assert tables.is_loaded(claim(), file("a"))
    with snapshots.snapshot() as snapshot:
        token = snapshot.import_token()
    assert load(tables, claim(), "a", limits(A0002=2)) is None
    # Another file that says the same is a release of its own, and no other catalog.
    counts = load(tables, claim(), "b", limits(A0001=1))
    assert counts is not None
    assert counts.is_nothing
    assert windows(engine, MUE) == [("A0001", Q1, None, 1)]
    with snapshots.snapshot() as snapshot:
        assert snapshot.import_token() == token
    load(tables, claim(), "c", limits(A0001=2))
    with snapshots.snapshot() as snapshot:
        assert snapshot.import_token() != token


def test_a_dry_run_says_what_would_be_and_changes_nothing(
    engine: Engine, tables: TableImporter
) -> None:
    dry = load(tables, claim(Q1), "a", limits(A0001=1), dry_run=True)
    assert dry == ImportCounts(added=1, changed=0, unchanged=0, ended=0)
    assert windows(engine, MUE) == []
    assert tables.releases() == []
    assert load(tables, claim(Q1), "a", limits(A0001=1)) == dry
    before = windows(engine, MUE)
    dry = load(tables, claim(Q2), "b", limits(A0002=1), dry_run=True)
    assert dry == ImportCounts(added=1, changed=0, unchanged=0, ended=1)
    assert windows(engine, MUE) == before
    assert load(tables, claim(Q2), "b", limits(A0002=1)) == dry


def test_a_fault_in_the_middle_leaves_nothing(engine: Engine, tables: TableImporter) -> None:
    def faulty() -> Iterator[Record]:
        yield from read(limits(A0001=5))
        raise FileFaultError("cut off", file="x")

    load(tables, claim(Q1), "a", limits(A0001=1))
    before = windows(engine, MUE)
    for kind in ("mue-dme", "gpci"):
        with pytest.raises(FileFaultError):
            tables.import_table(claim(Q2, kind), file("b"), faulty(), "Invented", lambda _: None)
    assert windows(engine, MUE) == before
    assert len(tables.releases()) == 1
    load(tables, claim(Q2), "b", limits(A0001=5))


def test_rows_of_text_are_read_as_their_records(engine: Engine, tables: TableImporter) -> None:
    seen: list[int] = []
    blocks: list[list[tuple[str, ...]]] = [
        [("A0001", "B0001", "*\t20260101\t*\t0\tInvented")],
        [
            ("A0001", "B0002", "\t20260101\t20260401\t1\tInvented"),
            ("A0001", "B0003", "\t20260401\t*\t9\tInvented"),
        ],
    ]
    (hospital,) = TABLES["ptp-hospital"]
    for start, content in ((Q1, "a"), (Q2, "b")):
        tables.import_table(
            claim(start, "ptp-hospital"), file(content), iter(blocks), "Invented", seen.append
        )
    assert seen == [1, 3, 1, 3]
    assert on(engine, hospital, Q2) == [
        ("A0001", "B0001", True, Q1, None, "0", "Invented"),
        ("A0001", "B0002", False, Q1, Q2, "1", "Invented"),
        ("A0001", "B0003", False, Q2, None, "9", "Invented"),
    ]
    assert len(windows(engine, hospital)) == 3


def test_unknown_and_undated_files_are_refused(tables: TableImporter) -> None:
    with pytest.raises(UnknownKindError):
        load(tables, claim(kind="recipes"), "a", [])
    with pytest.raises(UndatedClaimError):
        load(tables, claim(None), "a", [])


def test_releases_name_every_file(tables: TableImporter, importer: Importer) -> None:
    importer.import_edition(facts(), file("book"), edition(BOOK), lambda *_: None)
    load(tables, Claim("mue-dme", "2026 Q2", Q2, Q3), "b", limits(A0001=1, A0002=1))
    load(tables, Claim("mue-dme", "2026 Q1", Q1), "a", limits(A0001=1))
    found = tables.releases()
    assert [(r.facts.system, r.facts.kind, r.row_count) for r in found] == [
        ("", "mue-dme", 1),
        ("", "mue-dme", 2),
        ("icd-10-cm", "tabular", len(BOOK)),
    ]
    newest = found[1]
    assert (newest.facts.edition, newest.facts.effective_to) == ("2026 Q2", Q3)
    assert newest.facts.licence == "Invented"
    assert (newest.file_name, newest.sha256) == ("book.xml", file("b").sha256)
    assert newest.imported_at == FakeClock().now()


def test_a_file_of_edits_speaks_of_its_range_of_column_1(
    engine: Engine, tables: TableImporter
) -> None:
    ptp = "ptp-practitioner"
    low = [edit("A0001", "B0001"), edit("A0003", "B0001")]
    high = [edit("C0001", "B0001"), edit("C0002", "B0001")]
    load(tables, claim(Q1, ptp), "f1", low)
    assert load(tables, claim(Q1, ptp), "f2", high) == ImportCounts(2, 0, 0, 0)
    counts = load(tables, claim(Q2, ptp), "f1 of Q2", [low[0], edit("A0003", "B0002")])
    assert counts == ImportCounts(added=1, changed=0, unchanged=1, ended=1)
    counts = load(tables, claim(Q2, ptp), "f2 of Q2", [high[0], edit("C0002", "B0001", "1")])
    assert counts == ImportCounts(added=0, changed=1, unchanged=1, ended=0)
    assert on(engine, PTP, Q1) == [tuple(one) for one in (*low, *high)]
    assert [row[:2] for row in on(engine, PTP, Q2)] == [
        ("A0001", "B0001"),
        ("A0003", "B0002"),
        ("C0001", "B0001"),
        ("C0002", "B0001"),
    ]


def test_a_deleted_edit_is_a_changed_edit_and_one_of_two_the_same_is_kept_apart(
    engine: Engine, tables: TableImporter
) -> None:
    pair = [edit("A0001", "B0001", deletion=Q1), edit("A0001", "B0001")]
    load(tables, claim(Q1, "ptp-practitioner"), "a", pair)
    pair = [edit("A0001", "B0001", deletion=Q1), edit("A0001", "B0001", deletion=Q2)]
    counts = load(tables, claim(Q2, "ptp-practitioner"), "b", pair)
    assert counts == ImportCounts(added=0, changed=1, unchanged=1, ended=0)
    assert on(engine, PTP, Q2) == [tuple(one) for one in pair]


def relative_value(code: str, factor: str) -> RelativeValue:
    filled: dict[str, Any] = {
        name: Decimal("1.50") if hint is Decimal else ""
        for name, hint in RelativeValue.__annotations__.items()
    }
    filled |= {"hcpcs": code, "conversion_factor": Decimal(factor)}
    return RelativeValue._make(filled.values())


def test_the_two_files_of_a_fee_schedule_stand_side_by_side(
    engine: Engine, tables: TableImporter
) -> None:
    (fees,) = TABLES["physician-fee-schedule"]

    def one(edition_: str, start: date) -> Claim:
        return Claim("physician-fee-schedule", edition_, start)

    load(tables, one("2025 October", Q1), "a", [relative_value("A0001", "32.3465")])
    counts = load(tables, one("2026 January QPP", Q2), "b", [relative_value("A0001", "33.57")])
    assert counts == ImportCounts(added=1, changed=0, unchanged=0, ended=1)
    counts = load(tables, one("2026 January nonQPP", Q2), "c", [relative_value("A0001", "33.4")])
    assert counts == ImportCounts(added=1, changed=0, unchanged=0, ended=0)
    factors = [row[fees.fields.index("conversion_factor")] for row in on(engine, fees, Q2)]
    assert factors == [Decimal("33.4"), Decimal("33.57")]
    corrected = [relative_value("A0001", "33.5675")]
    counts = load(tables, one("2026 January QPP", Q2), "d", corrected)
    assert counts == ImportCounts(added=0, changed=1, unchanged=0, ended=0)
    load(tables, one("2026 April QPP", Q3), "e", corrected)
    counts = load(tables, one("2026 April nonQPP", Q3), "f", [relative_value("A0001", "33.4")])
    assert counts == ImportCounts(added=1, changed=0, unchanged=0, ended=0)
    assert len(windows(engine, fees)) == 3


def test_exact_numbers_times_and_nested_records_are_read_back_as_they_were(
    engine: Engine, tables: TableImporter
) -> None:
    values = (PcsValue("Section", "0", "Invented"), PcsValue("System", "1", "Ünvented"))
    codes = [PcsCode("0000000", 1, values, "")]
    references = [
        PcsIndexEntry("A", ("A", "b"), 1, "b", "", "", "", PcsReference("see", "", "000", ""), None)
    ]
    fees = [relative_value("A0001", "32.34650")]
    for kind, records in (
        ("icd-10-pcs-tables", codes),
        ("icd-10-pcs-index", references),
        ("physician-fee-schedule", fees),
    ):
        (table,) = TABLES[kind]
        load(tables, claim(Q1, kind), kind, records)
        assert on(engine, table, Q1) == [tuple(one) for one in records]
        counts = load(tables, claim(Q2, kind), f"{kind} again", records)
        assert counts == ImportCounts(0, 0, 1, 0)


def test_a_kind_of_several_records_fills_several_tables(
    engine: Engine, tables: TableImporter
) -> None:
    records = [ExcludingDiagnosis("0001", "A00", "x"), DischargedAlive("A00", "x")]
    assert load(tables, claim(Q1, "cc-exclusions"), "a", records) == ImportCounts(2, 0, 0, 0)
    counts = load(tables, claim(Q2, "cc-exclusions"), "b", records[:1])
    assert counts == ImportCounts(added=0, changed=0, unchanged=1, ended=1)
    assert [len(on(engine, table, Q2)) for table in TABLES["cc-exclusions"]] == [0, 1, 0, 0]


def test_terms_of_one_path_are_kept_apart(engine: Engine, tables: TableImporter) -> None:
    (index,) = TABLES["icd-10-cm-index"]

    def term(code: str) -> IndexEntry:
        return IndexEntry("A", ("Abc",), 0, "Abc", "", "Abc", code, "", "", "", "", "")

    load(tables, claim(Q1, "icd-10-cm-index"), "a", [term("A00"), term("A01")])
    counts = load(tables, claim(Q2, "icd-10-cm-index"), "b", [term("A00"), term("A02")])
    assert counts == ImportCounts(added=0, changed=1, unchanged=1, ended=0)
    assert [row[6] for row in on(engine, index, Q2)] == ["A00", "A02"]


def test_what_the_release_says_makes_no_other_record(tables: TableImporter) -> None:
    def locality(quarter: int) -> ZipLocality:
        return ZipLocality("AL", "00001", "10112", "00", "", "", "", False, "", 2026, quarter)

    load(tables, claim(Q1, "zip-localities"), "a", [locality(1)])
    counts = load(tables, claim(Q2, "zip-localities"), "b", [locality(2)])
    assert counts == ImportCounts(0, 0, 1, 0)


editions = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 2), min_size=1),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(editions)
def test_any_sequence_of_imports_reads_as_the_latest_edition_of_each_time(
    empty: Engine, imports: list[tuple[int, dict[str, int]]]
) -> None:
    migrate(empty)
    with empty.begin() as connection:
        connection.execute(delete(MUE.table))
        connection.execute(delete(table_release))
    tables = TableImporter(empty, FakeClock())
    latest: dict[date, dict[str, int]] = {}
    for number, (month, units) in enumerate(imports):
        start = date(2026, month, 1)
        before = {row[0]: row[1] for row in on(empty, MUE, start)}
        counts = load(tables, claim(start), str(number), limits(**units))
        latest[start] = units
        assert counts == ImportCounts(
            added=len(units.keys() - before.keys()),
            changed=sum(before.get(code, most) != most for code, most in units.items()),
            unchanged=sum(before.get(code) == most for code, most in units.items()),
            ended=len(before.keys() - units.keys()),
        )
    for start, units in latest.items():
        assert on(empty, MUE, start) == [tuple(one) for one in sorted(limits(**units))]
    rows = windows(empty, MUE)
    for one, following in pairwise(rows):
        # No two rows of a code overlap, and none that meet say the same.
        assert one[0] != following[0] or (one[2] is not None and one[2] <= following[1])


def test_every_kind_can_be_imported(tables: TableImporter) -> None:
    for number, kind in enumerate(TABLES):
        assert load(tables, claim(Q1, kind), str(number), []) == ImportCounts(0, 0, 0, 0)
    assert {release.facts.kind for release in tables.releases()} == set(TABLES)


def test_a_file_is_told_by_its_kind_too(tables: TableImporter) -> None:
    load(tables, claim(Q1, "cc-list"), "a", [])
    assert not tables.is_loaded(claim(Q1, "mcc-list"), file("a"))
    assert tables.is_loaded(claim(Q1, "cc-list"), SourceFile("other name", file("a").sha256))
