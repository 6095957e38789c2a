import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalog.domain.note_codes import Target, Where, targets


@pytest.mark.parametrize(
    ("note", "holds", "holds_not"),
    [
        ("one code (E10.1)", "E101", "E10 E109 E11"),
        ("a category (E10.-)", "E10 E109 E1021", "E11 E08"),
        ("a range (E08-E13)", "E08 E109 E139", "E07 E14"),
        ("the end counts whole (A00-B99)", "A000 B999", "C00"),
        ("two ranges (O10-O11, O13-O16)", "O10 O119 O16", "O12 O17"),
        ("a list (J09.X3, J10.2, J11.2)", "J09X3 J102", "J09X1 J101"),
        ("letters come after digits (I21.0-I21.B)", "I210 I219 I21A9 I21B", "I22 I20"),
        ("a point too many (D29.2.-)", "D2921", "D293"),
        ("a blank too many (B65.0 -B83.9)", "B650 B700", "B840"),
        ("by its words (M05.00 to M05.8A)", "M0500 M0571 M058A", "M059"),
        ("two hyphens (S12.0--S12.3-)", "S12000A S12300A", "S124XXA"),
        ("diabetic (peripheral) angiopathy (E08-E13 with .51-.52)", "E1151 E0852", "E1153 E115"),
        ("skin disorders in diabetes (E08-E13 with .62-)", "E11621", "E1161"),
        ("adverse effect (T36-T50 with fifth or sixth character 5)", "T360X5A T4395XA T43625A",
         "T360X1A T43651A T5195"),
        ("underdosing of medication (T36-T50) with fifth or sixth character 6", "T360X6A",
         "T360X5A"),
        ("stuttering (I69. with final characters -23)", "I69323", "I69322"),
        ("open skull fracture (S02.- with 7th character B)", "S0201XB", "S0201XA"),
        ("land transport (V01-V09 with 5th character 9)", "V0109", "V0100"),
        ("poisoning (T51-T65 with fifth or sixth character to indicate intent)", "T510X1A",
         "T50"),
        ("hearing loss as classified in H90.-", "H9011", "H91"),
        ("code from category B96 to identify organism", "B9620", "B95"),
        ("from categories E08, E09 and E13 to further identify any manifestation", "E0810 E139",
         "E10 E11"),
    ],
)  # fmt: skip
def test_a_note_names_codes(note: str, holds: str, holds_not: str) -> None:
    found = targets(note)
    assert [c for c in holds.split() if not any(t.holds(c) for t in found)] == []
    assert [c for c in holds_not.split() if any(t.holds(c) for t in found)] == []


@pytest.mark.parametrize(
    "note",
    [
        "",
        "certain localized infections - see body system-related chapters",
        "glucose-6-phosphate dehydrogenase (G6PD) deficiency",
        "primary cutaneous (CD30-positive) proliferations",
        "chronic kidney disease (CKD)",
        "whooping cough with pneumonia (A37 with fifth-character 1)",
        "vitamin B12",
    ],
)
def test_what_is_not_written_as_codes_are_is_passed_over(note: str) -> None:
    assert targets(note) == ()


_PART = st.text(string.digits + string.ascii_uppercase, max_size=4)
_CODES = st.builds(
    lambda letter, digit, third, rest: f"{letter}{digit}{third}{rest}",
    st.sampled_from(string.ascii_uppercase),
    st.sampled_from(string.digits),
    st.sampled_from(string.digits),
    _PART,
)


def _printed(compact: str) -> str:
    return f"{compact[:3]}.{compact[3:]}" if len(compact) > 3 else compact


@given(st.lists(_CODES, min_size=1, max_size=6), st.sampled_from(["", "-"]))
def test_a_list_is_read_as_it_is_written(codes: list[str], hyphen: str) -> None:
    written = ", ".join(f"{_printed(code)}{hyphen}" for code in codes)
    assert targets(f"words ({written})") == tuple(Target(code, code) for code in codes)


@given(_CODES, _CODES)
def test_a_range_holds_its_ends(one: str, other: str) -> None:
    first, last = sorted((one, other))
    (target,) = targets(f"words ({_printed(first)}-{_printed(last)})")
    assert target == Target(first, last)
    assert target.holds(first)
    assert target.holds(last)


@given(st.text(max_size=200))
def test_any_text_is_read(note: str) -> None:
    targets(note)


def test_a_code_too_short_for_a_condition_does_not_meet_it() -> None:
    assert not Where(7, "A", "A").holds("S02")
    assert not Where(-1, "5", "5").holds("T36")
