import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalog.domain.codes import LONGEST_CODE, compact_form, is_system_name
from services.catalog.errors import CodeInvalidError

COMPACT = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)?")
codes = st.from_regex(r"\A[A-Z0-9]{1,9}(-[A-Z0-9]{1,9})?\Z")


@pytest.mark.parametrize(
    ("written", "compact"),
    [
        ("E11.9", "E119"),
        ("e119", "E119"),
        (" e11.9  ", "E119"),
        ("E11.", "E11"),
        ("E1.19", "E119"),
        ("a00-a09", "A00-A09"),
        ("s72.001a", "S72001A"),
        ("1", "1"),
    ],
)
def test_every_spelling_has_one_compact_form(written: str, compact: str) -> None:
    assert compact_form(written) == compact


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "...",
        "E11 9",
        "E11\x009",
        "E11\n",
        "\tE11",
        "E11.9" * 5,
        "É11",
        "ß11",  # two letters S when made a capital
        "\u013110",  # a letter that is I when made a capital
        "E11\u00a0",
        "-E11",
        "E11-",
        "A00--A09",
        "'; DROP TABLE code;--",
        "<b>E11</b>",
        "x" * 10_000,
    ],
)
def test_what_no_system_could_have_is_refused(written: str) -> None:
    with pytest.raises(CodeInvalidError) as caught:
        compact_form(written, field="parent")
    assert caught.value.field == "parent"
    assert written[:3] not in caught.value.message or len(written) < 3


@given(codes, st.data())
def test_dots_case_and_spaces_around_never_matter(code: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(code)))
    dotted = code[:at] + "." + code[at:]
    assert compact_form(f" {dotted.lower()} ") == compact_form(code) == code


@given(st.text(max_size=40))
def test_any_text_gives_a_compact_form_or_that_one_error(text: str) -> None:
    try:
        compact = compact_form(text)
    except CodeInvalidError:
        return
    assert COMPACT.fullmatch(compact)
    assert len(compact) <= LONGEST_CODE
    assert compact_form(compact) == compact


def test_a_system_name_is_lower_case_with_hyphens() -> None:
    assert is_system_name("icd-10-cm")
    for other in ("", "ICD", "icd_10", "icd--10", "-icd", "icd-10-cm\n", "icd\x00", "x" * 33):
        assert not is_system_name(other)
