"""Secrets that are made once and kept under var/secrets, readable by their owner only."""

import os
import secrets
from pathlib import Path

_BYTES = 32


def kept_key(var_dir: Path, name: str) -> str:
    """Return the secret of that name, made on first use; later calls return the same."""
    folder = var_dir / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    if not path.exists():
        _write(path, secrets.token_urlsafe(_BYTES))
    return path.read_text(encoding="ascii")


def _write(path: Path, value: str) -> None:
    # Renamed when whole: a start that is killed here leaves no empty secret behind.
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(value)
    draft.replace(path)
