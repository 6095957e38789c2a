import gzip
import io
import re
import zlib
from zipfile import BadZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalog.readers import markup
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.member import Member
from tests.support.members import damaged, gunzipped, member

SMALL = b"""<?xml version="1.0" encoding="utf-8"?>
<root>
  <title>One &amp; two</title>
  <part n="1"><a>x<b>y</b>z</a></part>
</root>
"""


def parts(content: bytes | str) -> list[markup.Element]:
    return list(markup.parts(member(content, "f.xml"), "root"))


def fault(content: bytes | str) -> str:
    with pytest.raises(FileFaultError) as raised:
        parts(content)
    return str(raised.value)


def test_each_part_comes_whole_with_its_line() -> None:
    title, part = parts(SMALL)
    assert (title.tag, title.text, title.place.where) == ("title", "One & two", "line 3")
    assert part.attributes == {"n": "1"}
    inner = part.one("a")
    assert (inner.text, inner.one("b").text, inner.one("b").tail) == ("x", "y", "z")


def test_parts_before_a_damage_are_given_first() -> None:
    reading = markup.parts(member(b"<root><a/><b/><c></root>"), "root")
    assert [next(reading).tag, next(reading).tag] == ["a", "b"]
    with pytest.raises(FileFaultError, match="mismatched tag"):
        next(reading)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "f.xml, line 1: not well-formed XML: no element found"),
        (SMALL[:-8], "f.xml, line 5: not well-formed XML: no element found"),
        (SMALL + b"more", "f.xml, line 6: not well-formed XML: junk after document element"),
        (b"<other/>", "f.xml, line 1: the root is not root (other)"),
        (b"<root>words<a/></root>", "f.xml, line 1: text between the parts of the file (words)"),
        (b"<root>\n<a>\xff</a></root>", "f.xml, line 2: not well-formed XML: not well-formed"),
        (b"<root><a>&what;</a></root>", "f.xml, line 1: not well-formed XML: undefined entity"),
    ],
)
def test_a_damaged_file_is_a_fault_with_its_line(content: bytes, sentence: str) -> None:
    assert fault(content).startswith(sentence)


def test_no_entity_is_ever_expanded() -> None:
    bomb = '<!DOCTYPE root [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><root><p>&b;</p></root>'
    assert "declares a document type" in fault(bomb)


def test_depth_and_length_have_an_end() -> None:
    assert "deeper" in fault("<root>" + "<a>" * 41)
    assert parts("<root>" + "<a>" * 40 + "</a>" * 40 + "</root>")


def test_a_part_of_too_many_elements_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "_MOST_ELEMENTS", 3)
    assert len(parts("<root><a><b/><b/></a><a><b/><b/></a></root>")) == 2
    assert "longer" in fault("<root><a><b/><b/><b/></a></root>")


@pytest.mark.parametrize(
    "error", [OSError("gone"), EOFError("short"), zlib.error("bad"), BadZipFile("crc")]
)
def test_a_file_that_cannot_be_read_is_a_fault(error: Exception) -> None:
    def refuse() -> io.BytesIO:
        raise error

    broken = Member("f.xml", refuse)
    with pytest.raises(FileFaultError, match="cannot be read"):
        list(markup.parts(broken, "root"))
    assert markup.prologue(broken, "root") is None


def test_a_cut_gzip_is_a_fault() -> None:
    broken = gunzipped("f.xml", gzip.compress(SMALL)[:-20])
    with pytest.raises(FileFaultError, match="cannot be read"):
        list(markup.parts(broken, "root"))


def test_the_prologue_is_what_stands_whole_in_the_head() -> None:
    cut = SMALL[: SMALL.index(b"<b>")]
    found = markup.prologue(member(cut), "root")
    assert found is not None
    assert list(found) == ["title"]
    twice = markup.prologue(member("<root><a>1</a><a>2</a></root>"), "root")
    assert twice is not None
    assert twice["a"].text == "1"
    assert markup.prologue(member(SMALL), "other") is None


@given(damaged(SMALL))
def test_any_damage_gives_parts_or_the_one_fault(content: bytes) -> None:
    markup.prologue(member(content), "root")
    try:
        wheres = [part.place.where for part in parts(content)]
    except FileFaultError as error:
        wheres = [error.where]
    assert all(where.startswith("line ") for where in wheres)


@given(st.text())
def test_text_comes_back_as_it_was_written(text: str) -> None:
    escaped = "".join(f"&#{ord(char)};" for char in text if char.isprintable())
    (part,) = parts(f"<root><a>{escaped}</a></root>")
    assert part.text == "".join(char for char in text if char.isprintable())


def element(content: str) -> markup.Element:
    return parts(f"<root>{content}</root>")[0]


def test_a_leaf_holds_text_and_nothing_else() -> None:
    assert markup.leaf(element("<a> x y </a>")) == "x y"
    for wrong in ("<a> </a>", "<a>x<b/></a>"):
        with pytest.raises(FileFaultError, match="a: "):
            markup.leaf(element(wrong))


def test_shaped_names_the_value_that_is_not() -> None:
    with pytest.raises(FileFaultError, match=r"f.xml, line 1, a: not of the form .*\(x9\)"):
        markup.shaped(element("<a>x9</a>"), re.compile("[0-9]+"))


@pytest.mark.parametrize("wrong", ["<a><c/></a>", "<a>x<b/></a>", "<a><b/>x</a>"])
def test_only_faults_other_children_and_stray_text(wrong: str) -> None:
    markup.only(element("<a> <b/> </a>"), ("b",))
    with pytest.raises(FileFaultError):
        markup.only(element(wrong), ("b",))


def test_a_child_that_must_be_one_is_a_fault_when_absent_or_twice() -> None:
    assert element("<a><b>x</b></a>").word("b") == "x"
    assert not element("<a/>").word("b")
    for wrong in ("<a/>", "<a><b/><b/></a>"):
        with pytest.raises(FileFaultError, match="where the format has one"):
            element(wrong).one("b")


def test_an_attribute_that_must_be_there() -> None:
    assert element('<a b="1"/>').attribute("b") == "1"
    with pytest.raises(FileFaultError, match="has no attribute c"):
        element('<a b="1"/>').attribute("c")
