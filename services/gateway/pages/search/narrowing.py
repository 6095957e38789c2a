"""The ways to narrow the results, each a link with the number of hits behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.gateway.clients.search import Facet
from services.gateway.pages.search.asked import Asked

# Those with the most hits; the rest is behind the others' words.
_MOST_CHAPTERS = 8


@dataclass(frozen=True)
class Choice:
    """One value of a filter; `count` None when the index did not count it."""

    label: str
    href: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """A filter with its choices, the unfiltered one first."""

    title: str
    choices: tuple[Choice, ...]


def filters(
    asked: Asked,
    facets: tuple[Facet, ...],
    name_of: Callable[[str], str],
    chapter_of: Callable[[str, str], str],
) -> tuple[Filter, ...]:
    """Return the filters that make a difference, or are set.

    `name_of` tells what a system is called, `chapter_of` what a chapter of it is.
    """
    counts = {facet.name: dict(facet.values) for facet in facets}
    built = (
        _by_system(asked, counts.get("system", {}), name_of),
        _by_billable(asked, counts.get("billable", {})),
        _by_status(asked, counts.get("status", {})),
        _by_chapter(asked, counts.get("chapter", {}), chapter_of),
    )
    return tuple(one for one in built if len(one.choices) > 1)


def _by_system(asked: Asked, counts: Mapping[str, int], name_of: Callable[[str], str]) -> Filter:
    everything = Choice("All systems", asked.in_systems().href(), None, not asked.systems)
    values = dict.fromkeys([*counts, *asked.systems])
    choices = (
        Choice(
            name_of(value),
            asked.in_systems(value).href(),
            counts.get(value, 0),
            asked.systems == (value,),
        )
        for value in values
    )
    return Filter("Code system", (everything, *choices))


def _by_billable(asked: Asked, counts: Mapping[str, int]) -> Filter:
    words = {"true": "Billable codes", "false": "Headings"}
    everything = Choice("Codes and headings", asked.only(None).href(), None, asked.billable is None)
    choices = (
        Choice(
            word,
            asked.only(value == "true").href(),
            counts.get(value, 0),
            asked.billable is (value == "true"),
        )
        for value, word in words.items()
        if value in counts or asked.billable is (value == "true")
    )
    return Filter("Kind", (everything, *choices))


def _by_status(asked: Asked, counts: Mapping[str, int]) -> Filter:
    words = {"active": "In force", "deleted": "Ended", "future": "Not yet in force"}
    everything = Choice("Whenever in force", asked.with_status("").href(), None, not asked.status)
    # All in force is what most searches find: no choice then.
    told = set(counts) != {"active"} or bool(asked.status)
    choices = (
        Choice(word, asked.with_status(value).href(), counts.get(value, 0), asked.status == value)
        for value, word in words.items()
        if told and (value in counts or asked.status == value)
    )
    return Filter("Status", (everything, *choices))


def _by_chapter(
    asked: Asked, counts: Mapping[str, int], chapter_of: Callable[[str, str], str]
) -> Filter:
    everything = Choice("All chapters", asked.in_chapters().href(), None, not asked.chapters)
    shown = dict.fromkeys([*list(counts)[:_MOST_CHAPTERS], *asked.chapters])
    choices = (
        Choice(
            chapter_of(*value.split(" ", 1)),
            asked.in_chapters(value).href(),
            counts.get(value, 0),
            asked.chapters == (value,),
        )
        for value in shown
    )
    return Filter("Chapter", (everything, *choices) if len(shown) > 1 or asked.chapters else ())
