from services.catalog.domain.kinds import NodeKind, NoteKind
from services.catalog.domain.records import Entry, Note
from services.catalog.files.books import BOOKS
from services.catalog.files.formats import kinds
from services.catalog.readers.icd10_order import IcdOrder
from services.catalog.store.tables.kinds import TABLES
from tests.support.editions import BOOK, SEVENTHS, code

KNOWN = {entry.compact: entry for entry in BOOK}
ORDER = (
    IcdOrder(1, "ZA0", False, "Short 0", "Long 0"),
    IcdOrder(2, "ZA00", True, "Short 00", "Long 00"),
    IcdOrder(3, "ZA02", True, "Short 02", "Long 02"),
    IcdOrder(4, "ZA1", False, "Short 1", "Long 1"),
    IcdOrder(5, "ZA1XXXA", True, "Short A", "Long A"),
    IcdOrder(6, "ZA2", True, "Short 2", "Long 2"),
    IcdOrder(7, "ZB0", True, "Short B", "Long B"),
)


def cm_order(known: dict[str, Entry]) -> dict[str, Entry]:
    entries = BOOKS["icd-10-cm-order"].entries(ORDER, known)
    return {entry.compact: entry for entry in entries}


def test_an_order_file_brings_titles_and_keeps_headings_and_notes() -> None:
    entries = cm_order(KNOWN)

    assert list(entries) == [
        *("1", "ZA0-ZA9", "ZA0", "ZA00", "ZA02", "ZA1", "ZA1XXXA", "ZA2", "ZB0-ZB0", "ZB0"),
    ]
    assert entries["ZA0-ZA9"] == KNOWN["ZA0-ZA9"]
    assert entries["ZA00"] == Entry(
        "ZA0.0",
        "ZA00",
        "Long 00",
        NodeKind.CODE,
        billable=True,
        parent="ZA0",
        short_title="Short 00",
        notes=(Note(NoteKind.INCLUSION_TERM, "Small thing"),),
    )
    assert entries["ZA1"].seventh_characters == SEVENTHS


def test_what_an_order_file_does_not_have_has_ended() -> None:
    assert "ZA01" not in cm_order(KNOWN)


def test_a_new_code_stands_below_its_header_or_in_its_section() -> None:
    entries = cm_order(KNOWN)

    assert [entries[one].parent for one in ("ZA02", "ZA1XXXA", "ZA2", "ZB0")] == [
        *("ZA0", "ZA1", "ZA0-ZA9", "ZB0-ZB0"),
    ]


def test_a_new_category_stands_in_the_innermost_section() -> None:
    inner = Entry("ZA2-ZA3", "ZA2-ZA3", "Inner", NodeKind.SECTION, billable=False, parent="ZA0-ZA9")
    around = Entry("ZA2-ZA9", "ZA2-ZA9", "Around", NodeKind.SECTION, billable=False, parent="1")

    assert cm_order({**KNOWN, "ZA2-ZA9": around, "ZA2-ZA3": inner})["ZA2"].parent == "ZA2-ZA3"


def test_an_order_file_alone_is_a_book_without_chapters() -> None:
    entries = cm_order({})

    assert list(entries) == [line.code for line in ORDER]
    assert entries["ZA1XXXA"].code == "ZA1.XXXA"
    assert entries["ZA0"] == Entry(
        *("ZA0", "ZA0", "Long 0", NodeKind.CATEGORY),
        billable=False,
        parent="",
        short_title="Short 0",
    )


def test_a_tabular_list_keeps_the_short_titles() -> None:
    known = {"ZA00": Entry("", "ZA00", "", NodeKind.CODE, True, "", "Short 00")}
    places = [code("ZA0.0", "ZA0"), code("ZA0.1", "ZA0")]

    entries = BOOKS["icd-10-cm-tabular"].entries(places, known)

    assert [entry.short_title for entry in entries] == ["Short 00", ""]
    assert [entry.title for entry in entries] == ["Title of ZA0.0", "Title of ZA0.1"]


def test_the_tables_of_a_pcs_order_file_stand_in_their_sections() -> None:
    lines = (
        IcdOrder(1, "001", False, "Table", "The table"),
        IcdOrder(2, "0016070", True, "Short", "Long"),
    )

    entries = BOOKS["icd-10-pcs-order"].entries(lines, {})

    assert [(entry.compact, entry.parent, entry.kind) for entry in entries] == [
        ("0", "", NodeKind.CHAPTER),
        ("00", "0", NodeKind.SECTION),
        ("001", "00", NodeKind.CATEGORY),
        ("0016070", "001", NodeKind.CODE),
    ]
    assert [entry.title for entry in entries[2:]] == ["The table", "Long"]
    assert [entry.short_title for entry in entries[2:]] == ["Table", "Short"]


def test_every_kind_has_a_place_to_go_to() -> None:
    assert set(kinds()) == set(BOOKS) | set(TABLES)
