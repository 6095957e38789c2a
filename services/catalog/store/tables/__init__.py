"""The tables keyed by code: each published table's records, each edition beside the others."""

from services.catalog.store.tables.importing import TableImporter, UndatedClaimError
from services.catalog.store.tables.kinds import UnknownKindError

__all__ = ["TableImporter", "UndatedClaimError", "UnknownKindError"]
