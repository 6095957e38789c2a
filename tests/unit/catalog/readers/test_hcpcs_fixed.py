from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.hcpcs import Hcpcs
from services.catalog.readers.hcpcs_fixed import FORMAT
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

NOTICE = (
    "***Disclaimers\t\t\t\r\n\t\t\t\r\n*Inclusion does not imply coverage.\xa0\t\r\n\r\n"
).encode("cp1252")


@dataclass
class Line:
    """A record with what the layout puts at each position."""

    code: str
    number: str
    record_id: str
    text: str

    def written(self, *fields: tuple[int, str]) -> bytes:
        line = f"{self.code:>5}{self.number}{self.record_id}{self.text:<80}".ljust(320)
        for position, text in fields:
            line = line[: position - 1] + text + line[position - 1 + len(text) :]
        return line.encode() + b"\r\n"


DETAIL = (
    (92, "Md supervision, >4 anes proc"),
    (147, "3350.5  2100"),
    (230, "D"),
    (269, "1984010120010101"),
    (293, "N"),
)
MODIFIER = Line("AD", "00100", "7", "Medical supervision by a physician: more than four")
MODIFIER_REST = Line("AD", "00200", "8", "procedures")
CODE = Line("V5362", "00100", "3", "Speech screening")
CODE_DETAIL = (
    (92, "Speech screening"),
    (120, "0013"),
    (128, "9"),
    (129, "60-9"),
    (171, "1862(a)(7)"),
    (181, "340"),
    (205, "A0425V5363"),
    (230, "S"),
    (231, "YY20080101"),
    (241, "102120090101"),
    (253, "0088"),
    (257, "O1F"),
    (261, "1W"),
    (266, "  0"),
    (269, "19900101"),
    (285, "20181231"),
    (293, "D"),
)
CODE_LINE = CODE.written(*CODE_DETAIL)
# The second line is cut after its text, as in 2017, the last after its fields, as later.
FILE = (
    NOTICE
    + MODIFIER.written(*DETAIL)
    + MODIFIER_REST.written()[:91]
    + b"\r\n"
    + CODE_LINE[:293]
    + b"\r\n"
)


def test_every_field_is_read() -> None:
    assert records(FORMAT, FILE)[1].value == Hcpcs(
        system="hcpcs",
        code="V5362",
        long_description="Speech screening",
        short_description="Speech screening",
        pricing=("00", "13"),
        multiple_pricing="9",
        coverage_issues_manual=("60-9",),
        carriers_manual=(),
        statute="1862(a)(7)",
        lab_certifications=("340",),
        cross_references=("A0425", "V5363"),
        coverage="S",
        asc_group="YY",
        asc_date=date(2008, 1, 1),
        opps_group="102",
        opps_indicator="1",
        opps_date=date(2009, 1, 1),
        processing_note="0088",
        betos="O1F",
        types_of_service=("1", "W"),
        anesthesia_base_units=0,
        added=date(1990, 1, 1),
        action_effective=None,
        terminated=date(2018, 12, 31),
        action="D",
    )


def test_a_modifier_is_its_own_system_and_its_text_goes_on() -> None:
    modifier = records(FORMAT, FILE)[0]
    assert modifier.where == "line 5"
    assert (modifier.value.system, modifier.value.code) == ("modifier", "AD")
    assert modifier.value.long_description == (
        "Medical supervision by a physician: more than four procedures"
    )
    assert modifier.value.carriers_manual == ("3350.5", "2100")
    assert modifier.value.anesthesia_base_units is None


def test_the_name_tells_the_release() -> None:
    year = Claim("hcpcs", "2019", date(2019, 1, 1), date(2019, 12, 31))
    assert FORMAT.recognise(member(FILE, "2019.zip/HCPC2019_CONTR_ANWEB.txt")) == year
    quarter = Claim("hcpcs", "2017 July", date(2017, 7, 1))
    assert FORMAT.recognise(member(FILE, "HCPC17_JUL_ANWEB.txt")) == quarter
    assert FORMAT.recognise(member(FILE)) == Claim("hcpcs", "")


