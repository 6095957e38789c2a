"""Medicare coverage documents that name the code, as a section."""

from collections.abc import Iterator

from services.gateway.clients.fact_records import CodeFacts
from services.gateway.pages.codes.section import Section, distinct

_FIRST = 12


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield the section if a document names the code."""
    coverage = facts.coverage
    if coverage and coverage.documents:
        count = coverage.lcd_count + coverage.article_count + coverage.ncd_count
        yield Section(
            "coverage",
            "Coverage",
            "Local and national coverage determinations and articles that name the code.",
            count,
            "codes/coverage.html",
            coverage.documents[:_FIRST],
            distinct(document.release for document in coverage.documents),
        )
