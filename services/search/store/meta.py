"""The one document, in an index of its own, that says what the index of codes was built from."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from meilisearch import Client
from meilisearch.errors import MeilisearchApiError

from services.search.domain.status import IndexStatus

META = "codes_meta"

_ID = "codes"
_NONE = {"index_not_found", "document_not_found"}


def document(status: IndexStatus) -> dict[str, Any]:
    """Return the status as the document that is stored."""
    return {**asdict(status), "id": _ID, "built_at": status.built_at.isoformat()}


def read(client: Client) -> IndexStatus | None:
    """Return the status of the index in use, None when there is none; raises MeilisearchError."""
    try:
        found = client.http.get(f"indexes/{META}/documents/{_ID}")
    except MeilisearchApiError as error:
        if error.code in _NONE:
            return None
        raise
    return IndexStatus(
        found["catalog_revision"],
        found["settings_version"],
        found["document_count"],
        tuple(found["systems"]),
        datetime.fromisoformat(found["built_at"]),
    )
