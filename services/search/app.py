"""Constructs search: the only place that does."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing

from codebook.search.v1 import search_pb2_grpc

from services.runtime.channels import open_channel
from services.runtime.clock import SystemClock
from services.runtime.health import Health
from services.runtime.metrics import GrpcClientMetrics, new_registry
from services.runtime.server import Service
from services.search.catalog import Catalog
from services.search.domain.finding import Finder
from services.search.domain.status import IndexStatus
from services.search.errors import StoppedError
from services.search.metrics import MeasuredIndex, SearchMetrics
from services.search.reindex import Progress, reindex
from services.search.servicer import SearchServicer
from services.search.settings import SearchSettings
from services.search.store.connection import KeepAliveClient
from services.search.store.queries import CodeIndex

_CATALOG_SECONDS = 10
# One batch of documents may wait for a busy Meilisearch to write it down.
_BUILD_REQUEST_SECONDS = 60
# How often a build looks whether it is to stop.
_LOOK_SECONDS = 0.1


def build(settings: SearchSettings) -> Service:
    """Return the service, not yet started; nothing is connected yet."""
    registry = new_registry("search")
    client = _client(settings, settings.query_seconds)
    store = CodeIndex(client)
    index = MeasuredIndex(store, SearchMetrics(registry))
    finder = Finder(index)
    health = Health(registry)
    health.part("meilisearch", store.check)
    # Not needed: without an index search answers, at once and with the reason.
    health.part("index", finder.status, needed=False)
    servicer = SearchServicer(finder, SystemClock())
    return Service(
        name="search",
        settings=settings,
        registry=registry,
        health=health,
        register=lambda server: search_pb2_grpc.add_SearchServiceServicer_to_server(
            servicer, server
        ),
        closers=(client.close,),
    )


def build_index(
    settings: SearchSettings,
    progress: Progress,
    *,
    force: bool,
    stopped: Callable[[], bool] = lambda: False,
) -> IndexStatus | None:
    """Bring the index up to the catalog, and return what it is built from; see `reindex`.

    What is imported meanwhile, as while the first books are loaded, is in it, too. Raises
    StoppedError soon after `stopped` has become true. The work is done in a thread of its own: a
    signal handler that raised inside gRPC would leave a channel that cannot be closed.
    """
    metrics = GrpcClientMetrics(new_registry("search"))
    client = _client(settings, _BUILD_REQUEST_SECONDS)

    def tell(done: int, total: int) -> None:
        if stopped():
            raise StoppedError
        progress(done, total)

    with (
        closing(client),
        open_channel(
            settings.catalog_target,
            default_timeout=_CATALOG_SECONDS,
            metrics=metrics,
            tls_dir=settings.tls_dir,
        ) as channel,
        ThreadPoolExecutor(1) as worker,
    ):
        catalog = Catalog(channel)
        build = worker.submit(_until_current, catalog, client, tell, force=force)
        while not wait([build], _LOOK_SECONDS).done:
            if stopped():
                catalog.cancel()
        return build.result()


def _until_current(
    catalog: Catalog, client: KeepAliveClient, tell: Progress, *, force: bool
) -> IndexStatus | None:
    status = last = reindex(catalog, client, SystemClock(), tell, force=force)
    while last is not None:
        last = reindex(catalog, client, SystemClock(), tell)
        status = last or status
    return status


def index_status(settings: SearchSettings) -> IndexStatus | None:
    """Return what the index was built from, None if there is none; raises IndexUnavailableError."""
    with closing(_client(settings, settings.query_seconds)) as client:
        return CodeIndex(client).status()


def _client(settings: SearchSettings, timeout: float) -> KeepAliveClient:
    key = settings.meili_master_key.get_secret_value()
    return KeepAliveClient(settings.meili_url, key, timeout=timeout)
