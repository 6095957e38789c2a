import re

import pytest

from services.catalog.readers.icd10pcs_index import FORMAT, PcsReference
from tests.support.members import official, on_disk
from tests.support.straight import Node, nodes

pytestmark = pytest.mark.official_files
NAME = "icd10pcs/icd10pcs_index_2025.xml"


def reference(node: Node, tag: str) -> tuple[str, ...] | None:
    if tag not in node.fields:
        return None
    text = node.text(tag)
    targets = dict(re.findall(r"<(\w+)>(\w+)</\1>", text))
    words = text.split("<")[0].strip()
    return words, *(targets.get(target, "") for target in ("code", "codes", "tab"))


def test_every_term_is_as_it_stands_in_the_file() -> None:
    path = official(NAME)
    found = list(FORMAT.read(on_disk(path)))
    assert len(found) == 24_484
    for record, node in zip(found, nodes(path), strict=True):
        entry = record.value
        assert record.where == f"line {node.line}"
        assert (entry.letter, entry.level) == (node.letter, len(node.above))
        assert (entry.path, entry.title) == (node.path(), node.title())
        targets = ("code", "codes", "tab")
        assert entry[4:7] == tuple(node.text(target) for target in targets)
        assert entry.see == reference(node, "see")
        assert entry.use == reference(node, "use")


def test_as_many_ways_to_a_code_as_the_list_made_for_measuring_search() -> None:
    """The 14,946 lines of the list: a term and a code or beginning of codes."""
    with official("gold/icd10pcs_index_fy2025.tsv").open(encoding="utf-8") as lines:
        expected = sorted(line.split("\t")[1].strip() for line in list(lines)[1:])
    entries = [record.value for record in FORMAT.read(on_disk(official(NAME)))]
    none = PcsReference("", "", "", "")
    ways = [(entry, *(one or none for one in (entry.see, entry.use))) for entry in entries]
    found = [way.code or way.codes for one in ways for way in one if way.code or way.codes]
    assert sorted(found) == expected


def test_the_file_says_which_year_it_is_of() -> None:
    claim = FORMAT.recognise(on_disk(official(NAME)))
    assert claim is not None
    assert (claim.kind, claim.edition) == ("icd-10-pcs-index", "2025")
