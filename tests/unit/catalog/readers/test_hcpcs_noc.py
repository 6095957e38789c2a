from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.hcpcs_noc import FORMAT, Noc
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records


def line(code: str, description: str, *dates: str) -> bytes:
    return f"  {code}  {description:<79} {'  '.join(dates)}\r\n".encode()


START = (
    b"                                     NOC CODES - HCPCS 2019\r\n\r\n\r\n"
    b"  HCPCS  LONG DESCRIPTION                     ADD DATE  TERM DATE\r\n\r\n"
)
CODES = (
    line("A0999", "Unlisted ambulance service", "19870101")
    + line("L8608", "Miscellaneous external component for use with the argus ii", "20190101")
    + line("L8608", "retinal prosthesis system").rstrip() + b"\r\n"
    + line("A9599", "Radiopharmaceutical, diagnostic", "20140101", "20171231")
)  # fmt: skip
END = b"    \x1a\r\n"
FILE = START + CODES + END


def test_every_field_is_read_and_a_second_line_joined() -> None:
    assert [tuple(record) for record in records(FORMAT, FILE)] == [
        ("line 6", Noc("A0999", "Unlisted ambulance service", date(1987, 1, 1), None)),
        (
            "line 7",
            Noc(
                "L8608",
                "Miscellaneous external component for use with the argus ii"
                " retinal prosthesis system",
                date(2019, 1, 1),
                None,
            ),
        ),
        (
            "line 9",
            Noc("A9599", "Radiopharmaceutical, diagnostic", date(2014, 1, 1), date(2017, 12, 31)),
        ),
    ]


def test_the_title_tells_the_year() -> None:
    claim = Claim("hcpcs-noc", "2019", date(2019, 1, 1), date(2019, 12, 31))
    assert FORMAT.recognise(member(FILE)) == claim
    assert FORMAT.recognise(member(CODES)) is None
    assert FORMAT.recognise(member(b"")) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        (b"", "", ""),
        (START[: START.index(b"  HCPCS ")], "", ""),
        (CODES + END, "line 1", ""),
        (START[:-2] + CODES + END, "line 5", ""),
        (START + END, "", ""),
        (START + CODES, "", ""),
        (START + CODES[:40], "line 6", ""),
        (FILE + CODES, "line 11", ""),
        (START + line("A099", "Text", "19870101") + END, "line 6", "position 8"),
        (START + b" " + CODES + END, "line 6", "position 8"),
        (FILE.replace(b"A0999", b"0999A"), "line 6", "HCPCS"),
        (FILE.replace(b"  A0999", b"x A0999"), "line 6", "position 1"),
        (START + line("A0999", "", "19870101") + END, "line 6", "LONG DESCRIPTION"),
        (FILE.replace(b"19870101", b"19871301"), "line 6", "ADD DATE"),
        (FILE.replace(b"20171231", b"2017-123"), "line 9", "TERM DATE"),
        (FILE.replace(b"L8608  retinal", b"L8609  retinal"), "line 8", "ADD DATE"),
        (START + CODES + CODES + END, "line 10", "HCPCS"),
    ],
)
def test_a_fault_is_named(content: bytes, where: str, column: str) -> None:
    error = fault(FORMAT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
