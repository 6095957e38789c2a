import io

import pytest

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Entry
from services.catalog.readers.fault import FileFaultError
from services.catalog.readers.procedure_pack import read_procedure_pack


def test_a_code_of_the_pack_has_no_title() -> None:
    edition = read_procedure_pack(io.BytesIO(b"# A word\ncode\t0000Z\tAn invented thing.\n"), "p")
    assert edition.row_count == 1
    assert edition.entries == [Entry("0000Z", "0000Z", "", NodeKind.CODE, billable=True, parent="")]


@pytest.mark.parametrize("line", [b"code\t000\tShort.", b"code\t0000Z\t", b"code\t0000Z\tTwice."])
def test_another_line_is_named(line: bytes) -> None:
    with pytest.raises(FileFaultError, match="p, line 2, code"):
        read_procedure_pack(io.BytesIO(b"code\t0000Z\tAn invented thing.\n" + line), "p")
