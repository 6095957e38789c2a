"""Records of the files that are whole code books, as the places of an edition.

An order file tells codes, titles and what is billable. It tells no chapters, sections or notes:
these are taken from what the catalog knows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.catalog.domain.kinds import NodeKind
from services.catalog.domain.records import Entry
from services.catalog.domain.systems import ICD_10_CM, ICD_10_PCS
from services.catalog.readers.icd10_order import IcdOrder
from services.catalog.readers.pcs_headings import Headings

# What the catalog knows of a system on the edition's first day, in the order of the book.
Known = Mapping[str, Entry]
_HEADINGS = (NodeKind.CHAPTER, NodeKind.SECTION)
_CATEGORY = 3


@dataclass(frozen=True)
class Book:
    """Of which system a kind of file is the book, and what makes its places of its records."""

    system: str
    entries: Callable[[Sequence[Any], Known], Sequence[Entry]]


def _of_tabular(places: Sequence[Entry], known: Known) -> Sequence[Entry]:
    """Return the places with the short titles that an order file has told."""
    return [
        replace(place, short_title=known[place.compact].short_title)
        if place.compact in known
        else place
        for place in places
    ]


def _of_cm_order(lines: Sequence[IcdOrder], known: Known) -> Sequence[Entry]:
    printed = {line.code: line for line in lines}
    headings = [place for place in known.values() if place.kind in _HEADINGS]
    waiting: list[Entry] = []
    above: dict[str, list[Entry]] = {}
    for place in known.values():
        if place.kind in _HEADINGS:
            waiting.append(place)
        elif place.compact in printed:
            # A heading stands where the first code below it does.
            above[place.compact], waiting = waiting, []
    entries: list[Entry] = []
    for code, line in printed.items():
        entries += above.get(code, ())
        entries.append(_cm_entry(line, printed, known, headings))
    return [*entries, *waiting]


def _cm_entry(
    line: IcdOrder, printed: Mapping[str, IcdOrder], known: Known, headings: Iterable[Entry]
) -> Entry:
    code = line.code
    category, rest = code[:_CATEGORY], code[_CATEGORY:]
    above = (code[:length] for length in range(len(code) - 1, _CATEGORY - 1, -1))
    parent = next((one for one in above if one in printed), "")
    before = known.get(code)
    if not parent:
        parent = before.parent if before else _section(category, headings)
    kind = NodeKind.SUBCATEGORY if rest else NodeKind.CATEGORY
    return Entry(
        code=f"{category}.{rest}" if rest else category,
        compact=code,
        title=line.long_title,
        kind=NodeKind.CODE if line.billable else kind,
        billable=line.billable,
        parent=parent,
        short_title=line.short_title,
        notes=before.notes if before else (),
        seventh_characters=before.seventh_characters if before else (),
    )


def _section(category: str, headings: Iterable[Entry]) -> str:
    """Return the innermost section, named by its first and last category, that holds this one."""
    fitting = []
    for heading in headings:
        first, _, last = heading.compact.partition("-")
        if heading.kind is NodeKind.SECTION and first <= category <= (last or first):
            fitting.append(heading.compact)
    # Of those that begin together the one that ends first is the innermost.
    return max(fitting, key=lambda code: (code[:_CATEGORY], [-ord(c) for c in code]), default="")


def _of_pcs_order(lines: Sequence[IcdOrder], _known: Known) -> Sequence[Entry]:
    headings = Headings.shipped()
    entries: dict[str, Entry] = {}
    for line in lines:
        if line.billable:
            entries[line.code] = _pcs_entry(line, NodeKind.CODE)
            continue
        for heading in headings.above(line.code):
            entries.setdefault(heading.compact, heading)
        entries[line.code] = _pcs_entry(line, NodeKind.CATEGORY)
    return list(entries.values())


def _pcs_entry(line: IcdOrder, kind: NodeKind) -> Entry:
    code = line.code
    return Entry(
        code,
        code,
        line.long_title,
        kind,
        billable=line.billable,
        parent=code[:3] if line.billable else code[:2],
        short_title=line.short_title,
    )


BOOKS: Mapping[str, Book] = {
    "icd-10-cm-tabular": Book(ICD_10_CM.system, _of_tabular),
    "icd-10-cm-order": Book(ICD_10_CM.system, _of_cm_order),
    "icd-10-pcs-order": Book(ICD_10_PCS.system, _of_pcs_order),
}
