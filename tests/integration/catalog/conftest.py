"""One loaded catalog for all, and a PostgreSQL."""

from tests.support.catalog import loaded, loaded_settings
from tests.support.postgres import postgres_programs, postgres_server

__all__ = ["loaded", "loaded_settings", "postgres_programs", "postgres_server"]
