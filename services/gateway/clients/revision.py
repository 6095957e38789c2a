"""Follows the states of another service, by which its answers are kept."""

from collections.abc import Callable

from codebook.catalog.v1 import catalog_pb2, catalog_pb2_grpc
from codebook.search.v1 import search_pb2, search_pb2_grpc

from services.gateway.clients.calls import house_errors

_SECONDS = 1


class Revision:
    """The state at the last look, as a token; empty until there was one.

    While the service cannot be reached the last one stands: what was read under it is as true as
    it was, and a page that is known opens all the same.
    """

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask
        self.current = ""

    def refresh(self) -> None:
        """Look again; raises ServiceError when the service does not answer."""
        with house_errors():
            self.current = self._ask()


def of_catalog(stub: catalog_pb2_grpc.CatalogServiceStub) -> Revision:
    """Return the revision of the code records."""
    request = catalog_pb2.GetRevisionRequest()
    return Revision(lambda: stub.GetRevision(request, timeout=_SECONDS).revision)


def of_index(stub: search_pb2_grpc.SearchServiceStub) -> Revision:
    """Return the revision of the search index: when it was built, and from what."""
    request = search_pb2.GetIndexStatusRequest()

    def ask() -> str:
        status = stub.GetIndexStatus(request, timeout=_SECONDS)
        return f"{status.catalog_revision} {status.built_at.ToNanoseconds()}"

    return Revision(ask)
