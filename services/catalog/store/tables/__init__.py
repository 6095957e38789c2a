"""The tables keyed by code: each published table's records in SQL, every edition beside the others."""

from services.catalog.store.tables.importing import TableImporter, UndatedClaimError
from services.catalog.store.tables.kinds import UnknownKindError

__all__ = ["TableImporter", "UndatedClaimError", "UnknownKindError"]
