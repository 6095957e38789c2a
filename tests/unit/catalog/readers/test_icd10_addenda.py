from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.icd10_addenda import FORMATS, IcdChange, IcdTitles
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

CM, PCS = FORMATS


def cm_line(action: str, flag: str, code: str, short: str, long: str) -> str:
    return f"{action:<13}{flag} {code:<7} {short:<60} {long}\r\n"


def pcs_line(action: str, code: str, short: str, long: str) -> str:
    return f"{action:<13}{code:<7} {short:<60} {long}\r\n"


def summary(system: str, headers: tuple[int, int, int], codes: tuple[int, int, int]) -> str:
    text = ""
    for section, (added, deleted, revised) in (("Headers", headers), ("Codes", codes)):
        text += (
            f"\r\n{section}\r\n"
            f"  100 {section.lower()} in icd10{system}_order_2025.txt\r\n"
            f"  100 {section.lower()} in icd10{system}_order_2026.txt\r\n"
            f"    {added} additions\r\n      {deleted} deletions\r\n      {revised} revisions\r\n"
            f"of which\r\n      {revised} revisions to both long and short titles\r\n"
            "      0 revisions to long title only\r\n"
        )
    return text


CM_CHANGES = (
    cm_line("Delete:", "1", "B880", "Other acariasis", "Other acariasis")
    + cm_line("Add:", "0", "B880", "Other acariasis", "Other acariasis")
    + cm_line("Revise from:", "1", "L02212", "Abscess of back", "Abscess of back, not buttock")
    + cm_line("Revise to:", "1", "L02212", "Abscess back", "Abscess of back, not flank")
)
CM_FILE = (CM_CHANGES + summary("cm", (1, 0, 0), (0, 1, 1))).encode()
PCS_FILE = (
    pcs_line("Add:", "00H033J", "Insertion", "Insertion of Infusion Device into Brain")
    + pcs_line("Revise from:", "6A4", "Hypothermia", "Systemic Therapies, Hypothermia")
    + pcs_line("Revise to:", "6A4", "Hypotherm", "Systemic Therapies, Hypothermia")
    + summary("pcs", (0, 0, 1), (1, 0, 0))
).encode()


def test_every_change_is_read_a_revision_with_what_it_was() -> None:
    assert [record.value for record in records(CM, CM_FILE)] == [
        IcdChange("delete", "B880", True, "Other acariasis", "Other acariasis", None),
        IcdChange("add", "B880", False, "Other acariasis", "Other acariasis", None),
        IcdChange(
            "revise",
            "L02212",
            True,
            "Abscess back",
            "Abscess of back, not flank",
            IcdTitles("Abscess of back", "Abscess of back, not buttock"),
        ),
    ]


def test_pcs_has_no_flag_its_length_tells_headers() -> None:
    found = [(r.value.action, r.value.code, r.value.billable) for r in records(PCS, PCS_FILE)]
    assert found == [("add", "00H033J", True), ("revise", "6A4", False)]


def test_content_tells_cm_from_pcs_and_the_summary_the_year() -> None:
    year = "2026", date(2025, 10, 1), date(2026, 9, 30)
    assert CM.recognise(member(CM_FILE)) == Claim("icd-10-cm-order-addenda", *year)
    assert PCS.recognise(member(PCS_FILE)) == Claim("icd-10-pcs-order-addenda", *year)
    assert CM.recognise(member(PCS_FILE)) is None
    assert PCS.recognise(member(CM_FILE)) is None


def test_the_name_tells_the_year_where_the_summary_is_too_far() -> None:
    claim = CM.recognise(member(CM_CHANGES, "icd10cm_order_addenda_2025.txt"))
    assert claim
    assert claim.edition == "2025"


@pytest.mark.parametrize(
    ("content", "where", "column", "value"),
    [
        (CM_FILE.replace(b"Delete:", b"Remove:"), "line 1", "action", "Remove:"),
        (CM_FILE.replace(b"1 B880 ", b"2 B880 "), "line 1", "flag", "2"),
        (CM_FILE.replace(b"0 B880 ", b"0 b880 "), "line 2", "code", "b880"),
        (CM_FILE.replace(b"1 B880 ", b"1B880 "), "line 1", "position 15", "Delete"),
        (CM_FILE.replace(b"to:   1 L02212", b"to:   1 L02213"), "line 4", "code", "L02213"),
        (CM_FILE.replace(b"Revise from:", b"Add:        "), "line 4", "action", "Revise to:"),
        (CM_FILE.replace(b"Revise to:", b"Add:      "), "line 4", "action", "Add:"),
        (CM_FILE.replace(b"1 deletions", b"2 deletions"), "line 20", "summary", "2 deletions"),
        (CM_FILE.replace(b"additions\r\n", b"gifts\r\n"), "line 9", "", "gifts"),
        (CM_CHANGES.encode(), "line 4", "", ""),
        (CM_FILE[: CM_FILE.index(b"Codes")], "line 5", "", ""),
        (CM_FILE[:-9], "line 24", "", "revisions"),
        ((CM_CHANGES[:-2] + "\r\n" + CM_CHANGES).encode(), "line 5", "code", "B880"),
        (b"", "line 1", "", ""),
    ],
)
def test_a_fault_is_named(content: bytes, where: str, column: str, value: str) -> None:
    error = fault(CM, content)
    assert (error.where, error.column) == (where, column)
    assert value in error.value


def test_a_revision_without_its_second_line_is_a_fault() -> None:
    content = cm_line("Revise from:", "1", "L02212", "Abscess", "Abscess") + summary(
        "cm", (0, 0, 0), (0, 0, 0)
    )
    assert fault(CM, content.encode()).value == "Revise from:"


@given(damaged(CM_FILE))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(CM)(content)
    reads_or_faults(PCS)(content)
