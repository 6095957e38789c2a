"""A real Meilisearch on a free port of this machine, which a test may stop and start again."""

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from meilisearch.errors import MeilisearchError

from services.cli.parts import MEILISEARCH
from services.search.store.connection import KeepAliveClient
from tests.support.parts import demand
from tests.support.ports import free_port

KEY = "a master key for tests only"
_START_SECONDS = 20


class MeilisearchServer:
    """A Meilisearch that keeps its port and, when it is stopped, what it holds."""

    def __init__(self, program: Path, directory: Path) -> None:
        self._program = program
        self._directory = directory
        self._process: subprocess.Popen[bytes] | None = None
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.client = KeepAliveClient(self.url, KEY, timeout=10)

    def start(self) -> None:
        """Return when it answers."""
        options = {
            "--http-addr": f"127.0.0.1:{self._port}",
            "--master-key": KEY,
            "--env": "production",
            "--db-path": str(self._directory / "data"),
            "--dump-dir": str(self._directory / "dumps"),
            "--snapshot-dir": str(self._directory / "snapshots"),
            "--max-indexing-memory": "100MiB",
            "--max-indexing-threads": "1",
            "--log-level": "WARN",
        }
        command = [str(self._program), "--no-analytics"]
        command += [word for pair in options.items() for word in pair]
        with (self._directory / "meilisearch.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._wait(self._process)

    def stop(self) -> None:
        """Kill it as a machine that goes away would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        """Let it take connections and answer nothing until `resume`."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after `pause`."""
        self._signal(signal.SIGCONT)

    def names(self) -> set[str]:
        """Return the names of the indexes that it holds."""
        return {index["uid"] for index in self.client.http.get("indexes?limit=1000")["results"]}

    def empty(self) -> None:
        """Remove every index."""
        for name in self.names():
            self.client.wait_for_task(self.client.delete_index(name).task_uid, interval_in_ms=10)

    def close(self) -> None:
        """Stop it for good."""
        self.stop()
        self.client.close()

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _START_SECONDS
        while process.poll() is None and time.monotonic() < until:
            try:
                self.client.health()
            except MeilisearchError:
                time.sleep(0.02)
            else:
                return
        log = (self._directory / "meilisearch.log").read_text()
        self.close()
        pytest.fail(f"Meilisearch did not start:\n{log}")


@pytest.fixture(scope="session")
def meilisearch_program() -> Path:
    """Return a Meilisearch to run; skips without one, and fails where CI demands it."""
    return demand(MEILISEARCH)


@pytest.fixture(scope="session")
def shared_meilisearch(
    meilisearch_program: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MeilisearchServer]:
    """Yield one server for the whole run; a test takes `meilisearch_server` instead."""
    yield from _running(meilisearch_program, tmp_path_factory.mktemp("meilisearch"))


@pytest.fixture
def meilisearch_server(shared_meilisearch: MeilisearchServer) -> MeilisearchServer:
    """Return a running server with nothing in it; not to be stopped."""
    shared_meilisearch.empty()
    return shared_meilisearch


@pytest.fixture
def own_meilisearch(meilisearch_program: Path, tmp_path: Path) -> Iterator[MeilisearchServer]:
    """Yield a running server that the test may stop, start and fill."""
    yield from _running(meilisearch_program, tmp_path)


def _running(program: Path, directory: Path) -> Iterator[MeilisearchServer]:
    server = MeilisearchServer(program, directory)
    server.start()
    yield server
    server.close()
