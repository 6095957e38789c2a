from datetime import date

import pytest

from services.catalog.readers.icd10cm_index import FORMATS
from services.catalog.readers.table import Claim, Format
from tests.support.members import official, on_disk
from tests.support.straight import nodes

pytestmark = pytest.mark.official_files
INDEX, EXTERNAL = FORMATS
NAMES = ("icd10cm/icd10cm_index_2017.xml.gz", "icd10cm/icd10cm-eindex-April-1-2026.xml")


@pytest.mark.parametrize(
    ("name", "one", "rows", "coded"),
    [(NAMES[0], INDEX, 77_199, 59_412), (NAMES[1], EXTERNAL, 8_090, 6_671)],
)
def test_every_term_is_as_it_stands_in_the_file(
    name: str, one: Format, rows: int, coded: int
) -> None:
    path = official(name)
    found = list(one.read(on_disk(path)))
    assert len(found) == rows
    assert sum(1 for record in found if record.value.code) == coded
    for record, node in zip(found, nodes(path), strict=True):
        entry = record.value
        assert record.where == f"line {node.line}"
        assert (entry.letter, entry.level) == (node.letter, len(node.above))
        assert entry.path == node.path()
        assert (entry.title, entry.nemod) == (node.title(), node.nemod())
        assert entry.essential == node.essential()
        tags = ("code", "manif", "see", "seeAlso", "subcat", "seecat")
        assert entry[6:] == tuple(node.text(tag) for tag in tags)


def test_the_files_say_which_year_they_are_of() -> None:
    index, external = (on_disk(official(name)) for name in NAMES)
    assert [one.recognise(index) for one in FORMATS] == [
        Claim("icd-10-cm-index", "2017", date(2016, 10, 1), date(2017, 9, 30)),
        None,
    ]
    assert [one.recognise(external) for one in FORMATS] == [
        None,
        Claim("icd-10-cm-external-cause-index", "2026 April", date(2026, 4, 1), date(2026, 9, 30)),
    ]


def test_where_the_publisher_slipped() -> None:
    """Two activities have the code in the title; one manifestation code has a blank after it."""
    external = [record.value for record in EXTERNAL.read(on_disk(official(NAMES[1])))]
    slipped = [entry.title for entry in external if "Y93" in entry.title]
    assert len(slipped) == 2
    assert all(not entry.code for entry in external if entry.title in slipped)
    blanks = [
        node for node in nodes(official(NAMES[0])) if node.fields.get("manif", "")[-1:] == " "
    ]
    assert len(blanks) == 1
