"""What a gated section of a code page is."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.gateway.clients.records import Release


@dataclass(frozen=True)
class Section:
    """One section: its anchor, its size, and what its template shows.

    Title, gloss, count and releases are public; the body is not. A count of 0 is not said: the
    section is no list.
    """

    key: str
    title: str
    gloss: str
    count: int
    template: str
    body: object
    releases: tuple[Release, ...] = ()


def distinct(releases: Iterable[Release | None]) -> tuple[Release, ...]:
    """Return the releases in the order of their first mention, each once."""
    return tuple(dict.fromkeys(release for release in releases if release is not None))
