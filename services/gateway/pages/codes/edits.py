"""NCCI procedure-to-procedure edits as a section: how many, and the first of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.gateway.clients.fact_kinds import EditSide, Setting
from services.gateway.clients.fact_records import CodeFacts, PtpEdit
from services.gateway.pages.codes.section import Section, distinct

# The page of a code shows so many of each side, or all if they are hardly more; the page of its
# edits shows all.
_FIRST = 8
_HARDLY_MORE = 12


@dataclass(frozen=True)
class Side:
    """The edits of one setting in which the code has one place; `edits` are the first of them."""

    setting: Setting
    side: EditSide
    count: int
    edits: tuple[PtpEdit, ...]


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield the section if the code is in any edit."""
    sides = tuple(_sides(facts))
    if sides:
        yield Section(
            "edits",
            "Bundling edits",
            "NCCI procedure-to-procedure (PTP) edits: column 1 is paid, column 2 is not, unless a "
            "modifier lifts the edit.",
            sum(side.count for side in sides),
            "codes/edits.html",
            sides,
            distinct(one.release for one in facts.edits),
        )


def _sides(facts: CodeFacts) -> Iterator[Side]:
    for one in facts.edits:
        if one.column_1_count:
            yield _side(one.setting, EditSide.COLUMN_1, one.column_1_count, one.as_column_1)
        if one.column_2_count:
            yield _side(one.setting, EditSide.COLUMN_2, one.column_2_count, one.as_column_2)


def _side(setting: Setting, side: EditSide, count: int, edits: tuple[PtpEdit, ...]) -> Side:
    shown = count if count <= _HARDLY_MORE else _FIRST
    return Side(setting, side, count, edits[:shown])
