"""Medically unlikely edits as a section."""

from collections.abc import Iterator

from services.gateway.clients.fact_records import CodeFacts
from services.gateway.pages.codes.section import Section, distinct


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield the section if the code has a limit in any setting."""
    limits = facts.unit_limits
    if limits:
        yield Section(
            "unit-limits",
            "Unit limits",
            "Medically unlikely edits (MUE): the most units a patient is likely to need.",
            0,
            "codes/limits.html",
            limits,
            distinct(limit.release for limit in limits),
        )
