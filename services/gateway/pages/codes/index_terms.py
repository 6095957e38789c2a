"""The index terms that lead to a code, as a section."""

from collections.abc import Iterator

from services.gateway.clients.fact_records import CodeFacts
from services.gateway.pages.codes.section import Section, distinct


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield the section if an index names the code."""
    found = facts.index_terms
    if found and found.terms:
        yield Section(
            "index-terms",
            "In the index",
            "Entries of the official indexes that lead to the code.",
            found.count,
            "codes/index_terms.html",
            found.terms,
            distinct(term.release for term in found.terms),
        )
