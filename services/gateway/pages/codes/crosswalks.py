"""Crosswalks as a section: equivalences with another code set, replacements within one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from services.gateway.clients.fact_records import CodeFacts, Crosswalks, Equivalence, Replacement
from services.gateway.pages.codes.section import Section, distinct


@dataclass(frozen=True)
class Choice:
    """One way to say the code in the other set: one code of each of its lists.

    What is no combination has one list with one code in it.
    """

    lists: tuple[tuple[Equivalence, ...], ...]


@dataclass(frozen=True)
class Body:
    """What the section shows: ways to the other set, codes there that lead here, replacements.

    `groups` are the replacements, by what they are to the code.
    """

    ways: tuple[Choice, ...]
    sources: tuple[Equivalence, ...]
    groups: tuple[tuple[str, tuple[Replacement, ...]], ...]


def sections(facts: CodeFacts) -> Iterator[Section]:
    """Yield the section if the code has an equivalent or a replacement."""
    walks = facts.crosswalks
    if walks is None:
        return
    equivalences = walks.to_other_system + walks.from_other_system
    replacements = walks.replaces + walks.replaced_by
    if equivalences or replacements:
        releases = distinct(
            (*(one.release for one in equivalences), *(one.release for one in replacements))
        )
        yield Section(
            "crosswalks",
            "Crosswalks",
            "What stood or stands for the same in another edition or code set.",
            len(equivalences) + len(replacements),
            "codes/crosswalks.html",
            Body(
                tuple(ways(walks.to_other_system)),
                walks.from_other_system,
                tuple(_groups(walks)),
            ),
            releases,
        )


def _groups(walks: Crosswalks) -> Iterator[tuple[str, tuple[Replacement, ...]]]:
    """Yield the replacements that there are; a code that lost a part of its meaning goes on."""
    for title, found, in_part in (
        ("Replaced by", walks.replaced_by, False),
        ("A part of it is now", walks.replaced_by, True),
        ("Took over from", walks.replaces, False),
        ("Was a part of", walks.replaces, True),
    ):
        group = tuple(one for one in found if one.in_part is in_part)
        if group:
            yield title, group


def ways(lines: Sequence[Equivalence]) -> Iterator[Choice]:
    """Yield each way: every single line, then every scenario with its choice lists in order.

    Source: General Equivalence Mappings, documentation and user's guide ("combination entries").
    """
    for line in lines:
        if not line.combination:
            yield Choice(((line,),))
    combined = sorted(
        (line for line in lines if line.combination),
        key=lambda line: (line.scenario, line.choice_list),
    )
    for _, scenario in groupby(combined, key=lambda line: line.scenario):
        lists = groupby(scenario, key=lambda line: line.choice_list)
        yield Choice(tuple(tuple(members) for _, members in lists))
