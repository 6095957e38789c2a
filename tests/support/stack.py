"""The whole stack, started as a person starts it, on free ports and in a folder of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.cli.errors import NotRunningError
from services.cli.keys import kept_key
from services.cli.places import LOOPBACK, Place, Places, settle_places
from services.cli.processes import die_with
from services.cli.running import Running, find_running
from services.cli.settings import UpSettings, load_doors
from tests.support.ports import free_port

UP = (sys.executable, "-m", "services.cli", "up")
# The first start loads every code and builds the index.
_UP_SECONDS = 300
_STOP_SECONDS = 60


@dataclass(frozen=True)
class Stack:
    """A stack that is up. `process` is `codebook up`; its output is in `output`."""

    address: str
    services: Mapping[str, Place]
    redis_url: str
    meili_url: str
    meili_master_key: str
    var_dir: Path
    process: subprocess.Popen[bytes]
    output: Path


@contextmanager
def running_stack(var_dir: Path, **environment: str) -> Iterator[Stack]:
    """Start the stack on the folder, loading it if it is new; yield it when it is up.

    Whatever is still running at the end is stopped, which must succeed.
    """
    places = free_places()
    with started(var_dir, places, **environment) as (process, output):
        running = wait_until_up(var_dir, process, output)
        yield Stack(
            running.address,
            places.services,
            f"redis://:{kept_key(var_dir, 'REDIS_PASSWORD')}@{LOOPBACK}:{places.redis_port}/0",
            running.environment["MEILI_URL"],
            running.environment["MEILI_MASTER_KEY"],
            var_dir,
            process,
            output,
        )
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            assert process.wait(_STOP_SECONDS) == 0, output.read_text()


@contextmanager
def started(
    var_dir: Path, places: Places, *command: str, **environment: str
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Start `codebook up` on the folder; yield it and the file of its output, up or not."""
    told = {"CODEBOOK_VAR_DIR": str(var_dir), **_told(places), **environment}
    var_dir.mkdir(parents=True, exist_ok=True)
    output = var_dir / "up.out"
    with (
        output.open("wb") as sink,
        subprocess.Popen(
            command or UP,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            env=os.environ | told,
            preexec_fn=die_with(os.getpid()),  # noqa: PLW1509 - it touches no lock
        ) as process,
    ):
        try:
            yield process, output
        finally:
            # Its children are told by the kernel.
            process.kill()


@pytest.fixture(scope="session")
def loaded_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for one stack at a time that all tests of the run share."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def stack(loaded_var: Path) -> Iterator[Stack]:
    """Yield a stack that runs as long as the tests do; not to be stopped or disturbed."""
    with running_stack(loaded_var) as running:
        yield running


def free_places() -> Places:
    """Return places that nothing on this machine has now."""
    doors = {
        name: door.model_copy(
            update={"port": free_port(), "metrics_port": free_port(), "host": LOOPBACK}
        )
        for name, door in load_doors().items()
    }
    settings = UpSettings(
        redis_url=None,
        meili_url=None,
        codebook_redis_port=free_port(),
        codebook_meili_port=free_port(),
        codebook_mail_port=free_port(),
    )
    return settle_places(settings, doors)


def _told(places: Places) -> dict[str, str]:
    """Return the places as the environment of `codebook up`."""
    told = {
        "CODEBOOK_REDIS_PORT": places.redis_port,
        "CODEBOOK_MEILI_PORT": places.meili_port,
        "CODEBOOK_MAIL_PORT": places.mail_port,
    }
    for name, place in places.services.items():
        told[f"{name.upper()}_PORT"] = place.port
        told[f"{name.upper()}_METRICS_PORT"] = place.metrics_port
    return {setting: str(port) for setting, port in told.items()}


def wait_until_up(var_dir: Path, process: subprocess.Popen[bytes], output: Path) -> Running:
    """Return how to join the stack; fails with the output when the process ends before."""
    until = time.monotonic() + _UP_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, output.read_text()
        try:
            return find_running(var_dir)
        except NotRunningError:
            time.sleep(0.05)
    pytest.fail(f"not up after {_UP_SECONDS} s:\n{output.read_text()}")
