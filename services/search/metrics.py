"""What search counts."""

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info

from services.search.domain.frequencies import Frequencies
from services.search.domain.index import Answer, Index, Question
from services.search.domain.status import IndexStatus

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class SearchMetrics:
    """The numbers of one search process."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.query_seconds = Histogram(
            "codebook_search_query_seconds",
            "Seconds that the index took to answer, by what was asked for.",
            ("call",),
            buckets=_SECONDS,
            registry=registry,
        )
        self.empty_results = Counter(
            "codebook_search_empty_results_total",
            "Queries that found nothing, by what was asked for.",
            ("call",),
            registry=registry,
        )
        self._documents = Gauge(
            "codebook_search_index_documents",
            "Codes and headings in the index in use.",
            registry=registry,
        )
        self._built = Gauge(
            "codebook_search_index_built_timestamp_seconds",
            "When the index in use was built, in seconds since 1970; 0 when there is none.",
            registry=registry,
        )

        self._built_from = Info(
            "codebook_search_index_catalog_revision",
            "The state of the catalog that the index in use was built from.",
            registry=registry,
        )

    def index_is(self, status: IndexStatus | None) -> None:
        """Show what the index in use is."""
        self._documents.set(status.document_count if status else 0)
        self._built.set(status.built_at.timestamp() if status else 0)
        self._built_from.info({"revision": status.catalog_revision if status else ""})


class MeasuredIndex:
    """An index, with its answers timed and counted."""

    def __init__(self, index: Index, metrics: SearchMetrics) -> None:
        self._index = index
        self._metrics = metrics

    def ask(self, questions: Sequence[Question], *, brief: bool = False) -> list[Answer]:
        """Return what the index answers."""
        call = "suggest" if brief else "search"
        with self._metrics.query_seconds.labels(call).time():
            answers = self._index.ask(questions, brief=brief)
        if not any(answer.total for answer in answers):
            self._metrics.empty_results.labels(call).inc()
        return answers

    def frequencies(self) -> Frequencies:
        """Return in how many documents each word stands."""
        return self._index.frequencies()

    def status(self) -> IndexStatus | None:
        """Return what the index says of itself, and show it."""
        status = self._index.status()
        self._metrics.index_is(status)
        return status