@pytest.mark.parametrize("content", [b"", NOTICE, b"\xff" * 999, FILE.replace(b" ", b",")])
def test_another_file_is_not_claimed(content: bytes) -> None:
    assert FORMAT.recognise(member(content)) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        (CODE_LINE.replace(b"V5362", b"5362V"), "line 1", "HCPC"),
        (CODE_LINE.replace(b"001003", b"001005"), "line 1", "RECID"),
        (CODE_LINE.replace(b"001003", b"001007"), "line 1", "HCPC"),
        (CODE_LINE.replace(b"001003", b"002003"), "line 1", "SEQNUM"),
        (CODE_LINE.replace(b"001003", b"001004"), "line 1", ""),
        (CODE_LINE.replace(b"3Speech screening", b"3" + b" " * 16), "line 1", "LONG DESCRIPTION"),
        (b" " + CODE_LINE[:-3] + b"\r\n", "line 1", "position 260"),
        (CODE_LINE[1:], "line 1", "position 260"),
        (CODE_LINE[:-2] + b" \r\n", "line 1", ""),
        (CODE.written(*CODE_DETAIL, (92, " " * 28)), "line 1", "SHORT DESCRIPTION"),
        (CODE.written(*CODE_DETAIL, (122, "1x")), "line 1", "PRICE2"),
        (CODE.written(*CODE_DETAIL, (128, "H")), "line 1", "MULT_PI"),
        (CODE.written(*CODE_DETAIL, (128, " ")), "line 1", "MULT_PI"),
        (CODE.written(*CODE_DETAIL, (129, "60*9")), "line 1", "CIM1"),
        (CODE.written(*CODE_DETAIL, (181, "3 0")), "line 1", "LABCERT1"),
        (CODE.written(*CODE_DETAIL, (210, "V-363")), "line 1", "XREF2"),
        (CODE.written(*CODE_DETAIL, (230, "X")), "line 1", "COV"),
        (CODE.written(*CODE_DETAIL, (233, "20081301")), "line 1", "ASC_DT"),
        (CODE.written(*CODE_DETAIL, (253, "88  ")), "line 1", "PROCNOTE"),
        (CODE.written(*CODE_DETAIL, (257, "1OF")), "line 1", "BETOS"),
        (CODE.written(*CODE_DETAIL, (260, "1")), "line 1", "position 260"),
        (CODE.written(*CODE_DETAIL, (266, " -1")), "line 1", "ANEST_BU"),
        (CODE.written(*CODE_DETAIL, (269, " " * 8)), "line 1", "ADD DT"),
        (CODE.written(*CODE_DETAIL, (277, "2004")), "line 1", "ACT EFF DT"),
        (CODE.written(*CODE_DETAIL, (285, "20190229")), "line 1", "TERM DT"),
        (CODE.written(*CODE_DETAIL, (293, " ")), "line 1", "ACTION CD"),
        (CODE.written(*CODE_DETAIL, (320, "x")), "line 1", "position 294"),
        (CODE_LINE[:-2], "line 1", ""),
        (CODE_LINE[:100] + b"\r\n", "line 1", "MULT_PI"),
        (CODE_LINE + CODE_LINE, "line 2", "HCPC"),
        (CODE_LINE + MODIFIER_REST.written(), "line 2", ""),
        (MODIFIER.written(*DETAIL) + MODIFIER_REST.written((293, "N")), "line 2", "ACTION CD"),
        (CODE_LINE + b"The end of the file\r\n", "line 2", "RECID"),
        (NOTICE * 6, "line 21", "RECID"),
        (NOTICE, "", ""),
        (b"", "", ""),
    ],
)
def test_a_fault_is_named(content: bytes, where: str, column: str) -> None:
    error = fault(FORMAT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
