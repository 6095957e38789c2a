import json
from datetime import UTC, date, datetime
from io import StringIO

from rich.console import Console

from services.catalog.domain.records import Release, ReleaseFacts
from services.catalog.importing_releases import show, to_json

FACTS = ReleaseFacts(
    "", "mue-practitioner", "2026 Q2", date(2026, 4, 1), None, "Published by [CMS]"
)
RELEASE = Release(
    1, FACTS, "q2.zip/MUE.csv", "0" * 64, 15095, datetime(2026, 4, 2, 3, 4, 5, 678, tzinfo=UTC)
)


def shown(releases: list[Release]) -> str:
    text = StringIO()
    show(Console(file=text, width=300), releases)
    return text.getvalue()


def test_programs_get_every_field() -> None:
    assert json.loads(to_json([RELEASE])) == [
        {
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
    table = shown([RELEASE])

    for value in json.loads(to_json([RELEASE]))[0].values():
        assert (value if isinstance(value, str) else str(value or "")) in table


def test_nothing_loaded_is_said() -> None:
    assert shown([]) == "Nothing is loaded.\n"
    assert to_json([]) == "[]"
