from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalog.files import recognising
from services.catalog.files.archives import Found
from services.catalog.files.formats import KNOWN, Known, kinds, kinds_for_people, of_kind
from services.catalog.files.recognising import UnknownFormatError, as_kind, recognise
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.table import Claim, Format
from tests.support.archives import ANESTHESIA, CPT, MUE, MUE_NAME
from tests.support.members import member
from tests.support.workbooks import workbook

MUE_BOOK = workbook(
    [
        ("Notice", None, None, None),
        (
            "HCPCS/\nCPT Code",
            "DME Supplier Services MUE Values",
            "MUE Adjudication Indicator",
            "MUE Rationale",
        ),
        ("A0001", "2", "1 Line Edit", "Nature of Equipment"),
    ]
)


def test_each_kind_has_a_format_and_each_format_a_kind() -> None:
    assert len({known.format.name for known in KNOWN}) == len(KNOWN)
    assert all(known.kinds for known in KNOWN)
    assert all(list(of_kind(kind)) for kind in kinds())
    assert "coverage-lcd" in kinds()
    assert "mue-dme" in kinds_for_people()


def test_only_what_the_operator_may_show_needs_a_licence() -> None:
    assert [known.kinds for known in KNOWN if known.licence is None] == [("cpt",)]


@pytest.mark.parametrize(
    ("data", "name", "claim"),
    [
        (MUE, "x", Claim("mue-practitioner", "")),
        (MUE_BOOK, "x", Claim("mue-dme", "")),
        (CPT, "x", Claim("cpt", "")),
        (ANESTHESIA, "x", Claim("anesthesia-conversion-factors", "")),
    ],
)
def test_a_file_is_told_by_its_content(data: bytes, name: str, claim: Claim) -> None:
    known, found = recognise(member(data, name))

    assert found == claim
    assert claim.kind in known.kinds


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("ANES2025.csv", "2025"),
        ("2024/rvu.zip/ANES2025.csv", "2025"),
        ("2023/rvu2024.zip/anes.csv", "2024"),
        ("2023/rvu/anes.csv", "2023"),
        ("rvu/anes.csv", ""),
    ],
)
def test_the_nearest_name_tells_the_edition(name: str, edition: str) -> None:
    assert recognise(member(ANESTHESIA, name))[1].edition == edition


def test_a_file_that_only_its_archive_tells_is_recognised() -> None:
    header = (
        b"Notice\r\nTitle\r\n"
        b"Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n"
        b"\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n"
        b"\t\t\t\t*=no data\t1=allowed\t\r\n"
        b"\t\t\t\t\t9=not applicable\t\r\n"
    )

    assert recognise(member(header, "ccioph-v322r0-f1.zip/f1.txt"))[1].kind == "ptp-hospital"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"%PDF-1.7", "x.txt", "no data is in it: a document (pdf)"),
        (b"see below", "read me.txt", "no data is in it: a note to the reader"),
        (b"1-5 code", "ZIP5lyout.txt", "no data is in it: the description of a layout"),
        (b"<html>", "x.html", "no data is in it: a web page"),
        (b"a,b\r\n", "x.csv", "of no format that Codebook knows, or damaged; --kind says what"),
    ],
)
def test_what_is_no_published_file_is_said_to_be_none(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(UnknownFormatError) as raised:
        recognise(member(data, name))

    assert reason in raised.value.reason
    assert raised.value.passing in raised.value.reason


def test_what_is_recognised_is_data_whatever_its_name() -> None:
    assert recognise(member(MUE, "readme.txt"))[1].kind == "mue-practitioner"


def test_an_empty_file_is_a_fault() -> None:
    with pytest.raises(FileFaultError, match="the file is empty"):
        recognise(member(b"", "a.csv"))


def test_a_file_that_could_be_two_things_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    two = [
        Known(Format(name, lambda _member, kind=name: Claim(kind, ""), iter), (name,))  # type: ignore[misc, arg-type]
        for name in ("one", "two")
    ]
    monkeypatch.setattr(recognising, "KNOWN", two)

    with pytest.raises(FileFaultError, match=r"could be one .one. or two .two.: --kind says which"):
        recognise(member(b"x"))


@given(st.binary(max_size=300))
def test_recognising_raises_one_error(data: bytes) -> None:
    with pytest.raises(FileFaultError):
        recognise(member(data))


def named(data: bytes, name: str = "x") -> Found:
    return Found(member(data, name), named=True)


def lying(data: bytes, name: str = "x") -> Found:
    return Found(member(data, name), named=False)


def test_the_kind_that_is_said_chooses_the_form_that_can_be_read() -> None:
    known, claim = as_kind(named(MUE_BOOK, "x.xlsx"), "mue-dme")

    assert (known.format.name, claim.kind) == ("mue-dme, xlsx", "mue-dme")


def test_the_fault_of_a_file_of_another_kind_names_the_place() -> None:
    with pytest.raises(FileFaultError) as raised:
        as_kind(named(MUE), "mue-dme")

    assert raised.value.where == "line 3"
    assert "mue-practitioner instead of mue-dme" in raised.value.reason


def test_a_damaged_header_is_named_when_the_kind_is_said() -> None:
    with pytest.raises(FileFaultError) as raised:
        as_kind(named(MUE.replace(b"MUE Rationale", b"Rationale")), "mue-practitioner")

    assert raised.value.where


@pytest.mark.parametrize(
    ("found", "passing"),
    [
        (lying(MUE), "not cpt but mue-practitioner"),
        (lying(b"%PDF"), "not cpt but a document (pdf)"),
    ],
)
def test_what_lies_beside_a_kind_is_passed_over(found: Found, passing: str) -> None:
    with pytest.raises(UnknownFormatError) as raised:
        as_kind(found, "cpt")

    assert raised.value.passing == passing


def test_what_lies_somewhere_and_is_of_the_kind_is_taken() -> None:
    take = partial(as_kind, kind="mue-practitioner")

    assert take(lying(MUE, f"a.zip/{MUE_NAME}"))[1].edition == "2026 Q2"
