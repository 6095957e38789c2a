"""The FY2026 conversion table against the raw XML of its sheet."""

import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from services.catalog.readers.icd10cm_conversion import FORMAT
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files
NAME = "icd10cm/ICD-10-CM-CONVERSION-TABLE-FY2026.xlsx"
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_rows(path: Path) -> list[list[str]]:
    with zipfile.ZipFile(path) as archive:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{SPREADSHEET}t"))
            for item in ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314
        ]
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    rows = []
    for row in sheet.iter(f"{SPREADSHEET}row"):
        cells = {re.sub(r"\d", "", cell.attrib["r"]): cell for cell in row}
        rows.append([text(cells.get(column), shared) for column in "ABC"])
    return rows


def text(cell: ET.Element | None, shared: list[str]) -> str:
    value = "" if cell is None else cell.findtext(f"{SPREADSHEET}v", "")
    return shared[int(value)] if cell is not None and cell.get("t") == "s" else value


def effective(written: str) -> date:
    """Return 1 October of a year, else the day of a spreadsheet's count from 1900."""
    number = int(written)
    if number < 3000:
        return date(number, 10, 1)
    return date(1899, 12, 30) + timedelta(days=number)


def test_every_field_of_every_record() -> None:
    path = official(NAME)
    plain = [
        (code.strip(), effective(when), None if previous == "None" else previous.strip())
        for code, when, previous in sheet_rows(path)[2:]
        if code
    ]
    claim = FORMAT.recognise(on_disk(path))
    assert claim
    assert claim.effective_from == date(2025, 10, 1)
    read = [tuple(record.value) for record in FORMAT.read(on_disk(path))]
    assert len(plain) == 5_892
    assert len(read) == 5_884
    assert read == list(dict.fromkeys(plain))
    repeated = {row[0] for row in plain if plain.count(row) > 1} if len(plain) > len(read) else {}
    assert repeated == {f"O44.{n}" for n in (20, 21, 22, 23, 30, 31, 32, 33)}


def test_three_codes_are_published_without_their_dot() -> None:
    read = [record.value.code for record in FORMAT.read(on_disk(official(NAME)))]
    assert [code for code in read if len(code) > 3 and code[3] != "."] == [
        "W453XXA",
        "W453XXD",
        "W453XXS",
    ]
