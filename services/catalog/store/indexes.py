"""Reads the published indexes line by line, and the names that they say stand for others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Date, Row, and_, bindparam, or_, select

from services.catalog.domain.index_terms import Equivalent, IndexLine
from services.catalog.domain.kinds import TermSource
from services.catalog.domain.systems import ICD_10_PCS
from services.catalog.store.tables.kinds import TABLES

_DAY = bindparam("day", type_=Date)
_BATCH = 1000
# What each column of a neoplasm's codes says of it.
_BEHAVIOURS = {
    "primary": "malignant primary",
    "secondary": "malignant secondary",
    "in_situ": "in situ",
    "benign": "benign",
    "uncertain": "uncertain behavior",
    "unspecified": "unspecified behavior",
}
_HARMS = ("accidental", "self_harm", "assault", "undetermined", "adverse_effect", "underdosing")

Lines = Iterator[IndexLine]


class _Source(NamedTuple):
    """The kind of file that has an index, and what its rows say."""

    kind: str
    columns: Sequence[str]
    lines: Callable[[Row[Any]], Lines]


def index_lines(connection: Connection, source: TermSource, day: date) -> Lines:
    """Yield the lines of a published index in the order of its file; none if it is not loaded."""
    wanted = _SOURCES[source]
    for row in _rows(connection, wanted.kind, wanted.columns, day):
        yield from wanted.lines(row)


def equivalents(connection: Connection, day: date) -> Iterator[Equivalent]:
    """Yield the names of ICD-10-PCS that its definitions and its index say stand for others."""
    system = ICD_10_PCS.system
    for row in _rows(connection, "icd-10-pcs-definitions", ("titles", "includes"), day):
        for term in row.includes:
            yield from (Equivalent(system, term, title) for title in row.titles)
    for row in _rows(connection, "icd-10-pcs-index", ("path", "use"), day):
        if row.use is not None:
            yield Equivalent(system, row.path[-1], row.use.text)


def _rows(
    connection: Connection, kind: str, columns: Sequence[str], day: date
) -> Iterator[Row[Any]]:
    """Yield these columns only: to read the nested ones takes most of the time."""
    table = TABLES[kind][0].table
    until = table.c.valid_to
    in_force = and_(table.c.valid_from <= _DAY, or_(until.is_(None), until > _DAY))
    query = select(*(table.c[name] for name in columns)).where(in_force).order_by(table.c.row_id)
    options = {"yield_per": _BATCH}
    with connection.execute(query, {"day": day}, execution_options=options) as rows:
        yield from rows


def _alphabetic(row: Row[Any]) -> Lines:
    codes = (row.code, row.manif, row.subcat, row.seecat)
    yield IndexLine(row.level, row.essential, row.nemod, _compact(codes), _names(row))


def _drug(row: Row[Any]) -> Lines:
    codes = _compact([getattr(row, harm) for harm in _HARMS])
    yield IndexLine(row.level, row.essential, row.nemod, codes, _names(row))


def _neoplasm(row: Row[Any]) -> Lines:
    yield IndexLine(row.level, row.essential, row.nemod, (), _names(row))
    for column, behaviour in _BEHAVIOURS.items():
        codes = _compact([getattr(row, column)])
        if codes:
            # One level deeper, so that the path is left as it is for the terms below.
            yield IndexLine(row.level + 1, behaviour, "", codes)


def _procedure(row: Row[Any]) -> Lines:
    see = row.see
    codes = _compact([row.code, row.codes, row.tab, *(see[1:] if see else ())])
    yield IndexLine(row.level, row.title, "", codes, (see.text,) if see else ())


def _supply(row: Row[Any]) -> Lines:
    # The codes of a range have one letter, and four digits.
    letter, numbers = row.first[0], range(int(row.first[1:]), int(row.last[1:]) + 1)
    codes = tuple(f"{letter}{number:04}" for number in numbers)
    yield IndexLine(0, ", ".join(row.path), "", codes)


def _names(row: Row[Any]) -> tuple[str, ...]:
    return tuple(name for name in (row.see, row.see_also) if name)


def _compact(codes: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(code.rstrip("-").replace(".", "") for code in codes if code)


_TERM = ("level", "essential", "nemod", "see", "see_also")
_ALPHABETIC = (*_TERM, "code", "manif", "subcat", "seecat")
_SOURCES: Mapping[TermSource, _Source] = {
    TermSource.ALPHABETIC_INDEX: _Source("icd-10-cm-index", _ALPHABETIC, _alphabetic),
    TermSource.EXTERNAL_CAUSE_INDEX: _Source(
        "icd-10-cm-external-cause-index", _ALPHABETIC, _alphabetic
    ),
    TermSource.DRUG_TABLE: _Source("icd-10-cm-drugs", (*_TERM, *_HARMS), _drug),
    TermSource.NEOPLASM_TABLE: _Source("icd-10-cm-neoplasms", (*_TERM, *_BEHAVIOURS), _neoplasm),
    TermSource.PROCEDURE_INDEX: _Source(
        "icd-10-pcs-index", ("level", "title", "code", "codes", "tab", "see"), _procedure
    ),
    TermSource.HCPCS_INDEX: _Source("hcpcs-index", ("path", "first", "last"), _supply),
}
