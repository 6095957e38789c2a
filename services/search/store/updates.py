"""Changes the index in use where little of it differs from the catalog."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from meilisearch import Client

from services.search.domain.documents import Document
from services.search.domain.status import IndexStatus
from services.search.errors import ReindexError
from services.search.store import meta
from services.search.store.builds import check, wait
from services.search.store.queries import CODES

# More is built anew, beside the one in use: it would take as long, and readers would wait for it.
_MOST = 5_000
_PAGE = 20_000
# Between the places of two codes there is room for as many new ones as are added at all.
_NEXT = 1 / 16_384


class Update:
    """What differs between the index in use and the documents of the catalog.

    All that differs is changed by one task of Meilisearch, which does all of it or nothing, and
    what is gone is removed by another. If that does not come about, the status still names the
    revision before, so that the next run finds what is left to do.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._held = self._read()
        self._changed: list[Document] = []
        self._seen: set[str] = set()
        self._place = 0.0

    def take(self, document: Document) -> bool:
        """Take the next document of the catalog; return whether all differences are still few.

        A code keeps its place and a new one comes behind the one before it: places are compared, so
        that nothing else has to move.
        """
        name = str(document["id"])
        self._seen.add(name)
        digest, place = self._held.pop(name, ("", self._place + _NEXT))
        self._place = place
        if digest != document["digest"]:
            self._changed.append({**document, "order": place})
        return len(self._changed) <= _MOST

    def publish(
        self, status: IndexStatus, words: Mapping[str, int], samples: Sequence[Document]
    ) -> None:
        """Change the index in use, check it, and write down what it is built from now.

        Raises ReindexError before anything is changed if the codes are not as many as was said.
        """
        if len(self._seen) != status.document_count:
            said = status.document_count
            raise ReindexError(f"The new index has {len(self._seen)} codes instead of {said}.")
        index = self._client.index(CODES)
        if self._changed:
            lines = b"\n".join(map(orjson.dumps, self._changed))
            task = index.add_documents_raw(lines, content_type="application/x-ndjson")
            wait(self._client, task.task_uid)
        if self._held:
            gone: Any = self._client.http.post(
                f"indexes/{CODES}/documents/delete-batch", list(self._held)
            )
            wait(self._client, gone["taskUid"])
        check(self._client, CODES, status.document_count, samples)
        documents = [
            meta.document(status),
            meta.frequencies_document(words, status.document_count),
        ]
        about = self._client.index(meta.META)
        wait(self._client, about.add_documents(documents).task_uid)

    def _read(self) -> dict[str, tuple[str, float]]:
        """Return digest and place of every document in use, by its id."""
        held: dict[str, tuple[str, float]] = {}
        while True:
            asked = {"fields": ["id", "digest", "order"], "limit": _PAGE, "offset": len(held)}
            page: Any = self._client.http.post(f"indexes/{CODES}/documents/fetch", asked)
            held |= {one["id"]: (one["digest"], one["order"]) for one in page["results"]}
            if len(page["results"]) < _PAGE:
                return held
