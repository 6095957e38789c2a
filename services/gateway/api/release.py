"""A release of a published file as JSON, beside each fact that is of it."""

from services.gateway.clients.records import Release


def table_release(release: Release) -> dict[str, object]:
    """Return which edition of which file it is, and for which days it was published."""
    return {
        "kind": release.kind,
        "edition": release.edition,
        "effective_from": release.effective_from,
        "effective_to": release.effective_to or None,
        "followed_on": release.followed_on or None,
    }
