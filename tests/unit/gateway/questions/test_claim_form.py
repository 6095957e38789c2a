from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from services.gateway.clients.tool_records import ClaimLine
from services.gateway.questions.claim_form import Row, pasted_row, read_claim, written

DAY = "2026-05-01"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("A0000", Row("A0000")),
        ("a0000-lt-59 2 ab", Row("A0000", "LT 59", "2", "AB")),
        ("A0000 x3", Row("A0000", "", "3")),
        ("A0000, 1, AB", Row("A0000", "", "1", "AB")),
        ("A0000 LT 1 AB", Row("A0000", "LT", "1", "AB")),
        ("A0000 -2", Row("A0000", "", "-2")),
        ("A0000\tLT 59\t2\tA", Row("A0000", "LT 59", "2", "A")),
        ("A0000\t\t2", Row("A0000", "", "2")),
    ],
)
def test_a_pasted_line_becomes_a_row(text: str, row: Row) -> None:
    assert pasted_row(text) == row


_LETTER = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_lines = st.builds(
    ClaimLine,
    st.text(_LETTER, min_size=5, max_size=5),
    st.integers(1, 99_999),
    st.lists(st.text(_LETTER, min_size=2, max_size=2), max_size=4).map(tuple),
    st.lists(st.integers(1, 12), max_size=4).map(tuple),
)


@given(st.lists(_lines, min_size=1, max_size=5), st.sampled_from(["", "E11.9 I10"]))
def test_the_address_of_a_check_reads_as_the_same_claim(lines: list[ClaimLine], dx: str) -> None:
    pasted = "\n".join(map(written, lines))
    form = read_claim(MultiDict({"paste": pasted, "dx": dx, "date": DAY}), day=DAY)
    assert form.claim is not None
    assert list(form.claim.lines) == lines
    again = read_claim(MultiDict(parse_qsl(urlsplit(form.link()).query)), day=DAY)
    assert again.claim == form.claim


def test_a_long_claim_has_no_address() -> None:
    form = read_claim(
        MultiDict({"paste": "\n".join(["A0000-59-LT-XS-76 99999 AB"] * 100)}), day=DAY
    )
    assert form.claim is not None
    assert form.link() == ""


def test_nothing_typed_is_told_once() -> None:
    form = read_claim(MultiDict({"date": ""}), day=DAY)
    assert (form.date, form.claim, list(form.faults)) == (DAY, None, ["paste"])
    assert form.link() == ""


def test_too_many_diagnoses_are_told_at_their_field() -> None:
    form = read_claim(MultiDict({"dx": "E11.9 " * 26, "line": "A0000"}), day=DAY)
    assert list(form.faults) == ["diagnoses"]
