from datetime import date
from pathlib import Path

import pytest

from services.catalog.files.planning import Stated
from services.catalog.importing_arguments import ImportRequest, as_json, import_request


def test_files_alone_are_enough() -> None:
    assert import_request(["a.zip", "b"]) == ImportRequest(
        [Path("a.zip"), Path("b")], Stated(), dry_run=False
    )


def test_all_that_can_be_said() -> None:
    words = (
        "--kind cpt --dry-run --edition 2026 --effective-from 2026-01-01 --effective-to 2026-12-31"
    )

    assert import_request([*words.split(), "--licence", "No. 1", "a.txt"]) == ImportRequest(
        [Path("a.txt")],
        Stated("cpt", "2026", date(2026, 1, 1), date(2026, 12, 31), "No. 1"),
        dry_run=True,
    )


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("", "FILE"),
        ("--kind mue a", "invalid choice: 'mue'"),
        ("--effective-from 1/1/2026 a", "'1/1/2026' is not a date, YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_understood_ends_with_the_usage(
    words: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        import_request(words.split())

    assert raised.value.code == 2
    shown = capsys.readouterr().err
    assert complaint in shown
    assert shown.startswith("usage: codebook import")


def test_help_lists_the_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        import_request(["--help"])

    assert raised.value.code == 0
    assert "gpci" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "wanted"), [([], False), (["--json"], True)])
def test_releases_may_be_wanted_as_json(words: list[str], wanted: bool) -> None:  # noqa: FBT001 - a table of cases
    assert as_json(words) is wanted
