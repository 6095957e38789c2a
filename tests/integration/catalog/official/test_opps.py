"""Every record of the derived addendum B against a straight reading of its text."""

import csv
from decimal import Decimal

import pytest

from services.catalog.readers.opps_addendum_b import FORMAT
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files


def test_the_payments() -> None:
    path = official("opps/addendum_b_2026-04_derived.csv")
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))[1:]
    assert len(rows) == 19_059
    # In the publisher's file a stray byte stands after two codes.
    assert [row[0][:5] for row in rows if len(row[0]) > 5] == ["A4341", "G0465"]
    assert [record.value for record in FORMAT.read(on_disk(path))] == [
        (
            *(row[0][:5], row[1].strip(), row[2], "", None),
            *(Decimal(row[3]) if row[3] else None, None, None, None),
        )
        for row in rows
    ]
