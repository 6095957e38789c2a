"""The codes that stand near a code in the book, as a section."""

from collections.abc import Iterator

from services.gateway.clients.fact_records import CodeFacts
from services.gateway.clients.records import CodeRecord
from services.gateway.pages.codes.section import Section


def sections(record: CodeRecord, facts: CodeFacts | None) -> Iterator[Section]:
    """Yield the section if there are other codes below the same heading."""
    if facts and facts.similar:
        heading = record.ancestors[-1]
        every = len(facts.similar) == heading.child_count - 1
        yield Section(
            "similar",
            "Similar codes",
            f"What else stands below {heading.code}."
            if every
            else f"The nearest of {heading.code}.",
            len(facts.similar),
            "codes/similar.html",
            facts.similar,
            (record.release,),
        )
