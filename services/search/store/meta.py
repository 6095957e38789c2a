"""What is said of the index of codes, in an index of its own: what it was built from, its words."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from meilisearch import Client
from meilisearch.errors import MeilisearchApiError

from services.search.domain.frequencies import Frequencies
from services.search.domain.status import IndexStatus

META = "codes_meta"

_ID = "codes"
_WORDS_ID = "words"
# Nothing is searched for here, and a text of all words would be cut into them.
SETTINGS = {"searchableAttributes": ["id"]}
_NONE = {"index_not_found", "document_not_found"}


def document(status: IndexStatus) -> dict[str, Any]:
    """Return the status as the document that is stored."""
    return {**asdict(status), "id": _ID, "built_at": status.built_at.isoformat()}


def frequencies_document(counts: Mapping[str, int], documents: int) -> dict[str, Any]:
    """Return in how many documents each word stands, as the document that is stored."""
    listed = " ".join(f"{word}:{count}" for word, count in counts.items())
    return {"id": _WORDS_ID, "counts": listed, "documents": documents}


def read_frequencies(client: Client) -> Frequencies:
    """Return in how many documents each word stands; raises MeilisearchError."""
    found = client.http.get(f"indexes/{META}/documents/{_WORDS_ID}")
    pairs = (pair.rpartition(":") for pair in found["counts"].split())
    return Frequencies({word: int(count) for word, _, count in pairs}, found["documents"])


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
