"""`codebook up` with everything it starts: the second start, every way to end, and what is left."""

import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import meilisearch
import pytest

from services.cli.logs import all_logs, log_of
from tests.support.archives import CPT, written
from tests.support.programs import wait_for
from tests.support.stack import UP, Stack, free_places, running_stack, started, wait_until_up

SERVICES = ("catalog", "search", "auth", "gateway")


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with everything loaded, after a first start that was killed half-way."""
    var = tmp_path_factory.mktemp("var")
    with started(var, free_places()) as (process, output):
        wait_for(lambda: (var / "catalog.db").exists() or process.poll() is not None, 60)
        time.sleep(3)
        assert process.poll() is None, output.read_text()
    wait_for(lambda: not writers(var), 20)
    start_on_a_terminal(var)
    return var


def start_on_a_terminal(var: Path) -> None:
    """Start it as a person sees it, with bars that move, and stop it when it is up."""
    on_terminal = ("script", "--quiet", "--return", "--command", shlex.join(UP), os.devnull)
    with started(var, free_places(), *on_terminal) as (script, output):
        running = wait_until_up(var, script, output)
        os.kill(running.pid, signal.SIGTERM)
        assert script.wait(20) == 0
    seen = output.read_text()
    assert "━" in seen
    assert f"Codebook is at {running.address}" in seen
    assert "Traceback" not in seen


@pytest.fixture
def stack(var: Path) -> Iterator[Stack]:
    with running_stack(var) as running:
        yield running


def writers(var: Path) -> list[int]:
    """Return the processes that write to a log of the stack: all that `codebook up` started."""
    found = []
    for output in Path("/proc").glob("[0-9]*/fd/1"):
        try:
            if output.readlink() in all_logs(var):
                found.append(int(output.parts[2]))
        except OSError:
            continue
    return found


def assert_answers(stack: Stack) -> None:
    with urllib.request.urlopen(f"{stack.address}/api/v1/codes/icd-10-cm/E11.9") as answer:  # noqa: S310 - our own
        assert json.load(answer)["code"] == "E11.9"


def test_a_second_start_loads_nothing(var: Path) -> None:
    catalog, began = (var / "catalog.db").stat(), datetime.now(UTC)
    with running_stack(var) as stack:
        assert_answers(stack)
        client = meilisearch.Client(stack.meili_url, stack.meili_master_key)
        indexed = [index.updated_at for index in client.get_indexes()["results"]]

    assert (var / "catalog.db").stat().st_mtime_ns == catalog.st_mtime_ns
    assert indexed
    assert all(moment and moment.replace(tzinfo=UTC) < began for moment in indexed)


def test_what_it_says_is_a_line_for_each_part_and_the_address(stack: Stack) -> None:
    lines = [line for line in stack.output.read_text().splitlines() if line]

    address = f"Codebook is at {stack.address} (logs in {stack.var_dir / 'log'}; Ctrl-C stops it)."
    assert lines[-1] == address
    # Two servers, three books, the articles, the index if it had to be made, the address.
    assert len(lines) <= 8


def test_every_service_logs_json_lines(stack: Stack) -> None:
    for name in SERVICES:
        lines = log_of(stack.var_dir, name).read_text().splitlines()
        events = [json.loads(line) for line in lines]
        assert "started" in {event["event"] for event in events}
        assert {event["service"] for event in events} == {name}


def test_reindex_joins_the_stack_that_is_up(stack: Stack) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "services.cli", "reindex"],
        env=os.environ | {"CODEBOOK_VAR_DIR": str(stack.var_dir)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert "The search index is up to date." in done.stdout + done.stderr


def test_a_request_to_stop_ends_everything_in_seconds(stack: Stack) -> None:
    began = datetime.now(UTC)
    stack.process.send_signal(signal.SIGINT)

    assert stack.process.wait(20) == 0
    assert (datetime.now(UTC) - began).total_seconds() < 10
    assert stack.output.read_text().splitlines()[-1] == "Codebook has stopped."
    assert writers(stack.var_dir) == []


def test_when_it_is_killed_outright_nothing_is_left_running(stack: Stack) -> None:
    assert len(writers(stack.var_dir)) >= 6
    stack.process.kill()
    stack.process.wait()

    wait_for(lambda: not writers(stack.var_dir), 20)


@pytest.mark.parametrize("name", ["redis-server", "meilisearch", *SERVICES])
def test_when_one_dies_it_is_named_and_the_others_stop(stack: Stack, name: str) -> None:
    for pid in writers(stack.var_dir):
        if Path(f"/proc/{pid}/fd/1").readlink() == log_of(stack.var_dir, name):
            os.kill(pid, signal.SIGKILL)

    assert stack.process.wait(20) == 1
    said = stack.output.read_text()
    assert f"{name} ended by itself (killed by SIGKILL). The last lines of " in said
    assert "Traceback" not in said
    assert writers(stack.var_dir) == []


def test_a_second_one_on_the_same_folder_says_where_the_first_is(stack: Stack) -> None:
    elsewhere = stack.var_dir.parent / "second"
    told = {"CODEBOOK_VAR_DIR": str(stack.var_dir)}
    with started(elsewhere, free_places(), **told) as (second, output):
        assert second.wait(20) == 1
        said = output.read_text()

    assert said.startswith(
        f"Codebook already runs on {stack.var_dir} (process {stack.process.pid})"
    )
    assert stack.address in said
    assert_answers(stack)


def test_a_taken_port_is_one_sentence_and_nothing_is_started(var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = str(held.getsockname()[1])
        with started(var, free_places(), *UP, "--port", port) as (process, output):
            assert process.wait(20) == 1
            said = output.read_text().splitlines()

    assert len(said) == 1
    assert said[0].startswith(f"Port {port} on 127.0.0.1, which the gateway wants, cannot be used")
    assert said[0].endswith("choose another with --port or GATEWAY_PORT.")
    assert writers(var) == []


def codebook(stack: Stack, *words: str) -> subprocess.CompletedProcess[str]:
    told = {"CODEBOOK_VAR_DIR": str(stack.var_dir)}
    for name, place in stack.services.items():
        told[f"{name.upper()}_METRICS_PORT"] = str(place.metrics_port)
    return subprocess.run(
        [sys.executable, "-m", "services.cli", *words],
        env=os.environ | told,
        capture_output=True,
        text=True,
        check=False,
    )


def finding(stack: Stack, about: str) -> dict[str, Any]:
    found = json.loads(codebook(stack, "doctor", "--json").stdout)["findings"]
    (one,) = [one for one in found if one["about"] == about]
    return dict(one)


def status_of_new_code(stack: Stack) -> int:
    try:
        with urllib.request.urlopen(f"{stack.address}/api/v1/codes/cpt/0000X") as answer:  # noqa: S310 - our own
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_what_another_terminal_imports_is_seen_at_once_and_found_after_a_reindex(
    var: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "var"
    shutil.copytree(var, copy, ignore=shutil.ignore_patterns("log"))
    with running_stack(copy) as stack:
        assert status_of_new_code(stack) == 404
        assert finding(stack, "index")["level"] == "well"
        assert finding(stack, "search")["sentence"] == "The service search is ready."

        words = ("--licence", "Invented", "--effective-from", "2026-01-01")
        done = codebook(stack, "import", *words, str(written(tmp_path, "cpt2026.txt", CPT)))

        assert done.returncode == 0, done.stderr
        assert "The search index is behind the catalog: `codebook reindex`." in done.stdout
        wait_for(lambda: status_of_new_code(stack) == 200, 60)
        behind = finding(stack, "index")
        assert (behind["level"], "earlier state" in behind["sentence"]) == ("wrong", True)
        assert codebook(stack, "reindex").returncode == 0
        assert finding(stack, "index")["level"] == "well"
