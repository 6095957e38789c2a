"""NCCI edits of a code as SQL: a page by partner, and how many there are."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
)

from services.catalog.domain.facts.kinds import EditSide
from services.catalog.domain.facts.published import EditsAsked, PlacedEdit
from services.catalog.readers.ncci_ptp import PtpEdit
from services.catalog.store.statements import in_force
from services.catalog.store.tables.kinds import TABLES

_CODE = bindparam("code", type_=String)
_ON = bindparam("on", type_=Date)
_NEVER_APPLIED = "9"
_COLUMNS = {
    EditSide.COLUMN_1: ("column_1", "column_2"),
    EditSide.COLUMN_2: ("column_2", "column_1"),
}


def edits(
    connection: Connection,
    asked: EditsAsked,
    side: EditSide,
    after: tuple[str, date, int] | None,
    limit: int,
) -> Iterator[PlacedEdit]:
    """Yield at most `limit` edits by partner, first day and number, those after `after`."""
    query = _page(asked.kind, side, asked.ended, after is not None)
    given = {**_given(asked), "limit": limit}
    if after is not None:
        given |= dict(zip(("partner", "effective", "occurrence"), after, strict=True))
    for *fields, occurrence in connection.execute(query, given):
        yield PlacedEdit(PtpEdit._make(fields), side, occurrence)


def edit_count(connection: Connection, asked: EditsAsked, side: EditSide) -> int:
    """Return how many edits there are."""
    query = _count(asked.kind, side, ended=asked.ended)
    return connection.execute(query, _given(asked)).scalar_one()


def _given(asked: EditsAsked) -> dict[str, Any]:
    # A prefix is a range of codes: `first` begins with it, and nothing that does is after `last`.
    return {
        "code": asked.code,
        "day": asked.edition_day,
        "on": asked.day,
        "first": asked.prefix,
        "last": f"{asked.prefix}ZZZZZ",
    }


@cache
def _page(kind: str, side: EditSide, ended: bool, goes_on: bool) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 - which statement
    (records,) = TABLES[kind]
    table = records.table
    partner = table.c[_COLUMNS[side][1]]
    order = (partner, table.c.effective, table.c.occurrence)
    query = (
        select(*(table.c[name] for name in records.fields), table.c.occurrence)
        .where(_chosen(kind, side, ended=ended))
        .order_by(*order)
        .limit(bindparam("limit", type_=Integer))
    )
    if not goes_on:
        return query
    place = (
        bindparam("partner", type_=String),
        bindparam("effective", type_=Date),
        bindparam("occurrence", type_=Integer),
    )
    # The first condition alone is what an index is entered by.
    return query.where(partner >= place[0], tuple_(*order) > tuple_(*place))


@cache
def _count(kind: str, side: EditSide, *, ended: bool) -> Select[int]:
    return select(func.count()).where(_chosen(kind, side, ended=ended))


@cache
def _chosen(kind: str, side: EditSide, *, ended: bool) -> ColumnElement[bool]:
    (records,) = TABLES[kind]
    table = records.table
    mine, partner = (table.c[name] for name in _COLUMNS[side])
    first, last = bindparam("first", type_=String), bindparam("last", type_=String)
    chosen = and_(mine == _CODE, partner >= first, partner <= last, in_force(table))
    if ended:
        return chosen
    return and_(
        chosen,
        table.c.effective <= _ON,
        or_(table.c.deletion.is_(None), table.c.deletion >= _ON),
        table.c.modifier_indicator != _NEVER_APPLIED,
    )
