"""The catalog's database: opened as every service's is; without it, CatalogUnavailableError."""

from contextlib import AbstractContextManager

from services.catalog.errors import CatalogUnavailableError
from services.runtime import database
from services.runtime.database import open_engine, writing

__all__ = ["driver_errors", "open_engine", "writing"]


def driver_errors() -> AbstractContextManager[None]:
    """Turn what a driver raises when the database is not there into CatalogUnavailableError."""
    return database.driver_errors(CatalogUnavailableError)
