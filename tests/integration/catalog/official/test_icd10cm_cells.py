from collections import Counter

import pytest

from services.catalog.readers.icd10cm_cells import FORMATS
from tests.support.members import official, on_disk
from tests.support.straight import Node, nodes

pytestmark = pytest.mark.official_files
DRUGS, NEOPLASMS = FORMATS
DRUG_TABLE = "icd10cm/icd10cm-drug-April-1-2026.xml"
NEOPLASM_TABLE = "icd10cm/icd10cm-neoplasm-April-1-2026.xml"


def straight(node: Node) -> tuple[str | None, ...]:
    found = (node.fields.get(column) for column in "234567")
    return tuple("" if code in {"-", "--"} else code for code in found)


def common(node: Node) -> tuple[object, ...]:
    titles = (node.title(), node.nemod(), node.essential())
    links = (node.text("see"), node.text("seeAlso"))
    return (node.letter, node.path(), len(node.above), *titles, *links)


def test_every_substance_is_as_it_stands_in_the_file() -> None:
    path = official(DRUG_TABLE)
    found = list(DRUGS.read(on_disk(path)))
    assert sum(code is not None for record in found for code in record.value[-6:]) == 43_224
    for record, node in zip(found, nodes(path), strict=True):
        assert record.where == f"line {node.line}"
        assert record.value == (*common(node), *straight(node))


def test_every_site_is_as_it_stands_in_the_file() -> None:
    path = official(NEOPLASM_TABLE)
    found = list(NEOPLASMS.read(on_disk(path)))
    assert sum(code is not None for record in found for code in record.value[-6:]) == 10_922
    for record, node in zip(found, nodes(path), strict=True):
        assert record.where == f"line {node.line}"
        assert record.value == (*common(node), node.text("manif"), *straight(node))


def test_each_file_is_one_table_only() -> None:
    claims = [
        [one.recognise(on_disk(official(name))) is not None for one in FORMATS]
        for name in (DRUG_TABLE, NEOPLASM_TABLE)
    ]
    assert claims == [[True, False], [False, True]]


def test_where_the_publisher_slipped() -> None:
    """Four sites lack cells that all others have; one has words where a code belongs."""
    found = [record.value for record in NEOPLASMS.read(on_disk(official(NEOPLASM_TABLE)))]
    holes = Counter(
        tuple(column for column, code in enumerate(site[-6:], 2) if code is None) for site in found
    )
    assert holes == {(): 1_819, (2, 3, 4, 5, 6, 7): 117, (3, 4, 5, 6, 7): 3, (4,): 1}
    assert sum(1 for site in found if site.note) == 1
