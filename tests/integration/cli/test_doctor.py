"""`codebook doctor` where nothing runs: what is loaded, and servers that do not answer."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.archives import MUE, MUE_NAME, written

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    names = ("CATALOG_DATABASE_URL", "REDIS_URL", "MEILI_URL")
    kept = {name: value for name, value in os.environ.items() if name not in names}

    def codebook(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        given = {**kept, "CODEBOOK_VAR_DIR": str(tmp_path / "var"), **settings}
        command = [sys.executable, "-m", "services.cli", *words]
        return subprocess.run(command, env=given, capture_output=True, text=True, check=False)

    return codebook


def about(done: subprocess.CompletedProcess[str], what: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    (one,) = [finding for finding in found if finding["about"] == what]
    return one


def test_an_empty_catalog_is_to_be_mended_and_what_does_not_run_is_said(run: Run) -> None:
    done = run("doctor")
    assert done.returncode == 1
    assert done.stdout.startswith("To be mended:\n  Nothing is loaded: `codebook fetch`")
    assert "\nNot there:\n  Codebook is not up on " in done.stdout


def test_what_is_loaded_is_told_to_programs(run: Run, tmp_path: Path) -> None:
    assert run("import", str(written(tmp_path, MUE_NAME, MUE))).returncode == 0
    done = run("doctor", "--json")
    one = about(done, "mue-practitioner")
    assert one["sentence"].startswith("mue-practitioner: 2026 Q2, in force from 2026-04-01")
    assert json.loads(done.stdout)["well"] is (one["level"] == "well")
    assert done.returncode == (0 if one["level"] == "well" else 1)
    parts = about(done, "unit limits")
    assert parts["sentence"] == (
        "For unit limits these are not loaded: mue-outpatient-hospital, mue-dme."
    )


@pytest.mark.parametrize(
    ("setting", "url"),
    [
        ("REDIS_URL", "redis://127.0.0.1:9/0"),
        ("MEILI_URL", "http://127.0.0.1:9"),
    ],
)
def test_a_server_that_does_not_answer_is_named_by_its_setting(
    run: Run, setting: str, url: str
) -> None:
    one = about(run("doctor", "--json", **{setting: url}), setting)
    assert one["level"] == "wrong"
    assert one["sentence"].startswith(f"The server that {setting} names: ")


def test_an_index_that_cannot_be_asked_is_one_sentence(run: Run) -> None:
    one = about(run("doctor", "--json", MEILI_URL="http://127.0.0.1:9"), "index")
    assert (one["level"], "Traceback" in one["sentence"]) == ("wrong", False)


def test_a_database_that_does_not_answer_is_one_sentence(run: Run) -> None:
    done = run("doctor", "--json", CATALOG_DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert about(done, "catalog")["sentence"].startswith("The catalog's database cannot be reached")
