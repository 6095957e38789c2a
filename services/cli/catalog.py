"""The catalog's own verbs, for people: run on the database that `codebook up` would use."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from services.cli.settings import UpSettings, environment, load


def database(var_dir: Path) -> dict[str, str]:
    """Return what tells the catalog where its database is."""
    return {"CATALOG_DATABASE_URL": f"sqlite:///{var_dir / 'catalog.db'}"}


def environment_of(var_dir: Path) -> dict[str, str]:
    """Return the environment of the catalog's verbs: what is given, else the folder's own."""
    folder = {"CATALOG_FETCH_DIR": str(var_dir / "fetched")}
    return {**database(var_dir), **folder, **environment()}


def become(verb: str, arguments: Sequence[str]) -> NoReturn:
    """Turn this process into the catalog's verb, so that a signal to stop reaches it itself."""
    given = environment_of(load(UpSettings).codebook_var_dir.resolve())
    command = (sys.executable, "-m", "services.catalog", verb, *arguments)
    os.execve(sys.executable, command, given)  # noqa: S606 - our own
