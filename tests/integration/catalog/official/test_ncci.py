# ruff: noqa: S314 (the XML is the publisher's)
"""Every record of the official NCCI files against a straight reading of their text."""

import csv
import io
import re
import zipfile
from datetime import date
from functools import cache
from itertools import islice
from xml.etree import ElementTree as ET

import pytest

from services.catalog.readers import mue, ncci_ptp
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files

PTP, PTP_HOSPITAL = ncci_ptp.FORMATS
MUE_CSV, MUE_XLSX, *_ = mue.FORMATS
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DERIVED = "ncci/ccipra-2026q2-derived.txt.gz"


def straight(line: str) -> tuple[object, ...]:
    one, two, old, begin, end, indicator, rationale = line.split("\t")
    return one, two, old != "", straight_day(begin), straight_day(end), indicator, rationale


@cache
def straight_day(text: str) -> date | None:
    return None if text == "*" else date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")


def test_the_edits_of_the_published_slice() -> None:
    path = official("ncci/ccipra-v322r0-f1.slice.txt")
    lines = path.read_bytes().decode("ascii").split("\r\n")[6:-1]
    assert len(lines) == 13
    records = list(PTP.read(on_disk(path)))
    assert [tuple(record.value) for record in records] == [straight(line) for line in lines]
    assert [record.where for record in records] == [f"line {number}" for number in range(7, 20)]


def test_each_of_two_million_edits() -> None:
    path = official(_DERIVED)
    assert PTP.batches is not None
    count = 0
    with on_disk(path).open() as stream:
        lines = islice(io.TextIOWrapper(stream, "ascii", newline="\r\n"), 6, None)
        for batch in PTP.batches(on_disk(path)):
            count += len(batch)
            assert batch == [tuple(line[:-1].split("\t", 2)) for line in islice(lines, len(batch))]
        assert next(lines, None) is None
    assert count == 2_140_693


def test_rows_are_the_edits_of_batches() -> None:
    assert PTP.batches is not None
    batch = next(PTP.batches(on_disk(official(_DERIVED))))
    rows = islice(PTP.read(on_disk(official(_DERIVED))), len(batch))
    lines = ("\t".join(fields).removesuffix("\r") for fields in batch)
    assert [tuple(row.value) for row in rows] == [straight(line) for line in lines]


def cells_of_sheet() -> list[list[str]]:
    """Return the cells of the xlsx, from its XML."""
    with zipfile.ZipFile(official("mue/MCR_MUE_PractitionerServices_Eff_04-01-2026.xlsx")) as book:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{_SHEET}t"))
            for item in ET.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [
        [shared[int(value.text or "")] for value in row.iter(f"{_SHEET}v")]
        for row in sheet.iter(f"{_SHEET}row")
    ]


def as_mue(row: list[str]) -> tuple[object, ...]:
    return row[0], int(row[1]), row[2][0], row[3]


def test_the_unit_limits_as_csv() -> None:
    path = official("mue/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv")
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("cp1252"), newline="")))[2:]
    assert len(rows) == 15_095
    assert sum(row[0][0].isalpha() for row in rows) == 4_592
    assert [record.value for record in MUE_CSV.read(on_disk(path))] == [as_mue(row) for row in rows]


def test_the_unit_limits_as_xlsx() -> None:
    rows = cells_of_sheet()[2:]
    assert len(rows) == 15_095
    path = official("mue/MCR_MUE_PractitionerServices_Eff_04-01-2026.xlsx")
    assert [record.value for record in MUE_XLSX.read(on_disk(path))] == [
        as_mue(row) for row in rows
    ]


def test_each_indicator_stands_with_its_own_words() -> None:
    path = official("mue/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv")
    found = set(re.findall(r"[,\"]([123] [A-Z][A-Za-z :]+)[,\"]", path.read_text("cp1252")))
    assert found == {
        "1 Line Edit",
        "2 Date of Service Edit: Policy",
        "3 Date of Service Edit: Clinical",
    }
