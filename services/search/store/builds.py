"""Builds an index beside the one in use, checks it, and puts it in its place in one step."""

import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from typing import Any

from meilisearch import Client
from meilisearch.errors import MeilisearchError
from meilisearch.models.task import TaskInfo

from services.search.domain import ranking
from services.search.domain.documents import Document
from services.search.domain.index import Part, Question, Window
from services.search.domain.phrasing import read_words
from services.search.domain.reading import Reading, read_query
from services.search.domain.status import IndexStatus
from services.search.errors import ReindexError
from services.search.store import meta
from services.search.store.queries import CODES, CodeIndex

# Nothing else in a Meilisearch that is shared may begin so: it would be taken for a leftover.
_PREFIX = f"{CODES}_build_"
_TASK_SECONDS = 900
_CLEANUP_SECONDS = 20
_POLL_MS = 20
_UNDER_WAY = {"enqueued", "processing"}
# Samples are the first of their system: their own words find them among so many.
# Each that is looked at brings sixteen pages of Meilisearch's file into memory.
_LOOK_AT = 200
# Besides the batch that it is at, Meilisearch has the next one at hand. Of two that wait it would
# make one, of twice the size.
_MOST_WAITING = 1


class Build:
    """An index while it is built. Nothing of it is visible to readers until `publish`.

    `look` is called now and then while Meilisearch is at work; what it raises ends the wait.
    """

    def __init__(self, client: Client, name: str, look: Callable[[], object]) -> None:
        self._client = client
        self._look = look
        self._codes = f"{_PREFIX}{name}"
        self._meta = f"{_PREFIX}{name}_meta"
        self._waiting: deque[tuple[int, int]] = deque()

    def begin(self) -> None:
        """Make the empty index with its settings."""
        self._make(self._codes)
        settings: dict[str, Any] = dict(ranking.SETTINGS)
        task = self._client.index(self._codes).update_settings(settings)
        wait(self._client, task.task_uid)

    def add(self, lines: bytes, count: int) -> int:
        """Send so many documents as lines of JSON; return how many the index took meanwhile."""
        index = self._client.index(self._codes)
        task = index.add_documents_raw(lines, content_type="application/x-ndjson")
        self._waiting.append((task.task_uid, count))
        return self._settle() if len(self._waiting) > _MOST_WAITING else 0

    def finish(self) -> Iterator[int]:
        """Wait for all that was sent; yield how many documents each batch added."""
        while self._waiting:
            yield self._settle()

    def check(self, count: int, samples: Sequence[Document]) -> None:
        """Raise ReindexError unless there are so many documents and each sample is found."""
        check(self._client, self._codes, count, samples)

    def publish(self, status: IndexStatus, words: Mapping[str, int]) -> None:
        """Put this index and what is said of it in the place of those in use, both at once."""
        self._make(self._meta)
        about = self._client.index(self._meta)
        wait(self._client, about.update_settings(meta.SETTINGS).task_uid)
        documents = [
            meta.document(status),
            meta.frequencies_document(words, status.document_count),
        ]
        wait(self._client, about.add_documents(documents).task_uid)
        there = set(_names(self._client))
        pairs = ((self._codes, CODES), (self._meta, meta.META))
        # A name that is not there yet cannot be swapped with, only taken.
        swaps: list[Any] = [
            {"indexes": [new, used], "rename": used not in there} for new, used in pairs
        ]
        wait(self._client, self._client.swap_indexes(swaps).task_uid)

    def remove(self) -> None:
        """Remove what stands under this build's names: half an index, or the one replaced."""
        _remove(self._client, [self._codes, self._meta])

    def _make(self, uid: str) -> None:
        task: Mapping[str, int] = self._client.http.post(
            "indexes", {"uid": uid, "primaryKey": "id"}
        )
        wait(self._client, task["taskUid"])

    def _settle(self) -> int:
        task_uid, count = self._waiting.popleft()
        wait(self._client, task_uid, self._look)
        return count


def check(client: Client, uid: str, count: int, samples: Sequence[Document]) -> None:
    """Raise ReindexError unless an index has so many documents and finds each sample.

    A sample is looked for by its code and, if it has one, by its title.
    """
    held = client.index(uid).get_stats().number_of_documents
    if held != count:
        raise ReindexError(f"The new index has {held} codes instead of {count}.")
    index = CodeIndex(client, uid)
    for sample in samples:
        by_code = Question(Part.CODE, read_query(str(sample["code"])), window=Window(0, _LOOK_AT))
        questions = [by_code]
        if sample["title"]:
            questions.append(Question(Part.WORDS, _title_of(sample), window=Window(0, _LOOK_AT)))
        wanted = (sample["system"], sample["code"])
        for answer in index.ask(questions):
            if wanted not in {(hit.system, hit.code) for hit in answer.hits}:
                raise ReindexError(f"The new index does not find {sample['code']}.")


def _title_of(sample: Document) -> Reading:
    """Return the reading of a sample's title, as words."""
    title = str(sample["title"])
    return Reading(title, read_words(f'"{title}"'))


@contextmanager
def building(client: Client, look: Callable[[], object]) -> Iterator[Build]:
    """Give a new build; in the end remove it, or what it has replaced, whatever has happened."""
    build = Build(client, secrets.token_hex(4), look)
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


def wait(client: Client, task_uid: int, look: Callable[[], object] = lambda: None) -> None:
    """Return when a task has succeeded; raises ReindexError, and what `look` raises meanwhile."""
    until = monotonic() + _TASK_SECONDS
    while (task := client.get_task(task_uid)).status in _UNDER_WAY:
        look()
        if monotonic() > until:
            raise ReindexError(f"Meilisearch has not done a task within {_TASK_SECONDS} s.")
        sleep(_POLL_MS / 1000)
    if task.status != "succeeded":
        reason = (task.error or {}).get("message", task.status)
        raise ReindexError(f"Meilisearch could not build the new index: {reason}")
