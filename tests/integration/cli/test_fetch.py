"""`codebook fetch` as an operator runs it, from a publisher on this machine."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.archives import ANESTHESIA, MUE, MUE_NAME, zipped
from tests.support.publisher import Answer, Publisher, publisher

ZIP = zipped({MUE_NAME: MUE})
_SECONDS = 60


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publisher() as running:
        yield running


@pytest.fixture
def given(tmp_path: Path) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    kept.pop("CATALOG_DATABASE_URL", None)
    return {**kept, "CODEBOOK_VAR_DIR": str(tmp_path / "var"), "COLUMNS": "150"}


def codebook(given: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "services.cli", *words]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


def test_a_file_is_fetched_and_imported_once(server: Publisher, given: Mapping[str, str]) -> None:
    words = ("fetch", "mue", "--url", server.gives("/mue.zip", Answer(ZIP)), "--accept-licences")
    first, second = codebook(given, *words), codebook(given, *words)
    assert (first.returncode, first.stderr) == (0, "")
    assert f"From {server.url}/mue.zip" in first.stdout
    assert f"mue.zip/{MUE_NAME} │         2 │     2 │" in first.stdout
    assert second.returncode == 0
    assert "in already" in second.stdout
    assert "mue-practitioner, 2026 Q2" in codebook(given, "releases").stdout


def test_the_licence_that_the_publisher_shows_is_for_the_operator_to_accept(
    server: Publisher, given: Mapping[str, str]
) -> None:
    done = codebook(given, "fetch", "mue", "--url", server.gives("/mue.zip", Answer(ZIP)))
    assert done.returncode == 1
    assert "Read it; --accept-licences says that you have, and accept it." in done.stdout
    assert server.asked == []
    assert codebook(given, "releases").stdout == "Nothing is loaded.\n"


def test_a_moved_file_is_one_sentence(server: Publisher, given: Mapping[str, str]) -> None:
    done = codebook(given, "fetch", "hcpcs", "--url", f"{server.url}/gone.zip")
    assert done.returncode == 1
    assert "gone.zip: there is no such file (404). Publishers move their files: " in done.stdout
    assert done.stderr == (
        "Not everything could be fetched; what was is in. The same command goes on.\n"
    )


def test_a_file_of_another_kind_changes_nothing(
    server: Publisher, given: Mapping[str, str]
) -> None:
    url = server.gives("/x.zip", Answer(zipped({"x.txt": b"no table\n"})))
    done = codebook(given, "fetch", "hcpcs", "--url", url)
    assert done.returncode == 1
    assert "x.zip: x.zip/x.txt is of no format that Codebook knows" in done.stdout


def test_a_download_alone_imports_nothing(server: Publisher, given: Mapping[str, str]) -> None:
    url = server.gives("/anes.zip", Answer(zipped({"ANES2025.csv": ANESTHESIA})))
    words = ("fetch", "gpci", "--url", url, "--accept-licences", "--download-only")
    assert codebook(given, *words).returncode == 0
    assert (Path(given["CODEBOOK_VAR_DIR"]) / "fetched" / "anes.zip").is_file()
    assert codebook(given, "releases").stdout == "Nothing is loaded.\n"


def test_a_fetch_that_is_stopped_goes_on_the_next_time(
    server: Publisher, given: Mapping[str, str]
) -> None:
    held = threading.Event()
    url = server.gives("/mue.zip", Answer(ZIP, cut=50, held=held), Answer(ZIP))
    words = ("fetch", "mue", "--url", url, "--accept-licences")
    part = Path(given["CODEBOOK_VAR_DIR"]) / "fetched" / "mue.zip.part"
    with subprocess.Popen(
        [sys.executable, "-m", "services.cli", *words],
        env=given,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        deadline = time.monotonic() + _SECONDS
        while not (part.is_file() and part.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=_SECONDS)
    held.set()
    assert (process.returncode, said) == (
        130,
        "Stopped; nothing of the unfinished file was loaded.\n",
    )
    done = codebook(given, *words)
    assert done.returncode == 0
    assert server.asked[-1][1]["Range"] == "bytes=50-"
