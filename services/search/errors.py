"""What can go wrong in search.

ServiceError
├── InvalidArgumentError
│   ├── QueryError
│   └── SystemUnknownError
├── NotFoundError
│   └── IndexNotBuiltError
└── UnavailableError
    ├── IndexUnavailableError
    └── IndexMissingError
ReindexError
└── StoppedError
"""

from collections.abc import Iterable

from services.runtime.errors import InvalidArgumentError, NotFoundError, UnavailableError


class QueryError(InvalidArgumentError):
    """The query cannot be searched for."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="query")


class SystemUnknownError(InvalidArgumentError):
    """A filter names a code system that the index does not have."""

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__(f"The code systems are {', '.join(known)}.", field="systems")


class IndexUnavailableError(UnavailableError):
    """Meilisearch cannot be reached, is too slow, or refuses."""

    default_reason = "INDEX_UNAVAILABLE"

    def __init__(self) -> None:
        super().__init__("The search index cannot be reached at the moment.")


class IndexMissingError(UnavailableError):
    """Meilisearch answers and has no index of codes."""

    default_reason = "INDEX_MISSING"

    def __init__(self) -> None:
        super().__init__("The search index has not been built yet.")


class IndexNotBuiltError(NotFoundError):
    """There is no index to say anything about."""

    default_reason = "INDEX_MISSING"

    def __init__(self) -> None:
        super().__init__("The search index has not been built yet.")


class ReindexError(Exception):
    """The index was not built; the one in use is as before. The message is for the operator."""


class StoppedError(ReindexError):
    """Somebody has asked for the build to stop."""

    def __init__(self) -> None:
        super().__init__("The build was stopped.")
