"""search on a real Meilisearch, with a real gRPC catalog server in front of it."""

from collections.abc import Iterator

import pytest

from tests.support.meilisearch import (
    meilisearch_program,
    meilisearch_server,
    own_meilisearch,
    shared_meilisearch,
)
from tests.support.search import BookCatalog, serving_catalog

__all__ = ["meilisearch_program", "meilisearch_server", "own_meilisearch", "shared_meilisearch"]


@pytest.fixture
def catalog() -> BookCatalog:
    """Return the catalog that is served; a test changes what it sends."""
    return BookCatalog()


@pytest.fixture
def catalog_target(catalog: BookCatalog) -> Iterator[str]:
    """Yield the address of the catalog."""
    with serving_catalog(catalog) as target:
        yield target
