"""The catalog as an installation has it: migrated, and loaded from the official files."""

from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from services.catalog.domain.records import Note, Place
from services.catalog.filling import load_packaged, migrate_database
from services.catalog.settings import CatalogSettings
from services.catalog.store import SqlSnapshots, open_engine
from services.catalog.store.snapshots import SqlSnapshot
from services.runtime.clock import SystemClock
from tests.support.codebase import ROOT

CM, PCS = "icd-10-cm", "icd-10-pcs"
# Both editions are in force on it.
DAY = date(2026, 6, 15)
# The real official files, where somebody has put them beside the project.
_OFFICIAL = ROOT.parent / "shared" / "data"
_BATCH = 5000


@pytest.fixture(scope="session")
def loaded_settings(tmp_path_factory: pytest.TempPathFactory) -> CatalogSettings:
    """Return the settings of a catalog with everything that comes with the installation."""
    path = tmp_path_factory.mktemp("catalog") / "catalog.db"
    settings = CatalogSettings.model_validate(
        {"database_url": f"sqlite:///{path}", "port": 0, "metrics_port": 0, "drain_seconds": 0}
    )
    migrate_database(settings)
    load_packaged(settings, SystemClock(), Console(file=StringIO()))
    return settings


@pytest.fixture
def loaded(loaded_settings: CatalogSettings) -> Iterator[SqlSnapshot]:
    """Yield a snapshot of it."""
    snapshots = SqlSnapshots(open_engine(loaded_settings.database_url, 1))
    with snapshots.snapshot() as snapshot:
        yield snapshot
    snapshots.close()


def official_file(name: str) -> Path:
    """Return one of the publisher's own files; skips where it is not."""
    path = _OFFICIAL / name
    if not path.is_file():
        pytest.skip(f"The official file is not here: {path}")
    return path


def own_notes(snapshot: SqlSnapshot, places: Sequence[Place]) -> dict[str, list[Note]]:
    """Return the own notes of each place, by compact form; of those that have any."""
    notes: dict[str, list[Note]] = {}
    for start in range(0, len(places), _BATCH):
        versions = [place.version for place in places[start : start + _BATCH]]
        found = snapshot.notes(versions)
        for version in versions:
            if version.version_id in found:
                notes[version.compact] = list(found[version.version_id])
    return notes
