"""The FY2026 order files against a plain slicing of their lines."""

import pytest

from services.catalog.readers.icd10_order import FORMATS
from services.catalog.readers.table import Format
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files


@pytest.mark.parametrize(
    ("form", "name", "rows", "billable"),
    [
        (FORMATS[0], "icd10cm/icd10cm_order_2026.txt", 98_186, 74_719),
        (FORMATS[1], "icd10pcs/icd10pcs_order_2026.txt", 80_029, 79_115),
    ],
)
def test_every_field_of_every_record(form: Format, name: str, rows: int, billable: int) -> None:
    path = official(name)
    claim = form.recognise(on_disk(path))
    assert claim
    assert claim.edition == "2026"
    read = [record.value for record in form.read(on_disk(path))]
    plain = [
        (
            int(line[0:5]),
            line[6:13].strip(),
            line[14] == "1",
            line[16:76].strip(),
            line[77:].strip(),
        )
        for line in path.read_text(encoding="ascii").split("\n")
        if line
    ]
    assert len(read) == rows
    assert sum(record.billable for record in read) == billable
    assert [tuple(record) for record in read] == plain
