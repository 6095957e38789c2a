"""Coverage documents that name a code, as of a day, a page at a time, on both databases."""

from datetime import UTC, date, datetime
from types import UnionType
from typing import Any

import pytest
from sqlalchemy import Engine

from services.catalog.domain.facts.contractors import Contractor
from services.catalog.domain.facts.coverage import CoveragePage, list_coverage
from services.catalog.domain.facts.kinds import CoverageKind, CoverageRole
from services.catalog.errors import PageTokenInvalidError
from services.catalog.readers.coverage.export import TABLES
from services.catalog.store import SqlSnapshots
from tests.support.published import publish

Q1, Q2 = date(2026, 1, 1), date(2026, 4, 1)
NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
RECORDS = {table.name: table.record for table in TABLES}
LCD, ARTICLE, NCD = CoverageKind


def rows(name: str, *given: dict[str, Any]) -> list[Any]:
    """Return records of a table of the export; what is not given is empty, 0 or None."""
    record = RECORDS[name]
    blank = {field: _blank(hint) for field, hint in record.__annotations__.items()}
    return [record(**{**blank, **one}) for one in given]


def _blank(hint: object) -> object:
    if isinstance(hint, UnionType):
        return None
    usual: dict[object, object] = {int: 0, datetime: NOON, date: Q1, bool: False}
    return usual.get(hint, "")


def export(engine: Engine, name: str, *given: dict[str, Any], start: date = Q1) -> None:
    publish(engine, f"coverage-{name.replace('_', '-')}", start, *rows(name, *given))


@pytest.fixture
def exported(engine: Engine) -> None:
    """Load LCDs 1 to 3 and article 10, of which LCD 2 does not name A0000 any more."""
    codes = [(1, 5), (2, 3), (3, 1)]
    export(
        engine,
        "lcd_x_hcpc_code",
        *(
            {"lcd_id": one, "lcd_version": version, "hcpc_code_id": "A0000"}
            for one, version in codes
        ),
    )
    firm = {"contractor_id": 7, "contractor_type_id": 10}
    versions = [(1, 5), (2, 4), (3, 1)]
    export(
        engine,
        "lcd_x_contractor",
        *({"lcd_id": one, "lcd_version": version, **firm} for one, version in versions),
    )
    export(
        engine,
        "contractor",
        {**firm, "contractor_bus_name": "Firm", "contractor_number": "01234"},
    )
    export(engine, "contractor_type_lookup", {"contractor_type_id": 10, "description": "DME MAC"})
    states = [(1, None), (2, date(2025, 12, 31))]
    export(
        engine,
        "contractor_jurisdiction",
        *(
            {**firm, "state_id": state, "active_date": date(2020, 1, 1), "term_date": until}
            for state, until in states
        ),
    )
    export(
        engine,
        "state_lookup",
        {"state_id": 1, "state_abbrev": "AK"},
        {"state_id": 2, "state_abbrev": "AL"},
    )
    article = {"article_id": 10, "article_version": 2}
    export(engine, "article_x_code_table", {**article, "hcpc_code_id": "A0000"})
    export(engine, "article_related_documents", {**article, "related_num": 1, "r_lcd_id": 1})
    lcd = {"lcd_id": 1, "lcd_version": 5}
    export(
        engine,
        "lcd_related_ncd_documents",
        {**lcd, "related_num": 1, "r_ncd_id": 99, "r_ncd_version": 1},
        {**lcd, "related_num": 2, "r_ncd_id": 0},
    )


def listed(
    snapshots: SqlSnapshots, system: str, code: str, day: date, *, size: int = 0, token: str = ""
) -> CoveragePage:
    with snapshots.snapshot() as snapshot:
        return list_coverage(snapshot.tables, system, code, day, size=size, token=token)


