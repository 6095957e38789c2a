"""`codebook account`: acts on accounts from the command line of the machine."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from services.cli.errors import NotRunningError
from services.cli.running import find_running
from services.cli.settings import UpSettings, environment, load


def accounts(var_dir: Path) -> dict[str, str]:
    """Return what tells auth where its database is."""
    return {"AUTH_DATABASE_URL": f"sqlite:///{var_dir / 'auth.db'}"}


def become(arguments: Sequence[str]) -> NoReturn:
    """Turn this process into auth's verb, on what the stack that is up uses, or the environment."""
    var_dir = load(UpSettings).codebook_var_dir.resolve()
    given = accounts(var_dir)
    with suppress(NotRunningError):
        given |= find_running(var_dir).environment
    command = (sys.executable, "-m", "services.auth", "account", *arguments)
    os.execve(sys.executable, command, {**given, **environment()})  # noqa: S606 - our own
