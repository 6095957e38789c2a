"""An imported file, for tests of rules that only pass it on."""

from datetime import UTC, date, datetime

from services.catalog.domain.records import Release, ReleaseFacts


def release(kind: str, start: date = date(2026, 4, 1), edition: str = "2026 Q2") -> Release:
    facts = ReleaseFacts("", kind, edition, start, None, "Invented licence")
    return Release(1, facts, "file", "0" * 64, 1, datetime(2026, 4, 2, tzinfo=UTC))
