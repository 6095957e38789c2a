"""NCCI edits as of a day, a page at a time, on both databases."""

from datetime import date

import pytest
from sqlalchemy import Engine

from services.catalog.domain.facts.edits import code_edits, edits_asked, list_edits
from services.catalog.domain.facts.kinds import EditSide, Setting
from services.catalog.domain.facts.published import EditsAsked
from services.catalog.errors import PageTokenInvalidError
from services.catalog.readers.ncci_ptp import PtpEdit
from services.catalog.store import SqlSnapshots
from tests.support.published import edit, publish

Q1, Q2, Q3 = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)
KIND = "ptp-practitioner"
BOTH = tuple(EditSide)
ONE, TWO = EditSide.COLUMN_1, EditSide.COLUMN_2


@pytest.fixture
def edits(engine: Engine) -> list[PtpEdit]:
    """Return an edition of edits: A0000 is in column 1 of five, in column 2 of two."""
    published = [
        edit("A0000", "B0001"),
        edit("A0000", "B0002", "0"),
        edit("A0000", "B0003", deletion=date(2025, 12, 31)),
        edit("A0000", "B0003", effective=date(2026, 2, 1)),
        edit("A0000", "C0001", "9", date(2026, 4, 1), date(2026, 4, 1)),
        edit("C0002", "A0000", effective=Q3),
        edit("C0003", "A0000"),
        edit("D0001", "D0002"),
    ]
    publish(engine, KIND, Q2, *published)
    return published


def found(
    snapshots: SqlSnapshots, day: date, *sides: EditSide, prefix: str = "", ended: bool = False
) -> list[tuple[str, str]]:
    """Return the pairs of all pages of two; the total must be as many."""
    pairs: list[tuple[str, str]] = []
    token = ""
    with snapshots.snapshot() as snapshot:
        tables = snapshot.tables
        asked = edits_asked(tables, Setting.PRACTITIONER, "A0000", day, prefix=prefix, ended=ended)
        while True:
            page = list_edits(tables, asked, sides or BOTH, size=2, token=token)
            assert len(page.edits) <= 2
            pairs += [(one.column_1, one.column_2) for one in page.edits]
            token = page.next_page_token
            if not token:
                assert len(pairs) == page.total_count
                return pairs


@pytest.mark.usefixtures("edits")
def test_the_edits_of_a_day_are_those_that_hold_on_it(snapshots: SqlSnapshots) -> None:
    always = [("A0000", "B0001"), ("A0000", "B0002")]
    third, later, other = ("A0000", "B0003"), ("C0002", "A0000"), ("C0003", "A0000")
    assert found(snapshots, Q2) == [*always, third, other]
    assert found(snapshots, Q3) == [*always, third, later, other]
    # The edition answers for the time before it, too: what has ended stays in it.
    assert found(snapshots, date(2025, 12, 31)) == [*always, third, other]
    assert found(snapshots, date(2026, 1, 15)) == [*always, other]
    assert found(snapshots, date(2019, 12, 31)) == []


@pytest.mark.usefixtures("edits")
def test_a_list_is_narrowed_by_side_and_partner(snapshots: SqlSnapshots) -> None:
    assert found(snapshots, Q2, ONE)[-1] == ("A0000", "B0003")
    assert found(snapshots, Q3, TWO) == [("C0002", "A0000"), ("C0003", "A0000")]
    assert found(snapshots, Q3, prefix="C") == [("C0002", "A0000"), ("C0003", "A0000")]
    assert found(snapshots, Q3, prefix="B0002") == [("A0000", "B0002")]
    assert found(snapshots, Q3, prefix="E") == []


def test_edits_that_have_ended_are_listed_when_asked_for(
    snapshots: SqlSnapshots, edits: list[PtpEdit]
) -> None:
    mine = [(one.column_1, one.column_2) for one in edits if "A0000" in one[:2]]
    assert found(snapshots, Q2, ended=True) == mine


def test_editions_stand_side_by_side(engine: Engine, snapshots: SqlSnapshots) -> None:
    publish(engine, KIND, Q1, edit("A0000", "B0001"), edit("A0000", "B0002"))
    publish(engine, KIND, Q2, edit("A0000", "B0001", "0"), edit("A0000", "B0004"))
    assert [pair[1] for pair in found(snapshots, date(2026, 3, 31))] == ["B0001", "B0002"]
    assert [pair[1] for pair in found(snapshots, Q2)] == ["B0001", "B0004"]
    with snapshots.snapshot() as snapshot:
        for day, edition, indicator in ((Q1, Q1, "1"), (Q3, Q2, "0")):
            (here,) = code_edits(snapshot.tables, "A0000", day)
            assert here.setting is Setting.PRACTITIONER
            assert here.release.facts.edition == f"Edition {edition}"
            assert here.column_1.edits[0].modifier_indicator == indicator
            assert (here.column_1.total_count, here.column_2.total_count) == (2, 0)


@pytest.mark.usefixtures("edits")
def test_a_token_belongs_to_one_list(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        tables = snapshot.tables
        asked = edits_asked(tables, Setting.PRACTITIONER, "A0000", Q2)
        token = list_edits(tables, asked, BOTH, size=1).next_page_token
        others: list[tuple[EditsAsked, tuple[EditSide, ...]]] = [
            (asked, (ONE,)),
            (edits_asked(tables, Setting.PRACTITIONER, "A0000", Q3), BOTH),
            (edits_asked(tables, Setting.PRACTITIONER, "C0003", Q2), BOTH),
            (edits_asked(tables, Setting.PRACTITIONER, "A0000", Q2, prefix="B"), BOTH),
            (edits_asked(tables, Setting.PRACTITIONER, "A0000", Q2, ended=True), BOTH),
        ]
        for other, sides in others:
            with pytest.raises(PageTokenInvalidError):
                list_edits(tables, other, sides, token=token)


def test_nothing_is_known_without_an_edition(snapshots: SqlSnapshots) -> None:
    with snapshots.snapshot() as snapshot:
        assert list(code_edits(snapshot.tables, "A0000", Q2)) == []
        asked = edits_asked(snapshot.tables, Setting.OUTPATIENT_HOSPITAL, "A0000", Q2)
        page = list_edits(snapshot.tables, asked, BOTH)
    assert (page.edits, page.total_count, page.release) == ([], 0, None)
