"""Brings the index up to the catalog: what has changed where that is little, else all anew."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

import grpc
import orjson
from meilisearch import Client
from meilisearch.errors import MeilisearchError

from services.runtime.clock import Clock
from services.runtime.errors import ServiceError
from services.runtime.status import from_rpc_error
from services.search.catalog import Catalog, Edition
from services.search.domain import ranking
from services.search.domain.context import Context
from services.search.domain.documents import Document, document_of, words_of
from services.search.domain.status import IndexStatus
from services.search.domain.vocabulary import Vocabulary, terms
from services.search.errors import ReindexError, StoppedError
from services.search.store import meta
from services.search.store.builds import Build, building, remove_leftovers
from services.search.store.updates import Update

# How much is sent at a time, in JSON. What Meilisearch holds of its own grows with a batch, and how
# much of its file it reads with their number: three batches for all books cost the least memory.
# It refuses a body of over 100 MB.
_BATCH_BYTES = 72_000_000
# How many codes are dealt with from one telling to the next.
_STEP = 5_000
_SAMPLES_A_SYSTEM = 3

# Told how many codes have been dealt with, and how many there are; what it raises ends the work.
Progress = Callable[[int, int], object]


def reindex(
    catalog: Catalog, client: Client, clock: Clock, progress: Progress, *, force: bool = False
) -> IndexStatus | None:
    """Return what the index is built from now, None when the one in use is up to date.

    Raises ReindexError; the index in use is then as before, and nothing else is left.
    """
    try:
        remove_leftovers(client)
        live = meta.read(client)
        version = ranking.settings_version()
        if not force and live is not None and live.settings_version == version:
            if live.catalog_revision == catalog.revision():
                return None
            status = _update(client, catalog.edition(), clock, progress)
            if status is not None:
                return status
        edition = catalog.edition()
        told = _Told(progress, edition.count)
        with building(client, told.again) as build:
            return _fill(build, edition, clock, told)
    except grpc.RpcError as error:
        raise _of_catalog(error) from error
    except (MeilisearchError, ServiceError) as error:
        raise ReindexError(f"Meilisearch failed: {error.message}") from error


def _of_catalog(error: grpc.RpcError) -> ReindexError:
    # What grpc raises is also the call, which its types cannot say.
    if cast("grpc.Call", error).code() is grpc.StatusCode.CANCELLED:
        return StoppedError()
    return ReindexError(f"The catalog cannot be read: {from_rpc_error(error).message}")


def _documents(edition: Edition) -> Iterator[Document]:
    """Yield the document of every code, in the order of the book."""
    vocabulary = Vocabulary([*terms(), *edition.terms])
    context = Context()
    for order, entry in enumerate(edition.entries):
        yield document_of(entry, order, vocabulary, context.above(entry))


def _update(
    client: Client, edition: Edition, clock: Clock, progress: Progress
) -> IndexStatus | None:
    """Return the status of the index in use with what differs changed; None: too much differs."""
    update, watched = Update(client), _Watched()
    done = 0
    for document in watched.watch(_documents(edition)):
        if not update.take(document):
            return None
        done += 1
        if done % _STEP == 0:
            progress(done, edition.count)
    status = watched.status(edition, clock)
    update.publish(status, watched.words, watched.samples)
    progress(done, edition.count)
    return status


@dataclass
class _Told:
    """How far a build is: a code counts half when it is made, half when it is in the index."""

    progress: Progress
    count: int
    made: int = 0
    held: int = 0

    def again(self) -> None:
        self.progress((self.made + self.held) // 2, self.count)

    def one_made(self) -> None:
        self.made += 1
        if self.made % _STEP == 0:
            self.again()

    def more_held(self, count: int) -> None:
        self.held += count
        self.again()


def _fill(build: Build, edition: Edition, clock: Clock, told: _Told) -> IndexStatus:
    watched = _Watched()
    told.again()
    for lines, count in _batches(watched.watch(_documents(edition)), told):
        told.more_held(build.add(lines, count))
    for added in build.finish():
        told.more_held(added)
    build.check(edition.count, watched.samples)
    status = watched.status(edition, clock)
    build.publish(status, watched.words)
    return status


def _batches(documents: Iterator[Document], told: _Told) -> Iterator[tuple[bytes, int]]:
    """Yield the documents as lines of JSON, so many at a time as are sent together; and how many.

    What orjson returns takes many times its size as long as it is kept.
    """
    lines, count = bytearray(), 0
    for document in documents:
        lines += orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE)
        count += 1
        told.one_made()
        if len(lines) >= _BATCH_BYTES:
            yield bytes(lines), count
            lines, count = bytearray(), 0
    if lines:
        yield bytes(lines), count


@dataclass
class _Watched:
    """What is noted of documents as they pass: how often each word stands in one, and samples.

    The samples are the first codes of each system that do not stand back: the index must find them.
    """

    words: Counter[str] = field(default_factory=Counter)
    by_system: dict[str, list[Document]] = field(default_factory=dict)

    def watch(self, documents: Iterator[Document]) -> Iterator[Document]:
        for document in documents:
            self.words.update(words_of(document))
            seen = self.by_system.setdefault(str(document["system"]), [])
            if len(seen) < _SAMPLES_A_SYSTEM and not (document["later"] or document["behind"]):
                seen.append(document)
            yield document

    def status(self, edition: Edition, clock: Clock) -> IndexStatus:
        """Return the status of an index of all that has passed."""
        version, systems = ranking.settings_version(), tuple(self.by_system)
        return IndexStatus(edition.revision, version, edition.count, systems, clock.now())

    @property
    def samples(self) -> list[Document]:
        return [document for seen in self.by_system.values() for document in seen]
