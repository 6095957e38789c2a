from datetime import date

import pytest
from hypothesis import given

from services.catalog.readers.drg_list import FORMAT, KIND, DrgTitle
from services.catalog.readers.table import Claim
from tests.support.members import damaged, fault, member, reads_or_faults, records

FILE = (
    ":====:\r\n|     Appendix A List of MS-DRGs Version 43.0     |\r\n:====:\r\n\r\n"
    "Appendix A contains a list.\r\n\r\nDRG MDC MS Description\r\n"
    "001     P  HEART, INVENTED\r\n052 01  M  SPINAL, INVENTED\r\n999        UNGROUPABLE\r\n"
)


def test_every_field_is_read() -> None:
    assert [record.value for record in records(FORMAT, FILE)] == [
        DrgTitle("001", "", "P", "HEART, INVENTED"),
        DrgTitle("052", "01", "M", "SPINAL, INVENTED"),
        DrgTitle("999", "", "", "UNGROUPABLE"),
    ]


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("Version 43.0", Claim(KIND, "v43.0", date(2025, 10, 1))),
        ("Version 43", Claim(KIND, "v43", date(2025, 10, 1))),
        ("Version 37.2", Claim(KIND, "v37.2")),
        ("", Claim(KIND, "")),
    ],
)
def test_the_title_tells_the_version(title: str, claim: Claim) -> None:
    assert FORMAT.recognise(member(FILE.replace("Version 43.0", title))) == claim
    assert FORMAT.recognise(member(FILE[FILE.index("DRG MDC") :])) is None


@pytest.mark.parametrize(
    ("content", "where", "column"),
    [
        ("", "", ""),
        (FILE[: FILE.index("001")], "", ""),
        ("\r\n" * 14 + FILE, "line 20", ""),
        (FILE.replace("001 ", "01  "), "line 8", ""),
        (FILE.replace("P  HEART", "X  HEART"), "line 8", ""),
        (FILE.replace("P  HEART", "P HEART"), "line 8", ""),
        (FILE.replace("052 01", "052 1 "), "line 9", ""),
        (FILE.replace("052 01", "001 01"), "line 9", "DRG"),
        (FILE + "end of list\r\n", "line 11", ""),
        (FILE[:-1], "line 10", ""),
    ],
)
def test_a_fault_is_named(content: str, where: str, column: str) -> None:
    error = fault(FORMAT, content)
    assert (error.where, error.column) == (where, column)


@given(damaged(FILE.encode()))
def test_any_damage_gives_records_or_the_one_fault(content: bytes) -> None:
    reads_or_faults(FORMAT)(content)
