"""Which terms of the books' indexes lead to a code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.catalog.domain.facts.kinds import IndexKind
from services.catalog.domain.facts.published import Published
from services.catalog.domain.facts.spelling import index_spellings
from services.catalog.domain.records import Release
from services.catalog.domain.systems import ICD_10_CM, ICD_10_PCS

_MOST = 50
# The tables whose cells lead to codes, and their columns.
_TABLES = {
    IndexKind.DRUGS: (
        "icd10cm_drug",
        ("accidental", "self_harm", "assault", "undetermined", "adverse_effect", "underdosing"),
    ),
    IndexKind.NEOPLASMS: (
        "icd10cm_neoplasm",
        ("primary", "secondary", "in_situ", "benign", "uncertain", "unspecified"),
    ),
}
# The chapters that these lead to: external causes; poisoning and its like; neoplasms.
_EXTERNAL, _POISONING, _TUMOURS = "VWXY", "T", "CD"
_SHORTEST_PCS = 3


class IndexTerm(NamedTuple):
    """An entry with the terms above it; `code` is as the index writes it, `column` of a table."""

    source: IndexKind
    path: Sequence[str]
    column: str
    code: str
    manifestation: str
    release: Release


@dataclass(frozen=True, slots=True)
class IndexTerms:
    """The first terms, those that name the very code first, and how many there are."""

    terms: Sequence[IndexTerm]
    count: int


def index_terms(published: Published, system: str, compact: str, day: date) -> IndexTerms:
    """Return the terms that lead to a code, or to a heading that it may be completed from."""
    if system == ICD_10_PCS.system:
        terms = list(_procedures(published, compact, day))
    elif system == ICD_10_CM.system:
        spellings = index_spellings(compact)
        rank = {spelling: at for at, spelling in enumerate(spellings)}
        found = _diagnoses(published, compact, spellings, day)
        terms = sorted(found, key=lambda term: (rank[term.code], term.source))
    else:
        terms = []
    return IndexTerms(terms[:_MOST], len(terms))


def _diagnoses(
    published: Published, compact: str, spellings: Sequence[str], day: date
) -> Iterator[IndexTerm]:
    letter = compact[0]
    yield from _entries(published, "icd10cm_index", IndexKind.ALPHABETIC, spellings, day)
    if letter in _EXTERNAL:
        table = "icd10cm_external_cause_index"
        yield from _entries(published, table, IndexKind.EXTERNAL_CAUSES, spellings, day)
    if letter in _POISONING:
        yield from _cells(published, IndexKind.DRUGS, spellings, day)
    if letter in _TUMOURS:
        yield from _cells(published, IndexKind.NEOPLASMS, spellings, day)


def _entries(
    published: Published, table: str, kind: IndexKind, spellings: Sequence[str], day: date
) -> Iterator[IndexTerm]:
    for held in published.find(table, day, code=spellings):
        entry = held.record
        yield IndexTerm(kind, entry.path, "", entry.code, entry.manif, held.release)


def _cells(
    published: Published, kind: IndexKind, spellings: Sequence[str], day: date
) -> Iterator[IndexTerm]:
    table, columns = _TABLES[kind]
    for column in columns:
        for held in published.find(table, day, **{column: spellings}):
            code = getattr(held.record, column)
            yield IndexTerm(kind, held.record.path, column, code, "", held.release)


def _procedures(published: Published, compact: str, day: date) -> Iterator[IndexTerm]:
    """Yield the entries of the very code, then those of what it begins with, the longest first."""
    kind = IndexKind.PROCEDURES
    for held in published.find("icd10pcs_index", day, code=compact):
        yield IndexTerm(kind, held.record.path, "", compact, "", held.release)
    beginnings = [compact[:end] for end in range(len(compact), _SHORTEST_PCS - 1, -1)]
    found = published.find("icd10pcs_index", day, codes=beginnings)
    for held in sorted(found, key=lambda one: -len(one.record.codes)):
        yield IndexTerm(kind, held.record.path, "", held.record.codes, "", held.release)
