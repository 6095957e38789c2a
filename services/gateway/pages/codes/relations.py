"""What goes with a code: modifiers and add-on codes, as sections."""

from collections.abc import Iterator

from services.gateway.clients.fact_records import CodeFacts
from services.gateway.pages.codes.section import Section, distinct


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield a section for each of the two of which there is something."""
    if modifiers := facts.modifiers:
        yield Section(
            "modifiers",
            "Modifiers",
            "Modifiers that a published table names as going with the code, or rules out.",
            len(modifiers),
            "codes/modifiers.html",
            modifiers,
            distinct(modifier.release for modifier in modifiers),
        )
    if add_ons := facts.add_ons:
        yield Section(
            "add-ons",
            "Add-on codes",
            "NCCI add-on code edits: an add-on is paid only beside its primary code.",
            add_ons.as_add_on_count + add_ons.as_primary_count,
            "codes/add_ons.html",
            add_ons,
            (add_ons.release,),
        )
