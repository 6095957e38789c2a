import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalog.domain.kinds import NodeKind, NoteKind
from services.catalog.domain.records import Entry, Note, SeventhCharacter
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.tabular import read_tabular
from tests.support.tabular import TABULAR

ENTRIES = {
    entry.compact: entry for entry in read_tabular(io.BytesIO(TABULAR.encode()), "f.xml").entries
}


def read(text: str) -> list[Entry]:
    return list(read_tabular(io.BytesIO(text.encode()), "f.xml").entries)


def test_every_place_stands_below_its_parent_in_the_order_of_the_book() -> None:
    assert [(entry.code, entry.parent, entry.kind.name) for entry in ENTRIES.values()] == [
        ("1", "", "CHAPTER"),
        ("ZA0-ZA9", "1", "SECTION"),
        ("ZA0", "ZA0-ZA9", "CATEGORY"),
        ("ZA0.0", "ZA0", "CODE"),
        ("ZA0.1", "ZA0", "CODE"),
        ("ZA1", "ZA0-ZA9", "CATEGORY"),
        ("ZA1.2", "ZA1", "SUBCATEGORY"),
        ("ZA1.2X", "ZA12", "SUBCATEGORY"),
        ("ZA1.2X1", "ZA12X", "SUBCATEGORY"),
        ("ZA1.2X1A", "ZA12X1", "CODE"),
        ("ZA1.2X1D", "ZA12X1", "CODE"),
        ("ZA1.2X1S", "ZA12X1", "CODE"),
        ("ZA1.2X7", "ZA12X", "SUBCATEGORY"),
        ("ZA1.2X7A", "ZA12X7", "CODE"),
        ("ZA1.2X9", "ZA12X", "SUBCATEGORY"),
        ("ZA1.2X90", "ZA12X9", "CODE"),
        ("ZA1.3", "ZA1", "SUBCATEGORY"),
        ("ZA1.3XXA", "ZA13", "CODE"),
        ("ZA1.3XXD", "ZA13", "CODE"),
        ("ZA1.3XXS", "ZA13", "CODE"),
        ("ZA2", "ZA0-ZA9", "CATEGORY"),
        ("ZA2.XXXA", "ZA2", "CODE"),
        ("ZB0-ZB9", "1", "SECTION"),
        ("ZB0-ZB0", "ZB0-ZB9", "SECTION"),
        ("ZB0", "ZB0-ZB0", "CODE"),
        ("ZC0-ZC9", "1", "SECTION"),
        ("ZC0", "ZC0-ZC9", "CODE"),
    ]
    assert all(e.billable == (e.kind is NodeKind.CODE) for e in ENTRIES.values())


def test_titles_are_those_of_the_file_and_what_a_character_adds() -> None:
    assert ENTRIES["1"].title == "Invented things (ZA0-ZB0)"
    assert ENTRIES["ZA0"].title == "Café things"
    assert ENTRIES["ZA13XXD"].title == "Broken in three, later"


def test_notes_stand_where_they_are_printed_in_their_order() -> None:
    assert ENTRIES["1"].notes == (Note(NoteKind.NOTE, "On everything"),)
    assert ENTRIES["ZA0-ZA9"].notes == (Note(NoteKind.EXCLUDES2, "other things (ZB0)"),)
    assert ENTRIES["ZA0"].notes == (
        Note(NoteKind.INCLUSION_TERM, "Thing NOS"),
        Note(NoteKind.INCLUDES, "all kinds"),
        Note(NoteKind.EXCLUDES1, "not this (ZB0)"),
        Note(NoteKind.EXCLUDES1, "nor that"),
        Note(NoteKind.CODE_FIRST, "the cause"),
        Note(NoteKind.USE_ADDITIONAL_CODE, "code for the rest"),
        Note(NoteKind.CODE_ALSO, "its neighbour"),
    )
    assert ENTRIES["ZA1"].notes[:2] == (
        Note(NoteKind.SEVENTH_CHARACTER_NOTE, "Add a 7th character"),
        Note(NoteKind.SEVENTH_CHARACTER_NOTE, "D: Second time"),
    )
    assert ENTRIES["ZA13XXA"].notes == ()