@pytest.mark.usefixtures("exported")
def test_the_documents_whose_newest_version_names_the_code(snapshots: SqlSnapshots) -> None:
    page = listed(snapshots, "hcpcs", "A0000", Q1)
    assert [(one.display_id, one.version, one.roles) for one in page.documents] == [
        ("L1", 5, [CoverageRole.PROCEDURE]),
        ("L3", 1, [CoverageRole.PROCEDURE]),
        ("A10", 2, [CoverageRole.TABLE_ROW]),
        ("99", 1, [CoverageRole.RELATED]),
    ]
    assert page.counts == {LCD: 2, ARTICLE: 1, NCD: 1}
    first, _, article, national = page.documents
    assert first.contractors == [Contractor("Firm", ["01234"], ["DME MAC"], ["AK"])]
    assert first.url.endswith("lcd.aspx?lcdid=1&ver=5")
    assert (article.lcd_ids, national.contractors) == (["L1"], [])
    assert all(one.release for one in page.documents)
    assert listed(snapshots, "cpt", "A0000", Q1).counts == page.counts
    assert not listed(snapshots, "hcpcs", "B0000", Q1).documents
    assert not listed(snapshots, "hcpcs", "A0000", date(2025, 12, 31)).documents
    assert not listed(snapshots, "modifier", "A0000", Q1).documents


@pytest.mark.usefixtures("exported")
def test_a_list_is_paged(snapshots: SqlSnapshots) -> None:
    pages = [listed(snapshots, "hcpcs", "A0000", Q1, size=3)]
    pages.append(listed(snapshots, "hcpcs", "A0000", Q1, size=3, token=pages[0].next_page_token))
    assert [len(page.documents) for page in pages] == [3, 1]
    assert pages[1].next_page_token == ""
    with pytest.raises(PageTokenInvalidError):
        listed(snapshots, "hcpcs", "A0000", Q2, token=pages[0].next_page_token)


@pytest.mark.usefixtures("exported")
def test_a_document_holds_on_its_own_days(engine: Engine, snapshots: SqlSnapshots) -> None:
    held = {"orig_det_eff_date": date(2020, 1, 1)}
    export(
        engine,
        "lcd",
        {"lcd_id": 1, "lcd_version": 5, "title": "Ended", **held, "ent_det_end_date": Q1},
        {"lcd_id": 3, "lcd_version": 1, "title": "Later", "orig_det_eff_date": Q2},
        start=date(2025, 1, 1),
    )
    export(engine, "lcd_future_retire", {"lcd_id": 3, "retire_dt": date(2026, 6, 30)})
    shown = {
        day: [
            (one.title, one.effective_to)
            for one in listed(snapshots, "hcpcs", "A0000", day).documents
        ]
        for day in (Q1, date(2026, 1, 2), Q2, date(2026, 7, 1))
    }
    article = ("", None)
    assert shown == {
        Q1: [("Ended", Q1), article, article],
        date(2026, 1, 2): [article],
        Q2: [("Later", date(2026, 6, 30)), article],
        date(2026, 7, 1): [article],
    }


def test_a_diagnosis_is_named_as_supporting_or_not(engine: Engine, snapshots: SqlSnapshots) -> None:
    for name in ("covered", "noncovered"):
        given = {"article_id": 10, "article_version": 2, "icd10_code_id": "E11.9"}
        if name == "covered":
            given["asterisk"] = "N"
        export(engine, f"article_x_icd10_{name}", given)
    article = {"article_id": 10, "article_version": 2}
    export(
        engine,
        "article_related_ncd_documents",
        {**article, "related_num": 1, "r_ncd_id": 9, "r_ncd_version": 1},
    )
    export(
        engine,
        "ncd_trkg",
        {"ncd_id": 9, "ncd_vrsn_num": 1, "ncd_mnl_sect": "40.1", "ncd_mnl_sect_title": "Training"},
    )
    one, national = listed(snapshots, "icd-10-cm", "E11.9", Q1).documents
    assert one.roles == [CoverageRole.COVERED_DIAGNOSIS, CoverageRole.NONCOVERED_DIAGNOSIS]
    assert (national.display_id, national.title) == ("40.1", "Training")
    assert national.url.endswith("ncd.aspx?ncdid=9&ncdver=1")
