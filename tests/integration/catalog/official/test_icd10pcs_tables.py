import re
from html import unescape
from itertools import product

import pytest

from services.catalog.readers.icd10pcs_tables import FORMAT
from tests.support.members import official, on_disk
from tests.support.straight import text_of

pytestmark = pytest.mark.official_files
NAME = "icd10pcs/icd10pcs_tables_2025.xml"


def values(piece: str) -> list[list[tuple[str, str, str]]]:
    axes = re.findall(r"<axis .*?<title>(.*?)</title>(.*?)</axis>", piece, re.DOTALL)
    return [
        [
            (unescape(title), code, unescape(label))
            for code, label in re.findall(r'<label code="(.)">(.*?)</label>', labels)
        ]
        for title, labels in axes
    ]


def straight() -> list[tuple[str, int, tuple[tuple[str, str, str], ...], str]]:
    """Cut the file at its tables and rows, and multiply the labels."""
    expanded = []
    for table in "\n".join(text_of(official(NAME))).split("<pcsTable>")[1:]:
        head, *rows = table.split("<pcsRow ")
        definition = re.search(r"<definition>(.*?)</definition>", head)
        says = unescape(definition[1]) if definition else ""
        for number, row in enumerate(rows, 1):
            expanded += [
                ("".join(code for _, code, _ in one), number, one, says)
                for one in product(*values(head), *values(row))
            ]
    return expanded


def test_every_code_is_as_the_labels_multiply() -> None:
    found = [record.value for record in FORMAT.read(on_disk(official(NAME)))]
    assert len(found) == 78_948
    assert found == straight()


def test_the_codes_agree_with_the_next_order_file_and_its_addenda() -> None:
    """The update of April 2025 lies between: 50 codes came and 12 went, which makes 78,986."""
    order = official("icd10pcs/icd10pcs_order_2026.txt").read_text("ascii").splitlines()
    next_year = {line[6:13] for line in order if line[14] == "1"}
    codes = {record.value.code for record in FORMAT.read(on_disk(official(NAME)))}
    addenda = official("icd10pcs/icd10pcs_order_addenda_2026.txt").read_text("ascii")
    deleted = set(re.findall(r"^Delete: +(\w{7}) ", addenda, re.MULTILINE))
    added = set(re.findall(r"^Add: +(\w{7}) ", addenda, re.MULTILINE))
    assert deleted < codes - next_year
    assert added < next_year - codes
    assert len(codes - next_year - deleted) == 12
    assert len(next_year - codes - added) == 50
    assert "78986 codes" in addenda


def test_the_file_says_which_year_it_is_of() -> None:
    claim = FORMAT.recognise(on_disk(official(NAME)))
    assert claim is not None
    assert (claim.kind, claim.edition) == ("icd-10-pcs-tables", "2025")
