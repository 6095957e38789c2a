"""The history of a code as a section."""

from collections.abc import Iterator

from services.gateway.clients.fact_records import CodeFacts
from services.gateway.pages.codes.section import Section, distinct


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield the section if anything is known of how the code came about."""
    if events := facts.history:
        yield Section(
            "history",
            "History",
            "From the editions that are loaded here.",
            len(events),
            "codes/history.html",
            events,
            distinct(event.release for event in events),
        )
