"""Every record of the official MS-DRG tables against a straight reading of their text."""

import csv
import gzip
import re
from collections import Counter
from decimal import Decimal

import pytest

from services.catalog.readers import cc_exclusions, cc_lists, drg_weights
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files

_EXCLUSIONS = "msdrg/FY2026_Table6K_cc_exclusions.txt.gz"


def decimal(text: str) -> Decimal | None:
    return Decimal(text) if text.strip(".") else None


def test_the_weights() -> None:
    path = official("msdrg/FY2026_FR_Table5_drg_weights.txt")
    text = path.read_bytes().decode("cp1252")
    lines = [line for line in re.split(r"\r\n", text)[2:] if line.strip()]
    rows = list(csv.reader(lines, delimiter="\t"))
    assert len(rows) == 772
    expected = [
        (
            *(row[0], row[1] == "Yes", row[2] == "Yes", row[3].strip(), row[4], row[5]),
            *(decimal(cell) for cell in row[6:]),
        )
        for row in rows
    ]
    assert [record.value for record in drg_weights.FORMAT.read(on_disk(path))] == expected


@pytest.mark.parametrize(
    ("at", "name", "level", "count"),
    [
        (0, "FY2026_Table6I_mcc_list.txt", "MCC", 3_354),
        (1, "FY2026_Table6J_cc_list.txt", "CC", 15_078),
    ],
)
def test_the_complications(at: int, name: str, level: str, count: int) -> None:
    path = official(f"msdrg/{name}")
    found = re.findall(r"^([A-Z]\S+)\t(.+)\r$", path.read_bytes().decode("ascii"), re.MULTILINE)
    assert len(found) == count
    assert [record.value for record in cc_lists.FORMATS[at].read(on_disk(path))] == [
        (code, level, text.strip()) for code, text in found
    ]


def straight_exclusions() -> list[tuple[object, ...]]:
    """Return what table 6K says, cut at places and at blanks."""
    expected: list[tuple[object, ...]] = []
    part, under = 0, ""
    lines = gzip.decompress(official(_EXCLUSIONS).read_bytes()).decode("ascii").split("\r\n")
    for line in lines:
        if line.startswith("K Part "):
            part = int(line[7])
        elif line.startswith(("PDX collection ", "MDC ")):
            under = line
        elif line[:2] == "  " and part:
            group = [under[4:6], under[12:15], under[16:19], under[20:]]
            before = {1: [under[15:]], 2: [], 3: group}[part]
            # How wide the codes are set differs from one list to the next.
            expected.append((*before, *line.strip().split(maxsplit=1)))
        elif line[:1] == " " and line[:4] != " I10":
            collection = line[13:17] if line[17] == ":" else None
            expected.append((line[1:8].strip(), line[9:12].strip(), collection, line[29:].strip()))
    return expected


def test_the_exclusions() -> None:
    records = [record.value for record in cc_exclusions.FORMAT.read(on_disk(official(_EXCLUSIONS)))]
    assert Counter(type(record).__name__ for record in records) == {
        "ExcludableComplication": 18_432,
        "ExcludingDiagnosis": 180_403,
        "DischargedAlive": 8,
        "SeverityExclusion": 6_188,
    }
    assert records == straight_exclusions()


def test_tables_6i_and_6j_list_the_codes_of_6k() -> None:
    names = ("FY2026_Table6I_mcc_list.txt", "FY2026_Table6J_cc_list.txt")
    listed = {
        (record.value.code.replace(".", ""), record.value.level)
        for name, form in zip(names, cc_lists.FORMATS, strict=True)
        for record in form.read(on_disk(official(f"msdrg/{name}")))
    }
    excluded = {
        (record.value.code, record.value.level)
        for record in cc_exclusions.FORMAT.read(on_disk(official(_EXCLUSIONS)))
        if isinstance(record.value, cc_exclusions.ExcludableComplication)
    }
    assert listed == excluded
