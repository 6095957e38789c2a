"""The ways to narrow the results, each a link with the number of hits behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.gateway.clients.search import Facet
from services.gateway.pages.search.asked import Asked


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
    asked: Asked, facets: tuple[Facet, ...], name_of: Callable[[str], str]
) -> tuple[Filter, ...]:
    """Return the filters that make a difference, or are set."""
    counts = {facet.name: dict(facet.values) for facet in facets}
    built = (
        _by_system(asked, counts.get("system", {}), name_of),
        _by_billable(asked, counts.get("billable", {})),
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
