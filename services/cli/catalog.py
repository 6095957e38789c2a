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


def become(verb: str, arguments: Sequence[str]) -> NoReturn:
    """Turn this process into the catalog's verb, so that a signal to stop reaches it itself."""
    var_dir = load(UpSettings).codebook_var_dir.resolve()
    folder = {"CATALOG_FETCH_DIR": str(var_dir / "fetched")}
    given = {**database(var_dir), **folder, **environment()}
    command = (sys.executable, "-m", "services.catalog", verb, *arguments)
    os.execve(sys.executable, command, given)  # noqa: S606 - our own
