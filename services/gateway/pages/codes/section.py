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
    """Return the releases in the order of their first mention, each edition of a file once.

    One file may fill two code systems, as HCPCS does codes and modifiers: it is one source.
    """
    first: dict[tuple[str, ...], Release] = {}
    for one in releases:
        if one is not None:
            first.setdefault(edition_of(one), one)
    return tuple(first.values())


def edition_of(release: Release) -> tuple[str, ...]:
    """Return what tells an edition of a file from others, whatever system it filled.

    An export of the coverage database is one source, however many files it has.
    """
    kind = release.kind or release.system
    return (
        "-".join(kind.split("-")[:2]) if kind.startswith("coverage-") else kind,
        release.edition,
        release.effective_from,
        release.effective_to,
    )
