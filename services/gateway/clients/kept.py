"""Answers of another service, kept for as long as its state stands."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from services.gateway.cache import LruCache, one
from services.gateway.clients.calls import house_errors
from services.gateway.clients.revision import Revision
from services.gateway.metrics import GatewayMetrics

Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


class Kept(Generic[Asked, Answer]):
    """The last answers of one method, each under the revision at the time it was asked."""

    def __init__(
        self,
        method: str,
        revision: Revision,
        most: int,
        metrics: GatewayMetrics,
        weigh: Callable[[tuple[str, Asked], Answer], int] = one,
    ) -> None:
        self._revision = revision
        self._answers: LruCache[tuple[str, Asked], Answer] = LruCache(most, weigh)
        self._hits = metrics.cache_lookups.labels(method, "hit")
        self._misses = metrics.cache_lookups.labels(method, "miss")

    def known(self, asked: Asked) -> Answer | None:
        """Return the answer if it is kept."""
        found = self._answers.get((self._revision.current, asked))
        (self._misses if found is None else self._hits).inc()
        return found

    def later(self, asked: Asked, ask: Callable[[], Answer]) -> Callable[[], Answer]:
        """Return what waits for an answer to a question that is already on its way, and keeps it.

        It raises the ServiceError that a failed call stands for.
        """
        revision = self._revision.current

        def answer() -> Answer:
            with house_errors():
                value = ask()
            # What was read before the first look cannot be told from later states.
            if revision:
                self._answers.put((revision, asked), value)
            return value

        return answer

    def answer(self, asked: Asked, ask: Callable[[], Answer]) -> Answer:
        """Return the answer, asking if it is not kept; raises ServiceError."""
        found = self.known(asked)
        return self.later(asked, ask)() if found is None else found
