"""The health of the database, and the numbers that change with what is in it."""

from collections.abc import Callable, Sequence

from services.catalog.domain.listing import list_systems
from services.catalog.domain.records import Release
from services.catalog.domain.revision import revision_of
from services.catalog.metrics import CatalogMetrics
from services.catalog.store.snapshots import SqlSnapshots
from services.runtime.clock import Clock, today


class DatabaseWatch:
    """Checks the database, and shows what is loaded whenever that has changed."""

    def __init__(
        self,
        snapshots: SqlSnapshots,
        releases: Callable[[], Sequence[Release]],
        clock: Clock,
        metrics: CatalogMetrics,
    ) -> None:
        """`releases` returns every imported file, of systems and tables."""
        self._snapshots = snapshots
        self._releases = releases
        self._clock = clock
        self._metrics = metrics
        self._shown = ""

    def check(self) -> None:
        """Return if the database answers and is migrated, else raise CatalogUnavailableError."""
        self._snapshots.check()
        day = today(self._clock)
        with self._snapshots.snapshot() as snapshot:
            revision = revision_of(snapshot, day)
            changed = revision != self._shown
            if changed:
                self._metrics.show(list_systems(snapshot, day))
        if changed:
            self._metrics.show_releases(self._releases(), revision)
            self._shown = revision
