"""ICD-10-PCS tables (XML), expanded: every code with what its seven characters stand for."""

import math
from collections.abc import Iterator
from functools import partial
from itertools import product
from typing import NamedTuple

from services.catalog.readers.icd10_xml import PCS_CHARACTER, body, recognise
from services.catalog.readers.keys import Keys
from services.catalog.readers.markup import Element, leaf, only
from services.catalog.readers.member import Member
from services.catalog.readers.table import Format, Record

_ROOT = "ICD10PCS.tabular"
# A whole edition has some 80,000.
_MOST_CODES_OF_A_ROW = 100_000


class PcsValue(NamedTuple):
    """One character of a code: the axis, such as Body Part, the character and its label."""

    axis: str
    value: str
    label: str


class PcsCode(NamedTuple):
    """One code, the row of its table (the first is 1) and its seven values.

    `definition` is that of the operation, the third value; "" where the table has none.
    """

    code: str
    row: int
    values: tuple[PcsValue, ...]
    definition: str


def _read(member: Member) -> Iterator[Record]:
    tables = Keys("pcsTable")
    for part in body(member, _ROOT, {"title": leaf}):
        if part.tag != "pcsTable":
            raise part.fault("stands where the format has <pcsTable>")
        yield from _table(part, tables)


def _table(table: Element, tables: Keys) -> Iterator[Record]:
    only(table, ("axis", "pcsRow"))
    head = [_axis(axis, position) for position, axis in enumerate(table.all("axis"), 1)]
    if [len(values) for values in head] != [1, 1, 1]:
        raise table.fault("the head is not three axes of one value each")
    values = tuple(axis[0] for axis in head)
    tables.add(table.place, "".join(value.value for value in values))
    definition = table.all("axis")[2].word("definition")
    codes = Keys("code")
    rows = table.all("pcsRow")
    if not rows:
        raise table.fault("has no rows")
    for number, row in enumerate(rows, 1):
        for tail in _row(row):
            whole = values + tail
            code = "".join(value.value for value in whole)
            codes.add(row.place, code)
            yield Record(row.place.where, PcsCode(code, number, whole, definition))


def _row(row: Element) -> Iterator[tuple[PcsValue, ...]]:
    """Return what the fourth to seventh characters may be: any value of an axis with any other."""
    only(row, ("axis",))
    axes = [_axis(axis, position) for position, axis in enumerate(row.children, 4)]
    if len(axes) != 4:
        raise row.fault(f"has {len(axes)} axes instead of 4")
    count, said = math.prod(len(axis) for axis in axes), row.attribute("codes")
    if str(count) != said:
        raise row.fault(f"its values make {count} codes, which is not what it says", said)
    if count > _MOST_CODES_OF_A_ROW:
        raise row.fault("makes more codes than is believable", said)
    return product(*axes)


def _axis(axis: Element, position: int) -> list[PcsValue]:
    only(axis, ("title", "label", "definition") if position == 3 else ("title", "label"))
    if axis.attribute("pos") != str(position):
        raise axis.fault(f"is not axis {position}", axis.attribute("pos"))
    title = leaf(axis.one("title"))
    values = [PcsValue(title, _character(label), leaf(label)) for label in axis.all("label")]
    said = axis.attribute("values")
    if str(len(values)) != said:
        raise axis.fault(f"has {len(values)} values, which is not what it says", said)
    if len({value.value for value in values}) < len(values):
        raise axis.fault("has two values of the same character")
    return values


def _character(label: Element) -> str:
    code = label.attribute("code")
    if not PCS_CHARACTER.fullmatch(code):
        raise label.fault("not one character of a code", code)
    return code


FORMAT = Format(
    "ICD-10-PCS tables",
    partial(recognise, "icd-10-pcs-tables", _ROOT, bool),
    _read,
)
