"""The catalog in SQL: SQLite by default, PostgreSQL by its URL; the same tables and statements."""

from services.catalog.store.engine import open_engine
from services.catalog.store.importing import Importer, SourceFile
from services.catalog.store.migrating import migrate
from services.catalog.store.snapshots import SqlSnapshots
from services.catalog.store.tables import TableImporter

__all__ = ["Importer", "SourceFile", "SqlSnapshots", "TableImporter", "migrate", "open_engine"]
