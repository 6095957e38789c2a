from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.hcpcs_notes import FORMAT, ProcessingNote
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

FILE = (
    b"                                        PROCESSING NOTES\r\n"
    b" ____________________________\r\n\r\n"
    b"          0001--THIS PROCESSING NOTE DELETED 1/1/97.                        *\r\n"
    b"                                                                            *\r\n"
    b"          0002--SEE SECTION 110.3 FOR  COVERAGE OF THE\t   *\r\n"
    b"                ANALYTE (82585, 82595).                                     * \r\n\r\n"
    b"\t  0003--BBA 2015 SEC 603\r\n\t\t(E.G. 1).\t\t\t*\r\n \r\n"
)


def test_a_note_is_joined_and_its_border_taken_off() -> None:
    assert [tuple(record) for record in records(FORMAT, FILE)] == [
        ("line 4", ProcessingNote("0001", "THIS PROCESSING NOTE DELETED 1/1/97.")),
        (
            "line 6",
            ProcessingNote(
                "0002", "SEE SECTION 110.3 FOR  COVERAGE OF THE ANALYTE (82585, 82595)."
            ),
        ),
        ("line 9", ProcessingNote("0003", "BBA 2015 SEC 603 (E.G. 1).")),
    ]


def test_the_title_is_recognised_and_the_name_tells_the_year() -> None:
    claim = Claim("hcpcs-processing-notes", "2019", date(2019, 1, 1), date(2019, 12, 31))
    assert FORMAT.recognise(member(FILE, "proc_notes_2019.txt")) == claim
    assert FORMAT.recognise(member(FILE.replace(b"PROCESSING NOTES", b"NOTES"))) is None
    assert FORMAT.recognise(member(FILE[:90])) is None
    assert FORMAT.recognise(member(b"")) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        (FILE.replace(b"0002--", b"0003--"), "line 6", "number"),
        (FILE.replace(b"0001--", b"1--"), "line 4", ""),
        (FILE.replace(b"0002--", b"0001--"), "line 6", "number"),
        (FILE.replace(b"\t\t(E.G.", b"(E.G."), "line 10", ""),
        (FILE.replace(b"BBA 2015 SEC 603\r\n\t\t(E.G. 1).", b""), "line 9", "number"),
        (FILE[: FILE.index(b"0001")] + b"\r\n", "line 4", ""),
        (FILE[:-1] + b"x", "line 11", ""),
        (b"", "line 1", ""),
        (FILE.replace(b"ANALYTE", b"ANALYT\x81"), "", ""),
    ],
)
def test_a_fault_is_named(content: bytes, where: str, column: str) -> None:
    error = fault(FORMAT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
