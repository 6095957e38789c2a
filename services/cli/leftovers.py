"""Processes that an earlier start left behind: those that still write to the stack's logs."""

import os
import signal
import time
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

_ATTEMPTS = ((signal.SIGTERM, 5.0), (signal.SIGKILL, 1.0))
_LOOK_SECONDS = 0.05


def end_leftovers(logs: AbstractSet[Path]) -> list[str]:
    """End every process whose output is one of these files; return what they were."""
    found = _writers(logs)
    for number, patience_seconds in _ATTEMPTS:
        for pid in _writers(logs):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        until = time.monotonic() + patience_seconds
        while _writers(logs) and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)
    return [f"{log.stem} ({pid})" for pid, log in found.items()]


def _writers(logs: AbstractSet[Path]) -> dict[int, Path]:
    """Return the log by id of each such process of ours; nothing where there is no /proc."""
    writers = {}
    for folder in Path("/proc").glob("[0-9]*"):
        # Those of others cannot be read, and those that have just ended are gone.
        with suppress(OSError):
            log = (folder / "fd" / "1").readlink()
            if log in logs and int(folder.name) != os.getpid():
                writers[int(folder.name)] = log
    return writers
