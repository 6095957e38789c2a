"""What the tools read, on both databases: many codes at once, each as of the date of service."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from services.catalog.domain.claims.checking import check
from services.catalog.domain.claims.claim import Claim
from services.catalog.domain.claims.gathering import gather
from services.catalog.domain.crosswalks.mapping import map_code
from services.catalog.domain.facts.kinds import Setting
from services.catalog.domain.fees.pricing import price
from services.catalog.domain.fees.question import FeeQuestion
from services.catalog.domain.kinds import NodeKind, NoteKind
from services.catalog.domain.records import Entry, Note
from services.catalog.errors import ChoiceInvalidError, CrosswalkNotFoundError
from services.catalog.readers.add_on_codes import AddOnCode
from services.catalog.readers.gems import Gem
from services.catalog.readers.gpci import Gpci
from services.catalog.readers.icd10cm_conversion import Conversion
from services.catalog.store import Importer, SqlSnapshots
from tests.support.claims import line, said
from tests.support.clock import FakeClock
from tests.support.editions import BOOK, SYSTEM, code, edition, facts, file, node
from tests.support.published import edit, limit, publish, relative_value

Q1, Q2 = date(2026, 1, 1), date(2026, 4, 1)
DAY = date(2026, 5, 1)


def load(engine: Engine, system: str, *entries: Entry, start: date = Q1) -> None:
    Importer(engine, FakeClock()).import_edition(
        facts(start, system), file(f"{system} {start}"), edition(entries), lambda *_: None
    )


def findings(
    snapshots: SqlSnapshots, *lines: object, diagnoses: Sequence[str] = (), day: date = DAY
) -> list[tuple[str, str, tuple[int, ...], tuple[int, ...]]]:
    claim = Claim(day, Setting.PRACTITIONER, lines, diagnoses)  # type: ignore[arg-type] # Line
    with snapshots.snapshot() as snapshot:
        return said(check(claim, gather(snapshot, claim)))


@pytest.fixture
def services(engine: Engine) -> None:
    """Two codes of which the second ends with March."""
    load(engine, "hcpcs", code("A0000", ""), code("B0000", ""))
    load(engine, "hcpcs", code("A0000", ""), start=Q2)


@pytest.mark.usefixtures("services")
def test_codes_are_judged_by_the_edition_of_the_day(snapshots: SqlSnapshots) -> None:
    lines = line(1, "A0000"), line(2, "B0000"), line(3, "C0000")
    assert findings(snapshots, *lines) == [
        ("ERROR", "code-terminated", (2,), ()),
        ("ERROR", "code-unknown", (3,), ()),
    ]
    assert findings(snapshots, *lines, day=Q1) == [("ERROR", "code-unknown", (3,), ())]


@pytest.mark.usefixtures("services")
def test_limits_and_edits_are_those_of_the_day(engine: Engine, snapshots: SqlSnapshots) -> None:
    publish(engine, "mue-practitioner", Q1, limit("A0000", 5, "3"))
    publish(engine, "mue-practitioner", Q2, limit("A0000", 1, "3"))
    last = Q2 - timedelta(days=1)
    publish(
        engine,
        "ptp-practitioner",
        Q2,
        edit("A0000", "B0000", "0", date(2020, 1, 1), last),
        edit("B0000", "A0000", "1", Q2),
        edit("A0000", "C0000"),
    )
    lines = line(1, "A0000", units=2), line(2, "B0000")
    assert findings(snapshots, *lines, day=last) == [("ERROR", "ptp-edit", (1, 2), ())]
    assert findings(snapshots, *lines) == [
        ("ERROR", "mue-day", (1,), ()),
        ("ERROR", "code-terminated", (2,), ()),
        ("ERROR", "ptp-edit", (2, 1), ()),
    ]


@pytest.mark.usefixtures("services")
def test_add_ons_and_the_schedule_are_read(engine: Engine, snapshots: SqlSnapshots) -> None:
    publish(engine, "add-on-codes", Q2, AddOnCode("1", "A0000", None, "D0000", None, Q1, None, ""))
    publish(
        engine,
        "physician-fee-schedule",
        Q1,
        relative_value("A0000", assistant_at_surgery="1", status="A"),
        relative_value("A0000", "26", status="B"),
    )
    assert findings(snapshots, line(1, "A0000", "80")) == [
        ("ERROR", "add-on-alone", (1,), ()),
        ("ERROR", "modifier-misplaced", (1,), ()),
    ]


def test_notes_of_every_level_are_read_for_all_diagnoses_at_once(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    first = Note(NoteKind.CODE_FIRST, "cause (B00)")
    load(
        engine,
        SYSTEM,
        *BOOK,
        node("A00-A09", "1", kind=NodeKind.SECTION, notes=(Note(NoteKind.EXCLUDES1, "(C00)"),)),
        node("A00", "A00-A09", kind=NodeKind.CATEGORY, notes=(first,)),
        code("A00.0", "A00"),
        code("B00", "1"),
        code("C00", "1"),
    )
    wanted = ["A000", "B00", "C00", "A00"]
    assert findings(snapshots, diagnoses=wanted) == [
        ("ERROR", "excludes1", (), (1, 3)),
        ("ERROR", "code-first-order", (), (2, 1)),
        ("ERROR", "excludes1", (), (3, 4)),
        ("ERROR", "diagnosis-not-billable", (), (4,)),
    ]


def test_lines_lead_from_a_code_to_the_top_of_the_book(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    load(engine, SYSTEM, *BOOK)
    with snapshots.snapshot() as snapshot:
        found = snapshot.versions_of([SYSTEM, "hcpcs"], ["ZA00", "ZA0", "ZB0", "QQQ"])
        lines = snapshot.lines(found, DAY)
        places = {one.compact: [up.compact for up in lines[one.version_id]] for one in found}
    assert places == {
        "ZA0": ["ZA0-ZA9", "1"],
        "ZA00": ["ZA0", "ZA0-ZA9", "1"],
        "ZB0": ["ZB0-ZB0", "1"],
    }


def test_a_fee_has_the_amounts_and_releases_of_the_day(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    for start, factor in ((Q1, "10"), (Q2, "20")):
        row = relative_value(
            "A0000", conversion_factor=Decimal(factor), facility_na="", nonfacility_na=""
        )
        publish(engine, "physician-fee-schedule", start, row)
    index = Gpci("11111", "AA", "05", "Here", "", Decimal("1.5"), None, Decimal(1), Decimal(1))
    publish(engine, "gpci", Q1, index)
    amounts = {}
    for day in (Q1, DAY):
        with snapshots.snapshot() as snapshot:
            answer = price(snapshot.tables, FeeQuestion("A0000", day, locality="1111105"))
        amounts[day] = answer.facility.dollars
    assert amounts == {Q1: Decimal("15.00"), DAY: Decimal("30.00")}
    assert [one.facts.kind for one in answer.releases] == ["physician-fee-schedule", "gpci"]


def test_crosswalks_lead_both_ways_and_to_newer_codes(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    load(engine, SYSTEM, node("A04.7", kind=NodeKind.SUBCATEGORY), code("A04.71", "A047"))
    publish(engine, "gem-icd-9-cm", Q1, Gem("00845", "A047", True, False, 0, 0))
    publish(engine, "gem-icd-10-cm", Q1, Gem("A047", "00845", True, False, 0, 0))
    publish(engine, "icd-10-cm-conversion", Q1, Conversion("A04.71", date(2017, 10, 1), "A04.7"))
    with snapshots.snapshot() as snapshot:
        back = map_code(snapshot, "icd-9-cm", "00845", "", DAY)
        on = map_code(snapshot, SYSTEM, "A047", "", DAY)
        (only,) = map_code(snapshot, SYSTEM, "A0471", SYSTEM, DAY).crosswalks
    assert (back.source.code, back.source.has_page) == ("008.45", False)
    (target,) = back.crosswalks[0].scenarios[0].lists[0]
    assert back.name_of(target).title == "Title of A04.7"
    assert [crosswalk.to for crosswalk in on.crosswalks] == ["icd-9-cm", SYSTEM]
    assert only.name == "ICD-10-CM conversion table: earlier codes"


def test_a_code_that_is_known_may_have_no_crosswalk(
    engine: Engine, snapshots: SqlSnapshots
) -> None:
    load(engine, "hcpcs", code("A0000", ""))
    with snapshots.snapshot() as snapshot:
        assert map_code(snapshot, "hcpcs", "A0000", "", DAY).crosswalks == []
        with pytest.raises(CrosswalkNotFoundError):
            map_code(snapshot, "hcpcs", "A0001", "", DAY)
        for system, to in (("cpt", ""), ("hcpcs", "icd-9-cm")):
            with pytest.raises(ChoiceInvalidError):
                map_code(snapshot, system, "A0000", to, DAY)
