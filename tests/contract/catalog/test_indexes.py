"""The published indexes as they are streamed with the codes that they lead to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from services.catalog.domain.documents import documents
from services.catalog.domain.index_terms import Equivalent
from services.catalog.domain.kinds import CodeStatus, NodeKind, TermSource
from services.catalog.domain.records import Edition, Entry, ReleaseFacts
from services.catalog.readers.hcpcs_index import HcpcsIndexEntry
from services.catalog.readers.icd10cm_cells import DrugEntry, NeoplasmEntry
from services.catalog.readers.icd10cm_index import IndexEntry
from services.catalog.readers.icd10pcs_definitions import PcsDefinition
from services.catalog.readers.icd10pcs_index import PcsIndexEntry, PcsReference
from services.catalog.readers.table import Claim, Record
from services.catalog.store import Importer, SqlSnapshots, TableImporter
from tests.support.clock import FakeClock
from tests.support.editions import file

BEGIN, NEXT, DAY = date(2025, 10, 1), date(2026, 4, 1), date(2026, 6, 15)
CM, PCS, HCPCS = "icd-10-cm", "icd-10-pcs", "hcpcs"


def term(level: int, *path: str, code: str = "", see: str = "") -> IndexEntry:
    title = path[-1]
    return IndexEntry("A", path, level, title, "", title, code, "", see, "", "", "")


def load(engine: Engine, kind: str, values: Sequence[Any]) -> None:
    records = (Record(f"line {number}", value) for number, value in enumerate(values))
    claim = Claim(kind, "Invented edition", BEGIN)
    TableImporter(engine, FakeClock()).import_table(
        claim, file(kind), records, "Invented", lambda _: None
    )


def load_codes(importer: Importer, system: str, start: date, *entries: Entry) -> None:
    facts = ReleaseFacts(system, "invented", f"Edition {start}", start, None, "Invented")
    edition = Edition(entries, len(entries))
    importer.import_edition(facts, file(f"{system} {start}"), edition, lambda *_: None)


def code(printed: str, title: str, kind: NodeKind = NodeKind.CODE) -> Entry:
    compact = printed.replace(".", "")
    return Entry(printed, compact, title, kind, billable=kind is NodeKind.CODE, parent="")


@pytest.fixture
def streamed(engine: Engine, importer: Importer) -> dict[str, dict[str, list[str]]]:
    load_codes(
        importer,
        CM,
        BEGIN,
        code("1", "Chapter", NodeKind.CHAPTER),
        code("Z10.0", "Thing"),
        code("Z10.1", "Neoplasm of thing"),
        code("Z10.2", "Poisoning by thing"),
    )
    load_codes(
        importer, PCS, BEGIN, code("0ZT", "Table", NodeKind.CATEGORY), code("0ZT10ZZ", "Resection")
    )
    load_codes(importer, HCPCS, BEGIN, code("X0009", "Gadget"), code("X0010", "Widget"))
    load(
        engine,
        "hcpcs-index",
        [
            HcpcsIndexEntry(("Gear", "spare"), "X0009", "X0010"),
            HcpcsIndexEntry(("Tool",), "X0010", "X0010"),
        ],
    )
    load(
        engine,
        "icd-10-cm-index",
        [term(0, "Gizmo", code="Z10.0"), term(0, "Widget", see="Gizmo")],
    )
    load(engine, "icd-10-cm-external-cause-index", [term(0, "Bumped", code="Z10.-")])
    drug = ("Z10.2", "Z10.2", "--", "", None, None)
    load(
        engine,
        "icd-10-cm-drugs",
        [DrugEntry("A", ("Potion",), 0, "Potion", "", "Potion", "", "", *drug)],
    )
    site = ("A", ("Neoplasm", "knob"), 0, "knob", "", "knob", "", "", "")
    load(engine, "icd-10-cm-neoplasms", [NeoplasmEntry(*site, "Z10.1", "", "", "", "", "")])
    see = PcsReference("Resection", "", "0ZT1", "")
    use = PcsReference("Thing, Right", "", "", "")
    load(
        engine,
        "icd-10-pcs-index",
        [
            PcsIndexEntry("A", ("Thingectomy",), 0, "Thingectomy", "", "", "", see, None),
            PcsIndexEntry("A", ("Left over",), 0, "Left over", "", "", "", None, use),
        ],
    )
    load(
        engine,
        "icd-10-pcs-definitions",
        [PcsDefinition("0", "Surgery", 4, "Body part", ("Thing",), "", "", ("Doodad",))],
    )
    with SqlSnapshots(engine).snapshot() as snapshot:
        return {
            system: {
                document.summary.place.version.code: [term.text for term in document.index_terms]
                for document in documents(snapshot, system, DAY)
            }
            for system in (CM, PCS, HCPCS)
        }


def test_terms_stand_with_the_codes_that_they_lead_to(
    streamed: dict[str, dict[str, list[str]]],
) -> None:
    assert streamed[CM] == {
        "1": [],
        "Z10.0": ["Gizmo", "Widget"],
        "Z10.1": ["knob, malignant primary"],
        "Z10.2": ["Potion"],
    }
    assert streamed[PCS] == {"0ZT": [], "0ZT10ZZ": ["Thingectomy"]}
    assert streamed[HCPCS] == {"X0009": ["Gear, spare"], "X0010": ["Gear, spare", "Tool"]}


@pytest.mark.usefixtures("streamed")
def test_names_that_stand_for_others(engine: Engine) -> None:
    with SqlSnapshots(engine).snapshot() as snapshot:
        assert list(snapshot.equivalents(DAY)) == [
            Equivalent(PCS, "Doodad", "Thing"),
            Equivalent(PCS, "Left over", "Thing, Right"),
        ]
        sources = {source: list(snapshot.index_lines(source, DAY)) for source in TermSource}
    assert sources[TermSource.EXTERNAL_CAUSE_INDEX][0].codes == ("Z10",)


def test_codes_that_have_ended_or_are_yet_to_begin_are_sent_when_asked_for(
    engine: Engine, importer: Importer
) -> None:
    load_codes(importer, CM, BEGIN, code("Z10.0", "Old"), code("Z10.1", "Kept"))
    load_codes(importer, CM, NEXT, code("Z10.1", "Kept"), code("Z10.2", "New"))
    with SqlSnapshots(engine).snapshot() as snapshot:
        assert snapshot.ever_count(CM) == 3
        now = list(documents(snapshot, CM, BEGIN, any_status=False))
        every = list(documents(snapshot, CM, BEGIN, any_status=True))
    assert [document.summary.place.version.code for document in now] == ["Z10.0", "Z10.1"]
    lives = {
        document.summary.place.version.code: (
            document.summary.status,
            document.effective_from,
            document.effective_to,
        )
        for document in every
    }
    assert lives == {
        "Z10.0": (CodeStatus.ACTIVE, BEGIN, NEXT),
        "Z10.1": (CodeStatus.ACTIVE, BEGIN, None),
        "Z10.2": (CodeStatus.FUTURE, NEXT, None),
    }
