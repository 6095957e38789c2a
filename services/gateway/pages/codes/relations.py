"""What goes with a code: modifiers and add-on codes, as sections."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.gateway.clients.fact_records import CodeFacts, FittingModifier
from services.gateway.pages.codes.section import Section, distinct
from services.gateway.pages.vocabulary.modifiers import COLUMNS, MODIFIERS


@dataclass(frozen=True)
class Row:
    """A modifier, who says that it fits or does not, and why; `linked` if it has a page."""

    modifier: str
    title: str
    linked: bool
    ruled_out: bool
    said: str
    why: str


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield a section for each of the two of which there is something."""
    if modifiers := facts.modifiers:
        yield Section(
            "modifiers",
            "Modifiers",
            "Modifiers that a published table names as going with the code, or rules out.",
            len(modifiers),
            "codes/modifiers.html",
            tuple(_row(one) for one in sorted(modifiers, key=lambda one: one.ruled_out)),
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


def _row(one: FittingModifier) -> Row:
    """Return the modifier in our words; the official ones where we have none."""
    said, why = _reason(one)
    title = MODIFIERS.get(one.modifier, one.title)
    return Row(one.modifier, title, bool(one.title), one.ruled_out, said, why)


def _reason(one: FittingModifier) -> tuple[str, str]:
    """Return who says so, and what that means."""
    if one.said_by in COLUMNS:
        indicator = COLUMNS[one.said_by]
        return f"Fee schedule: {indicator.title}, {one.value}", indicator.say(one.value)
    if one.said_by == "line":
        return "Fee schedule", "It has a line of its own in the schedule."
    return one.said_by.capitalize(), one.value
