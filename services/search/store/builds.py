"""Builds an index beside the one in use, checks it, and puts it in its place in one step."""

import json
import secrets
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from meilisearch import Client
from meilisearch.errors import MeilisearchError
from meilisearch.models.task import TaskInfo

from services.search.domain import ranking
from services.search.domain.documents import Document
from services.search.domain.index import Part, Question, Window
from services.search.domain.reading import read_query
from services.search.domain.status import IndexStatus
from services.search.errors import ReindexError
from services.search.store import meta
from services.search.store.queries import CODES, CodeIndex

# Nothing else in a Meilisearch that is shared may begin so: it would be taken for a leftover.
_PREFIX = f"{CODES}_build_"
_TASK_SECONDS = 300
_CLEANUP_SECONDS = 20
_POLL_MS = 20
# Batches that Meilisearch may have waiting: enough to keep it busy, few enough to follow.
_MOST_WAITING = 3


class Build:
    """An index while it is built. Nothing of it is visible to readers until `publish`."""

    def __init__(self, client: Client, name: str) -> None:
        self._client = client
        self._codes = f"{_PREFIX}{name}"
        self._meta = f"{_PREFIX}{name}_meta"
        self._waiting: deque[tuple[int, int]] = deque()

    def begin(self) -> None:
        """Make the empty index with its settings."""
        self._make(self._codes)
        settings: dict[str, Any] = dict(ranking.SETTINGS)
        task = self._client.index(self._codes).update_settings(settings)
        _wait(self._client, task.task_uid)

    def add(self, documents: Sequence[Document]) -> int:
        """Send documents; return how many have become part of the index meanwhile."""
        lines = "\n".join(map(json.dumps, documents)).encode()
        index = self._client.index(self._codes)
        task = index.add_documents_raw(lines, content_type="application/x-ndjson")
        self._waiting.append((task.task_uid, len(documents)))
        return self._settle() if len(self._waiting) > _MOST_WAITING else 0

    def finish(self) -> Iterator[int]:
        """Wait for all that was sent; yield how many documents each batch added."""
        while self._waiting:
            yield self._settle()

    def check(self, count: int, samples: Sequence[Document]) -> None:
        """Raise ReindexError unless there are so many documents and each sample is found."""
        held = self._client.index(self._codes).get_stats().number_of_documents
        if held != count:
            raise ReindexError(f"The new index has {held} codes instead of {count}.")
        index = CodeIndex(self._client, self._codes)
        for sample in samples:
            reading = read_query(str(sample["code"]))
            hits = index.ask([Question(Part.CODE, reading, window=Window(0, 20))])[0].hits
            if not any(
                (hit.system, hit.code) == (sample["system"], sample["code"]) for hit in hits
            ):
                raise ReindexError(f"The new index does not find {sample['code']}.")

    def publish(self, status: IndexStatus) -> None:
        """Put this index and its status in the place of those in use, both at once."""
        self._make(self._meta)
        task = self._client.index(self._meta).add_documents([meta.document(status)])
        _wait(self._client, task.task_uid)
        there = set(_names(self._client))
        pairs = ((self._codes, CODES), (self._meta, meta.META))
        # A name that is not there yet cannot be swapped with, only taken.
        swaps: list[Any] = [
            {"indexes": [new, used], "rename": used not in there} for new, used in pairs
        ]
        _wait(self._client, self._client.swap_indexes(swaps).task_uid)

    def remove(self) -> None:
        """Remove what stands under this build's names: half an index, or the one replaced."""
        _remove(self._client, [self._codes, self._meta])

    def _make(self, uid: str) -> None:
        task: Mapping[str, int] = self._client.http.post(
            "indexes", {"uid": uid, "primaryKey": "id"}
        )
        _wait(self._client, task["taskUid"])

    def _settle(self) -> int:
        task_uid, count = self._waiting.popleft()
        _wait(self._client, task_uid)
        return count


@contextmanager
def building(client: Client) -> Iterator[Build]:
    """Give a new build; in the end remove it, or what it has replaced, whatever has happened."""
    build = Build(client, secrets.token_hex(4))
    try:
        build.begin()
        yield build
    finally:
        build.remove()


def remove_leftovers(client: Client) -> None:
    """Remove what builds that were killed have left."""
    leftovers = [name for name in _names(client) if name.startswith(_PREFIX)]
    if leftovers:
        _remove(client, leftovers)


def _names(client: Client) -> Iterable[str]:
    listing: Any = client.get_raw_indexes({"limit": 1000})
    return [index["uid"] for index in listing["results"]]


def _remove(client: Client, names: Sequence[str]) -> None:
    # What cannot be removed now is removed before the next build.
    with suppress(MeilisearchError):
        client.cancel_tasks({"indexUids": ",".join(names)})
        tasks: list[TaskInfo] = [client.delete_index(name) for name in names]
        for task in tasks:
            client.wait_for_task(task.task_uid, _CLEANUP_SECONDS * 1000, _POLL_MS)


def _wait(client: Client, task_uid: int) -> None:
    task = client.wait_for_task(task_uid, _TASK_SECONDS * 1000, _POLL_MS)
    if task.status != "succeeded":
        reason = (task.error or {}).get("message", task.status)
        raise ReindexError(f"Meilisearch could not build the new index: {reason}")
