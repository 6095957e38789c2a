"""Follows the catalog's revision, by which its answers are kept."""

from codebook.catalog.v1 import catalog_pb2, catalog_pb2_grpc

from services.gateway.clients.calls import house_errors


class Revision:
    """The revision at the last look; empty until there was one.

    While the catalog cannot be reached the last revision stands: what was read under it is as
    true as it was, and a page that is known opens all the same.
    """

    def __init__(self, stub: catalog_pb2_grpc.CatalogServiceStub) -> None:
        self._stub = stub
        self.current = ""

    def refresh(self) -> None:
        """Look again; raises ServiceError when the catalog does not answer."""
        with house_errors():
            answer = self._stub.GetRevision(catalog_pb2.GetRevisionRequest(), timeout=1)
        self.current = answer.revision
