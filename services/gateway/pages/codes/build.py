"""How a code of ICD-10-PCS is built, as a section."""

from collections.abc import Iterator

from services.gateway.clients.fact_records import CodeFacts
from services.gateway.pages.codes.section import Section, distinct


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield the section if the tables have the code."""
    if build := facts.build:
        yield Section(
            "build",
            "How it is built",
            "What each of the seven characters stands for, and how that is defined.",
            0,
            "codes/build.html",
            build.characters,
            distinct((build.release, build.definitions_release)),
        )
