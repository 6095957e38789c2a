"""`codebook import` and `codebook releases` as an operator runs them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.archives import CPT, MUE, MUE_NAME, encrypted, gzipped, written, zipped

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what runs `codebook` in a folder, on a var folder of its own."""
    given = {**os.environ, "CODEBOOK_VAR_DIR": str(tmp_path / "var"), "COLUMNS": "150"}
    given.pop("CATALOG_DATABASE_URL", None)

    def codebook(*words: object) -> Done:
        command = [sys.executable, "-m", "services.cli", *map(str, words)]
        return subprocess.run(command, env=given, capture_output=True, text=True, check=False)

    return codebook


def releases(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("releases", "--json").stdout)
    return found


def test_an_archive_is_imported_once_and_listed(run: Run, tmp_path: Path) -> None:
    archive = written(tmp_path, "q2.zip", zipped({MUE_NAME: MUE, "readme.txt": b"hello"}))

    dry, first = run("import", "--dry-run", archive), run("import", archive)
    (release,) = releases(run)
    second = run("import", archive)

    assert [done.returncode for done in (dry, first, second)] == [0, 0, 0]
    assert "Nothing was changed: a dry run" in dry.stdout
    assert "q2.zip/readme.txt: passed over, a note to the reader." in first.stdout
    assert (
        f"│ q2.zip/{MUE_NAME} │         2 │     2 │       0 │         0 │     0 │" in first.stdout
    )
    assert "in already" in second.stdout
    assert (release["kind"], release["edition"], release["rows"], release["file"]) == (
        *("mue-practitioner", "2026 Q2", 2),
        f"q2.zip/{MUE_NAME}",
    )
    assert releases(run) == [release]


def test_a_new_edition_of_a_day_says_what_it_changes(run: Run, tmp_path: Path) -> None:
    run("import", written(tmp_path, f"a/{MUE_NAME}", MUE))
    corrected = MUE.replace(b"A0002,0", b"A0002,1").replace(b"A0001", b"A0003")

    done = run("import", written(tmp_path, f"b/{MUE_NAME}", corrected))

    assert "│         2 │     1 │       1 │         0 │     1 │" in done.stdout


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        (MUE_NAME, MUE.replace(b"1,2,", b"1,two,"), "line 4, MUE value: not a whole number (two)"),
        (MUE_NAME, MUE[:-10], "line 5: the file stops in the middle of a line"),
        (MUE_NAME, b"", "the file is empty"),
        (MUE_NAME, MUE.replace(b",", b";"), "of no format that Codebook knows"),
        ("mue.csv", MUE, "give --edition and --effective-from"),
        ("cpt2026.txt", CPT, "give --effective-from"),
        ("a.zip", zipped({"x": bytes(2_000_000)}), "unpacks to more than 200 times its size"),
        ("a.zip", encrypted("x", MUE), "encrypted"),
        (f"{MUE_NAME}.gz", gzipped(MUE)[:-9], "cut off or damaged"),
    ],
)
def test_a_bad_file_is_one_sentence(
    run: Run, tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    done = run("import", written(tmp_path, name, data))

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert sentence in done.stderr
    assert releases(run) == []


def test_a_file_that_is_not_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    done = run("import", tmp_path / "none.zip")

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "No such file" in done.stderr


def test_an_option_that_nothing_needs_is_one_sentence(run: Run, tmp_path: Path) -> None:
    done = run("import", "--licence", "No. 1", "--edition", "x", written(tmp_path, MUE_NAME, MUE))

    assert (done.returncode, done.stderr) == (
        1,
        "--edition x: no file needs it; each says its own.\n",
    )
