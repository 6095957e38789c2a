"""What a process and all that it started use of memory and cores, from /proc."""

import os
from collections.abc import Callable
from pathlib import Path


def resident(root: int) -> dict[str, float]:
    """Return megabytes (RSS) by process, for a process and its descendants."""
    return _by_name(root, lambda pid: status_megabytes(pid, "VmRSS"))


def cpu_seconds(root: int) -> dict[str, float]:
    """Return seconds of a core used since each began, by process, of it and its descendants."""
    return _by_name(root, _seconds)


def pid_of(root: int, name: str) -> int:
    """Return the process of that name that a process has started; raises LookupError."""
    for pid in _descendants(root):
        if _name(pid) == name:
            return pid
    raise LookupError(name)


def status_megabytes(pid: int, field: str) -> float:
    """Return one of the memory figures of /proc/PID/status (VmRSS, RssAnon); 0 if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field}:")), 0)


def _by_name(root: int, measure: Callable[[int], float]) -> dict[str, float]:
    """Return what is measured of each, summed by name.

    A process that is none of ours by name, such as a worker, counts for the one that started it.
    """
    sizes: dict[str, float] = {}
    for pid, line in _descendants(root).items():
        name = next(filter(None, map(_name, line)), "codebook")
        sizes[name] = sizes.get(name, 0) + measure(pid)
    return sizes


def _descendants(root: int) -> dict[int, list[int]]:
    """Return a process and all that come of it, each with those that it comes of, itself first."""
    parents = {int(folder.name): _parent(folder) for folder in Path("/proc").glob("[0-9]*")}
    lines = {pid: _ancestry(pid, parents) for pid in parents}
    return {pid: line for pid, line in lines.items() if root in line}


def _ancestry(pid: int, parents: dict[int, int]) -> list[int]:
    line = [pid]
    while (up := parents.get(line[-1], 0)) > 0:
        line.append(up)
    return line


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended
        return 0


def _seconds(pid: int) -> float:
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended
        return 0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    services = [word.removeprefix("services.") for word in words if word.startswith("services.")]
    # A program that was fetched has its version in its name.
    servers = [name for name in ("meilisearch", "redis-server") if name in Path(words[0]).name]
    return next(iter([*services, *servers]), "")
