"""What an index says of itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class IndexStatus:
    """What an index was built from, and when."""

    catalog_revision: str
    settings_version: str
    document_count: int
    systems: tuple[str, ...]
    built_at: datetime
