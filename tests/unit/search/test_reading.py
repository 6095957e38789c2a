import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.domain.reading import MAX_CHARACTERS, Reading, read_query
from services.search.errors import QueryError

COMPACT = st.from_regex(r"[A-Z][0-9][0-9A-Z]{0,5}", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "compact"),
    [
        ("E11", "E11"),
        ("e119", "E119"),
        ("E11.", "E11"),
        ("E11.-", "E11"),
        ("e11.9 ", "E119"),
        ("\u00a0E11.9\u2003", "E119"),
        (".E11..9", "E119"),
        ("0DB6", "0DB6"),
        ("S72.001A", "S72001A"),
        ("4", "4"),
        ("GZB", "GZB"),
        ("ct", "CT"),
    ],
)
def test_a_code_in_any_spelling(typed: str, compact: str) -> None:
    assert read_query(typed).compact == compact


@pytest.mark.parametrize(
    "typed",
    [
        "diabetes",
        "gout",
        "type 2",
        "S72.001AX",
        "E11,9",
        "-",
        "\u00e911",
        "E\u0661\u0661",
    ],
)
def test_what_is_no_code(typed: str) -> None:
    assert read_query(typed).compact == ""


@pytest.mark.parametrize("typed", ["E08-E13", "e08-e13", "E08 - E13", "E08\u2013E13"])
def test_a_range(typed: str) -> None:
    reading = read_query(typed)
    assert reading.code_range == "E08-E13"
    assert {"E08", "E0A", "E11", "E13"} <= set(reading.categories)
    assert not {"E07", "E14"} & set(reading.categories)
    assert reading.names_codes


def test_a_range_of_whole_codes() -> None:
    assert read_query("E1390-E1392").codes == ("E1390", "E1391", "E1392")


@pytest.mark.parametrize("typed", ["E13-E08", "A00-Z99", "A0000-A9999", "pre-pos", "C43-E11"])
def test_what_is_no_range(typed: str) -> None:
    reading = read_query(typed)
    assert not reading.names_codes
    assert reading.wording.words


@pytest.mark.parametrize(
    ("typed", "begins", "codes"),
    [
        ("E11*", ["E11"], []),
        ("e11.*", ["E11"], []),
        ("0DT?4ZZ", [], ["0DTJ4ZZ", "0DT04ZZ"]),
        ("S72.?01*", ["S72001", "S72901"], []),
    ],
)
def test_a_wildcard(typed: str, begins: list[str], codes: list[str]) -> None:
    reading = read_query(typed)
    assert set(begins) <= set(reading.begins)
    assert set(codes) <= set(reading.codes)
    assert bool(reading.begins) is bool(begins)


@pytest.mark.parametrize(
    "typed",
    ["I10, E11.9; J45.909", "i10 e119 j45909", "I10\u00a0E11.9 / J45.909", "I10,E11.9,J45.909"],
)
def test_several_codes(typed: str) -> None:
    assert read_query(typed).codes == ("I10", "E119", "J45909")


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("E11.9 Type 2 diabetes mellitus", "E119", "type 2 diabetes mellitus"),
        ("E119 - type 2 diabetes", "E119", "type 2 diabetes"),
        ("J9271: pembrolizumab", "J9271", "pembrolizumab"),
        ("Type 2 diabetes (E11.9)", "E119", "type 2 diabetes"),
        ("G6PD deficiency", "G6PD", "deficiency"),
    ],
)
def test_a_code_pasted_with_its_title(typed: str, code: str, words: str) -> None:
    reading = read_query(typed)
    assert reading.codes == (code,)
    assert " ".join(reading.wording.words) == words
    assert reading.as_words().codes == ()
    assert code.lower() in " ".join(reading.as_words().wording.words).replace(" ", "")


@pytest.mark.parametrize(
    ("typed", "goes_on"),
    [("E", False), ("CT", False), ("GZB", True), ("0", True), ("fever", False)],
)
def test_letters_alone_are_a_whole_heading_or_a_word(typed: str, *, goes_on: bool) -> None:
    assert read_query(typed).may_go_on is goes_on


@pytest.mark.parametrize("typed", ["", "   ", "!?", '"', "-", "\U0001f600"])
def test_nothing_to_search_for(typed: str) -> None:
    assert read_query(typed) == Reading("")


@pytest.mark.parametrize("character", ["\0", "\n", "\t", "\x7f", "\x85"])
def test_control_characters_are_refused(character: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_query(f"dia{character}betes")
    assert caught.value.field == "query"


def test_a_query_is_as_long_as_the_proto_says() -> None:
    assert read_query("a" * MAX_CHARACTERS).text
    with pytest.raises(QueryError, match="10000"):
        read_query("a" * 10_000)


@given(COMPACT, st.data())
def test_case_dots_and_spaces_change_nothing(compact: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(compact)))
    case = data.draw(st.sampled_from([str.upper, str.lower]))
    spelling = case(f"{compact[:place]}.{compact[place:]}")
    space = data.draw(st.text(" \u00a0", max_size=3))
    assert read_query(f"{space}{spelling}{space}").compact == compact


@given(st.text())
def test_a_reading_is_safe_to_put_into_a_filter(text: str) -> None:
    try:
        reading = read_query(text)
    except QueryError:
        return
    assert set(reading.compact) <= set(string.ascii_uppercase + string.digits)
    assert set(reading.code_range) <= set(string.ascii_uppercase + string.digits + "-")
    assert not (reading.compact and reading.code_range)
    assert reading.text == text.strip() or not reading.text
