"""Where each process of the stack writes its log: our own services write JSON lines."""

from collections.abc import Set as AbstractSet
from pathlib import Path

_NAMES = {
    "mail": "mail.jsonl",
    "redis-server": "redis-server.log",
    "meilisearch": "meilisearch.log",
    "catalog": "catalog.jsonl",
    "search": "search.jsonl",
    "auth": "auth.jsonl",
    "gateway": "gateway.jsonl",
}


def log_of(var_dir: Path, name: str) -> Path:
    """Return the file that the process of that name writes to."""
    return var_dir / "log" / _NAMES[name]


def previous(log: Path) -> Path:
    """Return where the log of the start before is kept."""
    return log.with_name(f"{log.name}.1")


def all_logs(var_dir: Path) -> AbstractSet[Path]:
    """Return every file that a process of the last start or of the one before may write to."""
    logs = {log_of(var_dir, name) for name in _NAMES}
    return logs | {previous(log) for log in logs}
