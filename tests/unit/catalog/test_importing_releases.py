import json
from dataclasses import replace
from datetime import UTC, date, datetime

from services.catalog.domain.records import Release, ReleaseFacts
from services.catalog.importing_releases import lines, to_json

FACTS = ReleaseFacts(
    "", "mue-practitioner", "2026 Q2", date(2026, 4, 1), None, "Published by [CMS]"
)
RELEASE = Release(
    1, FACTS, "q2.zip/MUE.csv", "0" * 64, 15095, datetime(2026, 4, 2, 3, 4, 5, 678, tzinfo=UTC)
)


def test_programs_get_every_field() -> None:
    assert json.loads(to_json([RELEASE])) == [
        {
            "system": "",
            "kind": "mue-practitioner",
            "edition": "2026 Q2",
            "effective_from": "2026-04-01",
            "effective_to": None,
            "rows": 15095,
            "file": "q2.zip/MUE.csv",
            "sha256": "0" * 64,
            "imported_at": "2026-04-02T03:04:05+00:00",
            "licence": "Published by [CMS]",
        }
    ]


def test_people_get_the_same() -> None:
    shown = "\n".join(lines([RELEASE]))

    assert shown.startswith("mue-practitioner, 2026 Q2, in force from 2026-04-01: 15,095 rows\n")
    assert "q2.zip/MUE.csv, imported 2026-04-02 03:04+00:00; Published by [CMS]" in shown
    assert f"sha256 {'0' * 64}" in shown


def test_a_last_day_is_shown() -> None:
    facts = replace(FACTS, effective_to=date(2026, 6, 30))

    assert "until 2026-06-30:" in next(lines([replace(RELEASE, facts=facts)]))


def test_nothing_loaded_is_said() -> None:
    assert list(lines([])) == ["Nothing is loaded."]
    assert to_json([]) == "[]"
