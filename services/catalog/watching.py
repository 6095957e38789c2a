"""The health of the database, and the numbers that change with what is in it."""

from services.catalog.domain.listing import list_systems
from services.catalog.domain.revision import revision_token
from services.catalog.metrics import CatalogMetrics
from services.catalog.store.snapshots import SqlSnapshots
from services.runtime.clock import Clock, today


class DatabaseWatch:
    """Checks the database, and shows what is loaded whenever that has changed."""

    def __init__(self, snapshots: SqlSnapshots, clock: Clock, metrics: CatalogMetrics) -> None:
        self._snapshots = snapshots
        self._clock = clock
        self._metrics = metrics
        self._shown = ""

    def check(self) -> None:
        """Return if the database answers and is migrated, else raise CatalogUnavailableError."""
        self._snapshots.check()
        day = today(self._clock)
        with self._snapshots.snapshot() as snapshot:
            revision = revision_token(snapshot.import_token(), snapshot.releases(), day)
            if revision != self._shown:
                self._metrics.show(list_systems(snapshot, day))
                self._shown = revision
