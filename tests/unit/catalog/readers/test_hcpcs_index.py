from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.hcpcs_index import FORMAT, HcpcsIndexEntry
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

FILE = (
    b"phrase\tcode_or_range\nGadget\tA0999\nGadget > padded, large\tL1000-L1004\nGadget > \tA0998\n"
)


def test_every_line_is_a_path_and_the_codes_it_leads_to() -> None:
    assert [tuple(record) for record in records(FORMAT, FILE)] == [
        ("line 2", HcpcsIndexEntry(("Gadget",), "A0999", "A0999")),
        ("line 3", HcpcsIndexEntry(("Gadget", "padded, large"), "L1000", "L1004")),
        ("line 4", HcpcsIndexEntry(("Gadget",), "A0998", "A0998")),
    ]


def test_the_name_tells_the_year() -> None:
    claim = FORMAT.recognise(member(FILE, "hcpcs_index_2019.tsv"))
    assert claim == Claim("hcpcs-index", "2019", date(2019, 1, 1), date(2019, 12, 31))
    assert FORMAT.recognise(member(b"term\tcode\nGadget\tA0999\n", "index_2019.tsv")) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"phrase\tcode_or_range\n", "holds no term"),
        (b"phrase\tcode_or_range\nGadget\n", "not a term, a tab"),
        (b"phrase\tcode_or_range\n\tA0999\n", "not a term, a tab"),
        (b"phrase\tcode_or_range\nGadget\tA09\n", "A09"),
        (b"phrase\tcode_or_range\nGadget\tA0999-B0002\n", "not a range of one letter"),
        (b"phrase\tcode_or_range\nGadget\tA0999-A0002\n", "not a range of one letter"),
        (b"term\tcode\nGadget\tA0999\n", "not the header"),
    ],
)
def test_what_is_not_as_it_should_be_is_named(content: bytes, reason: str) -> None:
    assert reason in str(fault(FORMAT, content))


@given(damaged(FILE))
def test_a_damaged_file_is_read_or_refused(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
