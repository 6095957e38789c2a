"""Brings the index up to the catalog: what has changed where that is little, else all anew."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import cast

import grpc
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

_BATCH_DOCUMENTS = 10_000
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
        with building(client) as build:
            return _fill(build, catalog.edition(), clock, progress)
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
        if done % _BATCH_DOCUMENTS == 0:
            progress(done, edition.count)
    status = watched.status(edition, clock)
    update.publish(status, watched.words, watched.samples)
    progress(done, edition.count)
    return status


def _fill(build: Build, edition: Edition, clock: Clock, progress: Progress) -> IndexStatus:
    watched = _Watched()
    documents = watched.watch(_documents(edition))
    done = 0
    progress(done, edition.count)
    while batch := list(islice(documents, _BATCH_DOCUMENTS)):
        done += build.add(batch)
        progress(done, edition.count)
    for added in build.finish():
        done += added
        progress(done, edition.count)
    build.check(edition.count, watched.samples)
    status = watched.status(edition, clock)
    build.publish(status, watched.words)
    return status


@dataclass
class _Watched:
    """What is noted of documents as they pass: how often each word stands in one, and samples.

    The samples are the first codes of each system that may be reported, which the index must find.
    """

    words: Counter[str] = field(default_factory=Counter)
    by_system: dict[str, list[Document]] = field(default_factory=dict)

    def watch(self, documents: Iterator[Document]) -> Iterator[Document]:
        for document in documents:
            self.words.update(words_of(document))
            seen = self.by_system.setdefault(str(document["system"]), [])
            if len(seen) < _SAMPLES_A_SYSTEM and not (document["later"] or document["heading"]):
                seen.append(document)
            yield document

    def status(self, edition: Edition, clock: Clock) -> IndexStatus:
        """Return the status of an index of all that has passed."""
        version, systems = ranking.settings_version(), tuple(self.by_system)
        return IndexStatus(edition.revision, version, edition.count, systems, clock.now())

    @property
    def samples(self) -> list[Document]:
        return [document for seen in self.by_system.values() for document in seen]
