"""Where to look when nothing is found: more broadly, and in other code systems."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from services.gateway.clients.search import Facet
from services.gateway.pages.search.asked import Asked

# A category of ICD-10-CM; nothing shorter narrows anything.
_SHORTEST = 3
_MOST_WORDS = 6
_CODE = re.compile(r"[A-Za-z]?\d[A-Za-z0-9.]{2,}")


@dataclass(frozen=True)
class Way:
    """Another search; `count` is how many codes it finds, None where nobody has counted."""

    label: str
    href: str
    count: int | None = None


def broader(asked: Asked) -> tuple[Way, ...]:
    """Return the same search without each of its filters, and for less than all of its text."""
    return (*_without_filters(asked), *_for_less(asked))


def elsewhere(
    asked: Asked, facets: tuple[Facet, ...], name_of: Callable[[str], str]
) -> tuple[Way, ...]:
    """Return the same search in each of the other code systems that have something."""
    counts = next((facet.values for facet in facets if facet.name == "system"), ())
    return tuple(
        Way(name_of(system), asked.in_systems(system).href(), count)
        for system, count in counts
        if count and system not in asked.systems
    )


def _without_filters(asked: Asked) -> Iterator[Way]:
    if asked.systems:
        yield Way("In all systems", asked.in_systems().href())
    if asked.billable is not None:
        yield Way("Codes and headings", asked.only(None).href())
    if asked.chapters:
        yield Way("In all chapters", asked.in_chapters().href())
    if asked.status or asked.as_of:
        yield Way("Whenever in force", asked.with_status("").on_day("").href())


def _for_less(asked: Asked) -> Iterator[Way]:
    words = asked.text.split()
    if len(words) == 1 and _CODE.fullmatch(asked.text):
        for end in range(len(asked.text) - 1, _SHORTEST - 1, -1):
            if asked.text[end - 1] != ".":
                yield _way(asked, asked.text[:end])
    elif 1 < len(words) <= _MOST_WORDS:
        for place in range(len(words)):
            yield _way(asked, " ".join([*words[:place], *words[place + 1 :]]))


def _way(asked: Asked, text: str) -> Way:
    return Way(
        f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}",
        asked.spelt(text).href(),
    )