def test_the_table_of_visual_impairment_is_read_in_its_own_words() -> None:
    assert [note.text for note in ENTRIES["ZA01"].notes] == [
        (
            "Category of visual impairment 1. Visual acuity. Maximum less than: 6/18, 3/10(0.3)."
            " Minimum equal to or better than: 6/60."
        ),
        "Category of visual impairment 9. Visual acuity. Maximum less than: Unknown.",
    ]


def test_seventh_characters_are_kept_where_they_are_defined_or_limited() -> None:
    first = SeventhCharacter("A", "first time", "ZA1")
    assert ENTRIES["ZA1"].seventh_characters == (
        first,
        SeventhCharacter("D", "later", "ZA1"),
        SeventhCharacter("S", "long after", "ZA1"),
    )
    assert ENTRIES["ZA12X7"].seventh_characters == (first,)
    assert ENTRIES["ZA12X9"].seventh_characters == (SeventhCharacter("0", "stable", "ZA1.2X9"),)
    assert ENTRIES["ZA13"].seventh_characters == ()


def test_the_file_counts_as_many_records_as_it_has_diag_elements() -> None:
    edition = read_tabular(io.BytesIO(TABULAR.encode()), "f.xml")
    assert edition.row_count == TABULAR.count("<diag")


@pytest.mark.parametrize(
    ("old", "new", "place", "column"),
    [
        ("<name>ZA0.1</name>", "", "ZA0", "name"),
        ("<desc>Large thing</desc>", "<desc> </desc>", "ZA0.1", "desc"),
        ("<name>1</name>", "<name/>", "a chapter", "name"),
        ('<section id="ZB0">', "<section>", "chapter 1", "section"),
        ("<codeAlso>", "<codeNever></codeNever><codeAlso>", "ZA0", "codeNever"),
        ("ZA0.1</name>", "ZA0.0</name>", "ZA0.0", "name"),
        ('char="S"', 'char="SS"', "ZA1", "extension"),
        ('char="S"', "", "ZA1", "extension"),
        ("do not apply to codes in", "are not applied and do not apply to", "ZA1", "notes"),
        ("7 - at once, or 8 - from", "7 or 8", "ZA1", "notes"),
        ("<heading>Visual acuity</heading>", "", "ZA0.1", "visualImpairment"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_the_place(
    old: str, new: str, place: str, column: str
) -> None:
    assert old in TABULAR
    with pytest.raises(FileFaultError) as caught:
        read(TABULAR.replace(old, new, 1))
    error = caught.value
    assert (error.file, error.where, error.column) == ("f.xml", place, column)
    assert error.reason


@pytest.mark.parametrize(
    ("old", "new"),
    [("</section>", "</chapter>"), ("<chapter>", "<book>"), ("utf-8", "utf-99"), ("utf-8", "gbk")],
)
def test_what_is_no_xml_is_refused_with_the_line(old: str, new: str) -> None:
    with pytest.raises(FileFaultError, match=r"^f\.xml, (line \d+|file), "):
        read(TABULAR.replace(old, new, 1))


@pytest.mark.parametrize("text", ["", "<a/>", "not xml", "<ICD10CM.tabular></ICD10CM.tabular>"])
def test_what_is_no_tabular_list_is_refused(text: str) -> None:
    with pytest.raises(FileFaultError):
        read(text)


@given(st.data())
def test_a_damaged_file_is_read_or_refused_with_that_one_error(data: st.DataObject) -> None:
    raw = bytearray(TABULAR.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(1, max(1, len(raw) - 1)))
        match data.draw(st.sampled_from(["set", "cut", "drop"])):
            case "set":
                raw[at : at + 1] = [data.draw(st.integers(0, 255))]
            case "drop":
                del raw[at : at + data.draw(st.integers(1, 60))]
            case _:
                del raw[at:]
    try:
        entries = read_tabular(io.BytesIO(bytes(raw)), "f.xml").entries
    except FileFaultError:
        return
    seen = {""}
    for entry in entries:
        assert entry.parent in seen
        assert entry.title
        assert not re.search(r"\s\s", entry.title)
        seen.add(entry.compact)
