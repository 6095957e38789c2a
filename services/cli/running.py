"""Who runs on a var folder: at most one `codebook up`, and it says how to join it."""

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from services.cli.errors import AlreadyRunningError, NotRunningError

_LOCK = "up.lock"
# One who only looks whether the lock is held holds it for a moment.
_ATTEMPTS = 3
_ATTEMPT_SECONDS = 0.02


@dataclass(frozen=True)
class Running:
    """A `codebook up`: its process id and, once it is up, its address and how to join it."""

    pid: int
    address: str = ""
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)


class Claim:
    """The right to run on a var folder, held until the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, running: Running) -> None:
        """Say who holds it."""
        text = json.dumps(asdict(running)).encode()
        os.ftruncate(self._descriptor, os.pwrite(self._descriptor, text, 0))


@contextmanager
def claim(var_dir: Path) -> Iterator[Claim]:
    """Yield the claim on the folder; raises AlreadyRunningError when another process has it."""
    # Addresses, hashes and mails with links lie in it: other users of the machine read none.
    var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(var_dir / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        if not _lock(file.fileno()):
            raise AlreadyRunningError(_refusal(var_dir, _read(file)))
        held = Claim(file.fileno())
        held.write(Running(os.getpid()))
        yield held


def find_running(var_dir: Path) -> Running:
    """Return who is up on the folder; raises NotRunningError when nobody is."""
    path = var_dir / _LOCK
    with suppress(FileNotFoundError), path.open("rb") as file:
        running = _read(file)
        # What a killed one wrote stands there until the next one, which holds the lock by then,
        # has written over it.
        if running.address and _exists(running.pid) and not _lock(file.fileno(), fcntl.LOCK_SH):
            return running
    raise NotRunningError(f"Codebook is not up on {var_dir}: `codebook up` starts it.")


def _lock(descriptor: int, kind: int = fcntl.LOCK_EX) -> bool:
    """Return whether the lock was free. The kernel frees it when its holder ends: none is stale."""
    for _ in range(_ATTEMPTS):
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_ATTEMPT_SECONDS)
        else:
            return True
    return False


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _read(file: BinaryIO) -> Running:
    try:
        return Running(**json.loads(file.read()))
    except (ValueError, TypeError):  # its holder has not written it yet
        return Running(0)


def _refusal(var_dir: Path, running: Running) -> str:
    where = f"at {running.address}" if running.address else "and is still starting"
    return (
        f"Codebook already runs on {var_dir} (process {running.pid}) {where}: stop it with "
        f"Ctrl-C there or `kill {running.pid}`."
    )
