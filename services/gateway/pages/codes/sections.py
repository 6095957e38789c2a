"""The gated sections of a code page, in order. A new section is one more builder here."""

from collections.abc import Callable, Iterator
from itertools import chain

from services.gateway.clients.fact_records import CodeFacts
from services.gateway.clients.records import CodeRecord
from services.gateway.pages.codes import (
    articles,
    build,
    coverage,
    crosswalks,
    edits,
    fees,
    history,
    index_terms,
    inpatient,
    limits,
    notes,
    payment,
    relations,
    seventh,
    similar,
)
from services.gateway.pages.codes.section import Section

_OF_THE_BOOK: tuple[Callable[[CodeRecord], Iterator[Section]], ...] = (
    articles.sections,
    notes.sections,
    seventh.sections,
)
_OF_THE_TABLES: tuple[Callable[[CodeFacts], Iterator[Section]], ...] = (
    build.sections,
    relations.sections,
    edits.sections,
    limits.sections,
    fees.sections,
    payment.sections,
    coverage.sections,
    inpatient.sections,
    crosswalks.sections,
    index_terms.sections,
    history.sections,
)


def sections_of(record: CodeRecord, facts: CodeFacts | None = None) -> tuple[Section, ...]:
    """Return the sections for which there is data; without facts, those of the book."""
    of_the_book = (build(record) for build in _OF_THE_BOOK)
    of_the_tables = (build(facts) for build in _OF_THE_TABLES) if facts else ()
    return tuple(chain(*of_the_book, *of_the_tables, similar.sections(record, facts)))
