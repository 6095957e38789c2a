import io
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings

from services.catalog.readers import sheet
from services.catalog.readers.fault import FileFaultError
from tests.support.members import damaged, member
from tests.support.workbooks import workbook

FILE = workbook([["code", "date", None], [1, datetime(2024, 2, 29), " A "]])  # noqa: DTZ001


def read(content: bytes) -> list[tuple[str, list[str]]]:
    return [(place.where, row) for place, row in sheet.rows(member(content))]


def test_every_cell_is_text() -> None:
    assert read(FILE) == [
        ("row 1", ["code", "date"]),
        ("row 2", ["1", "2024-02-29 00:00:00", " A "]),
    ]


def test_a_formula_is_a_fault() -> None:
    with pytest.raises(FileFaultError, match="formula") as raised:
        read(workbook([["code"], ["=A1"]]))
    assert (raised.value.where, raised.value.value) == ("row 2", "=A1")


def test_what_unpacks_beyond_belief_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "_MOST_BYTES", 1000)
    with pytest.raises(FileFaultError, match="believable"):
        read(FILE)


def test_a_zip_that_is_no_workbook_is_a_fault() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("list.txt", "a line\n")
    with pytest.raises(FileFaultError, match="not a readable xlsx"):
        read(packed.getvalue())


@given(damaged(FILE))
@settings(max_examples=60)
def test_any_damage_gives_rows_or_the_one_fault(content: bytes) -> None:
    try:
        read(content)
    except FileFaultError as error:
        assert error.file == "file"  # noqa: PT017 - not every damage is a fault
