import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.pcs_codes import read_pcs_codes

LINES = "0016070 Bypass of one thing\n0016071 Bypass of another\nGZ10ZZZ Test of a thing\n"


def test_codes_stand_below_section_body_system_and_table() -> None:
    edition = read_pcs_codes(io.BytesIO(LINES.encode()), "f.txt")
    assert edition.row_count == 3
    assert [(e.code, e.parent, e.kind.name, e.billable, e.title) for e in edition.entries] == [
        ("0", "", "CHAPTER", False, "Medical and Surgical"),
        ("00", "0", "SECTION", False, "Central Nervous System and Cranial Nerves"),
        ("001", "00", "CATEGORY", False, "Central Nervous System and Cranial Nerves, Bypass"),
        ("0016070", "001", "CODE", True, "Bypass of one thing"),
        ("0016071", "001", "CODE", True, "Bypass of another"),
        ("G", "", "CHAPTER", False, "Mental Health"),
        ("GZ", "G", "SECTION", False, "None"),
        ("GZ1", "GZ", "CATEGORY", False, "Mental Health, Psychological Tests"),
        ("GZ10ZZZ", "GZ1", "CODE", True, "Test of a thing"),
    ]


def test_line_ends_of_either_kind_are_read() -> None:
    unix = read_pcs_codes(io.BytesIO(LINES.encode()), "f.txt")
    windows = read_pcs_codes(io.BytesIO(LINES.replace("\n", "\r\n").encode()), "f.txt")
    assert unix == windows


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        ("0016070 One\n0016070 Two\n", "line 2"),
        ("0016070\n", "line 1"),
        ("0016070  Two blanks\n", "line 1"),
        ("0016070,Comma\n", "line 1"),
        ("00I6070 The letter I\n", "line 1"),
        ("001607 Short\n", "line 1"),
        ("\n0016070 After an empty line\n", "line 1"),
        ("0016070 Café\n", "line 1"),
        ("ZZZ6070 Of no section\n", "line 1"),
        ("00Z6070 Of no table\n", "line 1"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_the_line(text: str, place: str) -> None:
    with pytest.raises(FileFaultError) as caught:
        read_pcs_codes(io.BytesIO(text.encode()), "f.txt")
    assert (caught.value.file, caught.value.where) == ("f.txt", place)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_that_one_error(raw: bytes) -> None:
    with contextlib.suppress(FileFaultError):
        read_pcs_codes(io.BytesIO(raw), "f.txt")
