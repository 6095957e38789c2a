"""The catalog's migrations."""

from pathlib import Path

from services.catalog.errors import CatalogUnavailableError
from services.runtime.migrations import Migrations

_MIGRATIONS = Migrations(Path(__file__).parent.parent / "migrations", CatalogUnavailableError)

migrate = _MIGRATIONS.migrate
is_current = _MIGRATIONS.is_current
config = _MIGRATIONS.config
