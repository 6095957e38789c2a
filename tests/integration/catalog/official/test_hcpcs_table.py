"""The csv of 2023 and the xlsx of 2025 against csv.DictReader and the raw XML of the sheet."""

import csv
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from services.catalog.readers.hcpcs_table import FORMATS
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files
CSV, XLSX = FORMATS
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def csv_rows() -> list[dict[str, str]]:
    path = official("hcpcs/HCPC2023_JAN_ANWEB_v3.csv")
    with path.open(encoding="ascii", newline="") as stream:
        return list(csv.DictReader(stream))


def xlsx_rows(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{SPREADSHEET}t"))
            for item in ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314
        ]
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    rows = [dict(cells(row, shared)) for row in sheet.iter(f"{SPREADSHEET}row")]
    names = rows[0]
    return [{name: row.get(at, "") for at, name in names.items()} for row in rows[1:]]


def cells(row: ET.Element, shared: list[str]) -> Iterator[tuple[str, str]]:
    for cell in row:
        text = cell.findtext(f"{SPREADSHEET}v", "")
        column = re.sub(r"\d", "", cell.attrib["r"])
        yield column, shared[int(text)] if cell.get("t") == "s" else text


def day(text: str) -> date | None:
    return date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}") if text else None


def several(row: dict[str, str], name: str) -> tuple[str, ...]:
    return tuple(v.strip() for k, v in row.items() if re.fullmatch(rf"{name}\d", k) and v.strip())


def plain(row: dict[str, str]) -> tuple[object, ...]:
    return (
        {"3": "hcpcs", "7": "modifier"}[row["RECID"]],
        row["HCPC"].strip(),
        row["LONG DESCRIPTION"],
        row["SHORT DESCRIPTION"].strip(),
        several(row, "PRICE"),
        row["MULT_PI"],
        several(row, "CIM"),
        several(row, "MCM"),
        row["STATUTE"],
        several(row, "LABCERT"),
        several(row, "XREF"),
        row["COV"],
        row["ASC_GRP"],
        day(row["ASC_DT"]),
        row["OPPS"],
        row["OPPS_PI"],
        day(row["OPPS_DT"]),
        row["PROCNOTE"],
        row["BETOS"],
        several(row, "TOS"),
        int(row["ANEST_BU"]) if row["ANEST_BU"] else None,
        day(row["ADD DT"]),
        day(row["ACT EFF DT"]),
        day(row["TERM DT"]),
        row["ACTION CD"],
    )


def test_every_field_of_every_record_of_the_csv() -> None:
    """G0503 stands twice: the second row is the tail of its text, and belongs to the first."""
    rows = csv_rows()
    assert len(rows) == 7_786
    (tail,) = (at for at, row in enumerate(rows) if row["RECID"] == "4")
    assert rows[tail]["HCPC"] == rows[tail - 1]["HCPC"] == "G0503"
    rows[tail - 1]["LONG DESCRIPTION"] += " " + rows.pop(tail)["LONG DESCRIPTION"]
    path = official("hcpcs/HCPC2023_JAN_ANWEB_v3.csv")
    assert CSV.recognise(on_disk(path))
    assert [tuple(record.value) for record in CSV.read(on_disk(path))] == [*map(plain, rows)]


def test_every_field_of_every_record_of_the_xlsx() -> None:
    path = official("hcpcs/HCPC2025_OCT_ANWEB.xlsx")
    claim = XLSX.recognise(on_disk(path))
    assert claim
    assert claim.edition == "2025 October"
    read = [record.value for record in XLSX.read(on_disk(path))]
    assert [tuple(record) for record in read] == [*map(plain, xlsx_rows(path))]
    systems = [record.system for record in read]
    assert (systems.count("hcpcs"), systems.count("modifier")) == (8_463, 383)
    assert sum(record.terminated is not None for record in read) == 1_225
    assert max(record.added for record in read) == claim.effective_from
