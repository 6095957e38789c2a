"""Lists of codes: the systems, what stands below a heading, who else is written so."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from services.catalog.domain.copyright import copyright_on
from services.catalog.domain.dates import release_on, version_on, viewed_on
from services.catalog.domain.lookup import Found, find, require_system, summarise, summary_of
from services.catalog.domain.paging import make_token, page_size, read_token
from services.catalog.domain.records import Listing, Release, Summary, SystemFacts, SystemState
from services.catalog.domain.snapshot import Snapshot
from services.catalog.errors import PageTokenInvalidError

_CODES = 10_000


def list_systems(snapshot: Snapshot, as_of: date) -> list[SystemState]:
    """Return every loaded system as it is on the date; empty of codes before its first release."""
    return [_state(snapshot, facts, as_of) for facts in snapshot.systems()]


def _state(snapshot: Snapshot, facts: SystemFacts, as_of: date) -> SystemState:
    releases = snapshot.releases(facts.system)
    codes, billable = snapshot.counts(facts.system, as_of)
    line = copyright_on(facts.system, releases, as_of)
    return SystemState(facts, release_on(releases, as_of), codes, billable, line)


def resolve(snapshot: Snapshot, compact: str, as_of: date) -> list[Summary]:
    """Return the code of each system that is written so."""
    found = []
    for _, group in groupby(snapshot.versions(compact), lambda version: version.system):
        versions = list(group)
        version = version_on(versions, as_of)
        found.append(Found(versions, version, as_of, viewed_on(version, as_of)))
    return [summary_of(snapshot, one) for one in found]


def list_children(  # noqa: PLR0913 - what the request has
    snapshot: Snapshot, system: str, parent: str, as_of: date, *, size: int, token: str
) -> Listing:
    """Return one page of what stands below a heading; "" is the top of the book.

    Raises SystemNotFoundError, CodeNotFoundError, PageSizeInvalidError or PageTokenInvalidError.
    """
    limit = page_size(size)
    found = find(snapshot, system, parent, as_of) if parent else None
    if found is None:
        require_system(snapshot, system)
    releases = snapshot.releases(system)
    day = found.day if found else _first_day(releases, as_of)
    scope = (system, parent, as_of.isoformat())
    after = _position(snapshot, system, read_token(token, *scope)) if token else -1
    places = snapshot.children(system, parent, day, after=after, limit=limit + 1)
    page = places[:limit]
    more = len(places) > limit
    return Listing(
        heading=summary_of(snapshot, found) if found else None,
        ancestors=_ancestors(snapshot, found) if found else (),
        children=[summarise(place, as_of) for place in page],
        next_page_token=make_token(page[-1].version.compact, *scope) if more else "",
        release=release_on(releases, day),
    )


def list_codes(
    snapshot: Snapshot, system: str, as_of: date, *, size: int, token: str
) -> tuple[list[str], str]:
    """Return a page of all codes as printed, and the token of the next one, empty after the last.

    Raises SystemNotFoundError, PageSizeInvalidError or PageTokenInvalidError.
    """
    limit = page_size(size, _CODES, _CODES)
    require_system(snapshot, system)
    scope = (system, "codes", as_of.isoformat())
    after = _position(snapshot, system, read_token(token, *scope)) if token else -1
    found = snapshot.codes(system, as_of, after=after, limit=limit + 1)
    more = len(found) > limit
    next_token = make_token(found[limit - 1].compact, *scope) if more else ""
    return [code.printed for code in found[:limit]], next_token


def _ancestors(snapshot: Snapshot, found: Found) -> list[Summary]:
    places = snapshot.ancestors(found.version, found.day)
    return [summarise(place, found.as_of) for place in places]


def _first_day(releases: Sequence[Release], as_of: date) -> date:
    """Return the day whose book is shown: before the first release, that of the first release."""
    return max(as_of, min(release.facts.effective_from for release in releases))


def _position(snapshot: Snapshot, system: str, compact: str) -> int:
    versions = snapshot.versions(compact, system)
    if not versions:
        raise PageTokenInvalidError
    return versions[0].position
