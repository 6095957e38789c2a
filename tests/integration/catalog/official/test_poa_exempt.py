"""The FY2026 list of exempt codes against a plain splitting of its lines."""

import pytest

from services.catalog.readers.poa_exempt import FORMAT
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files


def test_every_field_of_every_record() -> None:
    path = official("icd10cm/POAexemptCodesFY26.txt")
    plain = []
    for line in path.read_text(encoding="utf-8").split("\n")[1:-1]:
        order, code, description = line.split("\t")
        plain.append((int(order), code, description.strip().strip('"')))
    read = [tuple(record.value) for record in FORMAT.read(on_disk(path))]
    assert len(read) == 38_349
    assert read == plain


def test_its_numbers_are_those_of_the_order_file() -> None:
    order = official("icd10cm/icd10cm_order_2026.txt").read_text(encoding="ascii").split("\n")
    for record in FORMAT.read(on_disk(official("icd10cm/POAexemptCodesFY26.txt"))):
        line = order[record.value.order - 1]
        assert line[6:13].strip() == record.value.code.replace(".", "")
        assert line[77:].strip() == record.value.description
