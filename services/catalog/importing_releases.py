"""What is loaded, as a table for people and as JSON for programs."""

import json
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.catalog.domain.records import Release


def show(console: Console, releases: Sequence[Release]) -> None:
    """Print one line for each release."""
    if not releases:
        console.print("Nothing is loaded.")
        return
    rows = [_fields(release) for release in releases]
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row.values()))
    console.print(table)


def to_json(releases: Sequence[Release]) -> str:
    """Return a list of objects; dates as YYYY-MM-DD or null, times in UTC."""
    return json.dumps([_fields(release) for release in releases], indent=2, ensure_ascii=False)


def _fields(release: Release) -> dict[str, str | int | None]:
    facts = release.facts
    return {
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
