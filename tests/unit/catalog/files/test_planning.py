from datetime import date
from pathlib import Path

import pytest

from services.catalog.files.archives import Archives
from services.catalog.files.planning import PassedOver, Plan, Stated, StatedInVainError, plan
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.table import Claim
from tests.support.archives import ANESTHESIA, CPT, MUE, MUE_NAME, written, zipped
from tests.support.workbooks import workbook

DAY = date(2026, 1, 15)
MUE_CLAIM = Claim("mue-practitioner", "2026 Q2", date(2026, 4, 1))
MUE_BOOK = workbook(
    [
        (
            "HCPCS/\nCPT Code",
            "Practitioner Services MUE Values",
            "MUE Adjudication Indicator",
            "MUE Rationale",
        ),
        ("A0001", "2", "1 Line Edit", "Nature of Equipment"),
    ]
)


def planned(path: Path, *more: Path, stated: Stated | None = None) -> Plan:
    with Archives() as archives:
        return plan(archives, [path, *more], stated or Stated())


def refusal(path: Path, stated: Stated | None = None) -> str:
    with pytest.raises(FileFaultError) as raised:
        planned(path, stated=stated)
    return str(raised.value)


def test_a_file_that_tells_everything_needs_nothing(tmp_path: Path) -> None:
    (item,) = planned(written(tmp_path, MUE_NAME, MUE)).items

    assert (item.name, item.claim) == (MUE_NAME, MUE_CLAIM)
    assert "American Medical Association" in item.licence


def test_what_a_file_does_not_tell_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, "mue.csv", MUE)

    assert refusal(path) == (
        "mue.csv: recognised as mue-practitioner, of an edition that it does not tell: "
        "give --edition and --effective-from"
    )
    assert refusal(path, Stated(edition="2026 Q1")).endswith("does not tell: give --effective-from")


def test_what_is_said_fills_what_a_file_does_not_tell(tmp_path: Path) -> None:
    silent, telling = written(tmp_path, "mue.csv", MUE), written(tmp_path, MUE_NAME, MUE)
    stated = Stated(edition="2026 Q1", effective_from=DAY, effective_to=date(2026, 3, 31))

    items = planned(silent, telling, stated=stated).items

    assert [item.claim for item in items] == [
        Claim("mue-practitioner", "2026 Q1", DAY, date(2026, 3, 31)),
        MUE_CLAIM,
    ]


def test_a_last_day_alone_is_for_files_that_tell_none(tmp_path: Path) -> None:
    last = date(2026, 6, 30)

    (item,) = planned(written(tmp_path, MUE_NAME, MUE), stated=Stated(effective_to=last)).items

    assert item.claim.effective_to == last


def test_a_last_day_before_the_first_is_a_fault(tmp_path: Path) -> None:
    stated = Stated(effective_to=DAY)

    assert "in force until 2026-01-15, before its first day, 2026-04-01" in refusal(
        written(tmp_path, MUE_NAME, MUE), stated
    )


@pytest.mark.parametrize(
    ("stated", "option"),
    [
        (Stated(edition="2026 Q1"), "--edition 2026 Q1"),
        (Stated(effective_from=DAY), "--effective-from 2026-01-15"),
        (Stated(licence="Ours"), "--licence Ours"),
    ],
)
def test_what_is_said_in_vain_is_said_to_be(tmp_path: Path, stated: Stated, option: str) -> None:
    path = written(tmp_path, "ANES2025.csv", ANESTHESIA)

    with pytest.raises(StatedInVainError, match=f"{option}: no file needs it"):
        planned(path, stated=stated)


def test_saying_what_the_file_says_is_not_in_vain(tmp_path: Path) -> None:
    path = written(tmp_path, MUE_NAME, MUE)

    assert planned(path, stated=Stated(edition="2026 Q2")).items[0].claim == MUE_CLAIM


@pytest.mark.parametrize("licence", ["", "  "])
def test_cpt_is_refused_without_a_licence(tmp_path: Path, licence: str) -> None:
    path = written(tmp_path, "cpt2026.txt", CPT)

    assert refusal(path, Stated(effective_from=DAY, licence=licence)) == (
        "cpt2026.txt: recognised as CPT consolidated code list, whose text belongs to the American "
        "Medical Association: give --licence TEXT, which says by what right it is shown"
    )


def test_the_licence_is_that_of_files_with_cpt_in_them(tmp_path: Path) -> None:
    written(tmp_path, "data/cpt2026.txt", CPT)
    written(tmp_path, "data/ANES2026.csv", ANESTHESIA)

    items = planned(tmp_path / "data", stated=Stated(effective_from=DAY, licence="No. 1")).items

    assert [(item.claim.kind, item.licence) for item in items] == [
        ("anesthesia-conversion-factors", "Public domain"),
        ("cpt", "No. 1"),
    ]


def test_companions_are_passed_over_where_they_lie_beside_data(tmp_path: Path) -> None:
    files = {"readme.txt": b"hello", MUE_NAME: MUE, "other.csv": b"a,b\r\n"}

    found = planned(written(tmp_path, "mue.zip", zipped(files)))

    assert [item.name for item in found.items] == [f"mue.zip/{MUE_NAME}"]
    assert found.passed_over == [
        PassedOver("mue.zip/readme.txt", "a note to the reader"),
        PassedOver("mue.zip/other.csv", "of no format that Codebook knows, or damaged"),
    ]


def test_a_companion_that_is_named_is_a_fault(tmp_path: Path) -> None:
    path = written(tmp_path, "readme.txt", b"hello")

    assert refusal(path) == "readme.txt: no data is in it: a note to the reader"


def test_a_path_in_which_there_is_nothing_to_import_is_a_fault(tmp_path: Path) -> None:
    archive = written(tmp_path, "data/a.zip", zipped({"readme.txt": b"hello"}))

    assert refusal(archive).endswith("a.zip: a.zip/readme.txt is a note to the reader")
    archive.unlink()
    assert refusal(archive.parent).endswith("data: it is empty")


def test_of_two_forms_of_one_release_one_is_taken(tmp_path: Path) -> None:
    stem = MUE_NAME.removesuffix(".csv")
    book = written(tmp_path, f"data/{stem}.xlsx", MUE_BOOK)
    text = written(tmp_path, f"data/{stem}.txt", MUE)

    found = planned(tmp_path / "data")

    assert [item.name for item in found.items] == [f"data/{stem}.txt"]
    assert found.passed_over == [
        PassedOver(f"data/{stem}.xlsx", f"another form of data/{stem}.txt")
    ]
    assert len(planned(book, text).items) == 2


def test_two_files_of_one_form_are_two_parts(tmp_path: Path) -> None:
    files = {f"part {number} {MUE_NAME}": MUE for number in (1, 2)}

    assert len(planned(written(tmp_path, "a.zip", zipped(files))).items) == 2


def test_the_kind_that_is_said_goes_before_the_content(tmp_path: Path) -> None:
    path = written(tmp_path, MUE_NAME, MUE)

    assert "mue-practitioner instead of mue-dme" in refusal(path, Stated(kind="mue-dme"))


def test_the_kind_chooses_from_an_archive(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", zipped({MUE_NAME: MUE, "ANES2026.csv": ANESTHESIA}))

    found = planned(path, stated=Stated(kind="mue-practitioner"))

    assert [item.claim for item in found.items] == [MUE_CLAIM]
    assert [one.reason for one in found.passed_over] == [
        "not mue-practitioner but anesthesia-conversion-factors"
    ]
