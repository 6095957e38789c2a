"""The token by which answers may be kept."""

from collections.abc import Sequence
from datetime import date

from services.catalog.domain.records import Release
from services.catalog.domain.snapshot import Snapshot


def revision_of(snapshot: Snapshot, today: date) -> str:
    """Return the token of a state of the catalog, the same to everybody who asks on that day."""
    releases = [*snapshot.releases(), *snapshot.tables.releases()]
    return revision_token(snapshot.import_token(), releases, today)


def revision_token(import_token: str, releases: Sequence[Release], today: date) -> str:
    """Return a token that changes with every import, and on the day a loaded release begins.

    On that day a read without as_of answers differently though nothing was imported. `releases`
    are those of systems and tables; one that brings nothing new is an import all the same.
    """
    begun = [r.facts.effective_from for r in releases if r.facts.effective_from <= today]
    state = f"{import_token}.{len(releases)}"
    return f"{state}.{max(begun):%Y%m%d}" if begun else state
