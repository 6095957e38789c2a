import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from services.catalog.readers.coverage.export import FORMAT, TABLES
from services.catalog.readers.coverage.lcd import LcdRequestorLetter
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files
COUNTS = {
    "lcd_x_hcpc_code": 2_162,
    "article_x_icd10_covered_group": 2_474,
    "lcd_related_documents": 5_233,
    "article_related_documents": 6_195,
    "article_x_contractor": 27_348,
    "lcd_x_contractor": 12_859,
    "lcd_x_requestor_letters": 50,
}


def files() -> Iterator[Path]:
    yield from sorted(official("coverage").glob("current_*/*.csv"))


def straight(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the names of the columns and all rows, as text."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if path.stem == "lcd_x_requestor_letters":
        return list(LcdRequestorLetter._fields), rows
    return rows[0], rows[1:]


def written(value: object, cell: str) -> str:
    """Write a value as the cell should have it: numbers and times have one way only."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        fraction = f".{value.microsecond:06d}000" if "." in cell else ""
        return f"{value:%Y-%m-%d %H:%M:%S}{fraction}"
    return f"{value:%Y-%m-%d} 00:00:00" if isinstance(value, date) else str(value)


def test_every_cell_of_every_table_is_as_it_stands_in_the_file() -> None:
    rows = 0
    for path in files():
        names, cells = straight(path)
        found = list(FORMAT.read(on_disk(path)))
        assert len(found) == len(cells) == COUNTS.get(path.stem, len(cells)), path
        rows += len(found)
        for record, row in zip(found, cells, strict=True):
            assert record.value._fields == tuple(names)
            again = [written(value, cell) for value, cell in zip(record.value, row, strict=True)]
            assert again == row, (path, record.where)
    assert rows == 84_335


def test_every_file_is_claimed_as_the_table_of_its_name() -> None:
    found = [(path.stem, FORMAT.recognise(on_disk(path))) for path in files()]
    assert len(found) == 56
    for name, claim in found:
        assert claim is not None, name
        assert claim.kind == "coverage-" + name.replace("_", "-")


def test_what_is_not_a_table_is_not_claimed() -> None:
    others = [path for path in official("coverage").glob("*/*") if path.suffix != ".csv"]
    assert len(others) == 4
    assert [FORMAT.recognise(on_disk(path)) for path in others] == [None] * 4


def test_which_tables_no_file_was_at_hand_for() -> None:
    """Their columns are from the data dictionary and public reports: see the docstrings."""
    present = {path.stem for path in files()}
    absent = {table.name: table.record.__doc__ for table in TABLES if table.name not in present}
    assert sorted(absent) == [
        "article",
        "article_x_hcpc_code",
        "article_x_hcpc_modifier",
        "article_x_icd10_covered",
        "article_x_icd10_noncovered",
        "article_x_response_to_comment",
        "article_x_revenue_code",
        "article_x_revision_history",
        "draft_contact_lookup",
        "lcd",
        "lcd_x_revision_history",
        "ncd_bnft_ctgry_ref",
        "ncd_pblctn_ref",
        "ncd_trkg",
        "ncd_trkg_bnft_xref",
    ]
    for name, says in absent.items():
        assert name.startswith("ncd") or "no file was at hand" in str(says)


def test_a_related_document_is_an_article_or_an_lcd() -> None:
    for folder, name in (("lcd", "lcd"), ("article", "article")):
        path = official(f"coverage/current_{folder}/{name}_related_documents.csv")
        related = [record.value for record in FORMAT.read(on_disk(path))]
        assert all((one.r_article_id is None) != (one.r_lcd_id is None) for one in related)
