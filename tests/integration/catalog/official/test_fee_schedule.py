"""Every record of the official fee schedule files against a straight reading of their text."""

import csv
from collections.abc import Iterator
from decimal import Decimal

import pytest

from services.catalog.readers import (
    anesthesia,
    gpci,
    locality_counties,
    opps_caps,
    pprrvu_csv,
    pprrvu_fixed,
    zip_localities,
)
from services.catalog.readers.table import Format
from tests.support.members import official, on_disk

pytestmark = pytest.mark.official_files

# The cells of a line of the fee schedule that are amounts, counted from 0.
_AMOUNTS = {5, 6, 8, 10, 11, 12, 15, 16, 17, 24, 28, 29, 30}
# The same columns of the text, as slices.
_SLICES = (
    *((0, 5), (5, 7), (7, 57), (57, 58), (58, 59), (59, 65), (66, 72), (72, 74), (75, 81)),
    *((81, 83), (84, 89), (90, 96), (96, 102), (102, 103), (103, 106), (106, 109), (109, 112)),
    *((112, 115), (115, 116), (116, 117), (117, 118), (118, 119), (119, 120), (127, 132)),
    *((132, 140), (141, 143), (143, 144), (145, 147), (147, 157), (157, 164), (164, 171)),
)


def values(form: Format, name: str) -> Iterator[tuple[object, ...]]:
    return (record.value for record in form.read(on_disk(official(name))))


def text_of(name: str) -> str:
    return official(name).read_bytes().decode("ascii")


def cells_of(name: str, first: int) -> list[list[str]]:
    rows = list(csv.reader(text_of(name).splitlines(keepends=True)))[first:]
    return [[cell.strip() for cell in row] for row in rows]


def typed(cells: list[str]) -> tuple[object, ...]:
    line = [Decimal(cell) if at in _AMOUNTS else cell for at, cell in enumerate(cells)]
    return (*line[:23], None, *line[23:])


def test_the_fee_schedule_as_csv() -> None:
    expected = [typed(cells) for cells in cells_of("rvu/PPRRVU2025_Oct.csv", 10)]
    assert len(expected) == 19_090
    assert list(values(pprrvu_csv.FORMAT, "rvu/PPRRVU2025_Oct.csv")) == expected


def test_the_fee_schedule_as_text() -> None:
    lines = text_of("rvu/PPRRVU2025_Oct.txt").split("\r\n")[7:-1]
    expected = [typed([line[a:b].strip() for a, b in _SLICES]) for line in lines]
    assert len(expected) == 19_090
    assert list(values(pprrvu_fixed.FORMAT, "rvu/PPRRVU2025_Oct.txt")) == expected


def test_both_forms_of_the_fee_schedule_say_the_same() -> None:
    text = values(pprrvu_fixed.FORMAT, "rvu/PPRRVU2025_Oct.txt")
    assert all(
        one == other
        for one, other in zip(
            text, values(pprrvu_csv.FORMAT, "rvu/PPRRVU2025_Oct.csv"), strict=True
        )
    )


def test_the_cost_indices() -> None:
    rows = [row for row in cells_of("rvu/GPCI2025.csv", 3) if row[1]]
    assert len(rows) == 109
    assert list(values(gpci.FORMATS[0], "rvu/GPCI2025.csv")) == [
        (
            *row[:3],
            row[3].replace("*", ""),
            "*" * row[3].count("*"),
            Decimal(row[4]),
            None,
            Decimal(row[5]),
            Decimal(row[6]),
        )
        for row in rows
    ]


def test_the_anaesthesia_factors() -> None:
    rows = [row for row in cells_of("rvu/ANES2025.csv", 1) if row[0]]
    assert len(rows) == 109
    national = Decimal("20.3178")
    assert list(values(anesthesia.FORMATS[0], "rvu/ANES2025.csv")) == [
        (*row[:2], row[2].replace("*", ""), "*" * row[2].count("*"), Decimal(row[3]), national)
        for row in rows
    ]


def test_the_counties_of_localities() -> None:
    expected, state = [], ""
    for row in cells_of("rvu/25LOCCO.csv", 3):
        state = row[2] or state
        if row[0].isdigit():
            expected.append((f"{int(row[0]):05}", f"{int(row[1]):02}", state, *row[3:]))
    found = list(values(locality_counties.FORMAT, "rvu/25LOCCO.csv"))
    assert found == expected
    # The publisher gives one row of Missouri twice.
    assert (len(found), len(set(found))) == (110, 109)


def test_the_caps() -> None:
    rows = cells_of("rvu/OPPSCAP_Oct.csv", 1)
    # The last of the 16,101 rows is empty.
    assert len(rows) == 16_101
    assert list(values(opps_caps.FORMAT, "rvu/OPPSCAP_Oct.csv")) == [
        (*row[:5], Decimal(row[5]), Decimal(row[6])) for row in rows[:-1]
    ]


def test_the_zip_codes() -> None:
    lines = text_of("rvu/ZIP5_OCT2025.txt").split("\r\n")[:-1]
    assert len(lines) == 42_956
    assert list(values(zip_localities.FORMAT, "rvu/ZIP5_OCT2025.txt")) == [
        (
            *(line[:2], line[2:7], line[7:12], line[12:14], line[14].strip(), line[15:17]),
            *(line[17].strip(), line[20] == "1", line[22], int(line[75:79]), int(line[79])),
        )
        for line in lines
    ]
