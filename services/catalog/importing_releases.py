"""What is loaded, as lines for people and as JSON for programs."""

import json
from collections.abc import Iterator, Sequence

from services.catalog.domain.records import Release


def lines(releases: Sequence[Release]) -> Iterator[str]:
    """Yield what there is to know of each release, in three lines that no width can spoil."""
    if not releases:
        yield "Nothing is loaded."
    for release in releases:
        facts = release.facts
        until = f" until {facts.effective_to}" if facts.effective_to else ""
        when = release.imported_at.isoformat(sep=" ", timespec="minutes")
        yield (
            f"{facts.kind}, {facts.edition}, in force from {facts.effective_from}{until}: "
            f"{release.row_count:,} rows"
        )
        yield f"    {release.file_name}, imported {when}; {facts.licence}"
        yield f"    sha256 {release.sha256}"


def to_json(releases: Sequence[Release]) -> str:
    """Return a list of objects; dates as YYYY-MM-DD or null, times in UTC."""
    return json.dumps([_fields(release) for release in releases], indent=2, ensure_ascii=False)


def _fields(release: Release) -> dict[str, str | int | None]:
    facts = release.facts
    return {
        "system": facts.system,
        "kind": facts.kind,
        "edition": facts.edition,
        "effective_from": facts.effective_from.isoformat(),
        "effective_to": facts.effective_to.isoformat() if facts.effective_to else None,
        "rows": release.row_count,
        "file": release.file_name,
        "sha256": release.sha256,
        "imported_at": release.imported_at.isoformat(timespec="seconds"),
        "licence": facts.licence,
    }
