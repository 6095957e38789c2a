"""Builds the index anew from the catalog when it has to be, and says how far it is."""

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
from services.search.domain.documents import Document, document_of
from services.search.domain.status import IndexStatus
from services.search.errors import ReindexError, StoppedError
from services.search.store import meta
from services.search.store.builds import Build, building, remove_leftovers

_BATCH_DOCUMENTS = 10_000
_SAMPLES_A_SYSTEM = 3

# Told how many codes are in the new index, and how many there will be; what it raises ends the
# build.
Progress = Callable[[int, int], object]


def reindex(
    catalog: Catalog, client: Client, clock: Clock, progress: Progress, *, force: bool = False
) -> IndexStatus | None:
    """Return what the new index was built from, None when the one in use is up to date.

    Raises ReindexError; the index in use is then as before, and nothing else is left.
    """
    try:
        remove_leftovers(client)
        if not force and _is_current(meta.read(client), catalog.revision()):
            return None
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


def _is_current(live: IndexStatus | None, revision: str) -> bool:
    built_from = (live.catalog_revision, live.settings_version) if live else None
    return built_from == (revision, ranking.settings_version())


def _fill(build: Build, edition: Edition, clock: Clock, progress: Progress) -> IndexStatus:
    samples = _Samples()
    documents = samples.watch(
        document_of(entry, order) for order, entry in enumerate(edition.entries)
    )
    done = 0
    progress(done, edition.count)
    while batch := list(islice(documents, _BATCH_DOCUMENTS)):
        done += build.add(batch)
        progress(done, edition.count)
    for added in build.finish():
        done += added
        progress(done, edition.count)
    build.check(edition.count, samples.documents)
    status = IndexStatus(
        edition.revision,
        ranking.settings_version(),
        edition.count,
        tuple(samples.by_system),
        clock.now(),
    )
    build.publish(status)
    return status


@dataclass
class _Samples:
    """The first codes of each system, which the new index must find."""

    by_system: dict[str, list[Document]] = field(default_factory=dict)

    def watch(self, documents: Iterator[Document]) -> Iterator[Document]:
        for document in documents:
            seen = self.by_system.setdefault(str(document["system"]), [])
            if "compact" in document and len(seen) < _SAMPLES_A_SYSTEM:
                seen.append(document)
            yield document

    @property
    def documents(self) -> list[Document]:
        return [document for seen in self.by_system.values() for document in seen]
