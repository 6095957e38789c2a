"""The numbers of catalog: what is loaded, what is asked for, how the database answers."""

from collections.abc import Iterable
from datetime import date

from prometheus_client import CollectorRegistry, Counter, Gauge, Info

from services.catalog.domain.kinds import CodeStatus
from services.catalog.domain.records import Release, SystemState

_EPOCH = date(1970, 1, 1).toordinal()


class CatalogMetrics:
    """What is counted and shown."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.codes = Gauge(
            "codebook_catalog_codes",
            "Codes and headings in force today.",
            ("system", "billable"),
            registry=registry,
        )
        self.effective = Gauge(
            "codebook_catalog_release_effective_timestamp_seconds",
            "First day of the release in force today.",
            ("system",),
            registry=registry,
        )
        self.imported = Gauge(
            "codebook_catalog_import_timestamp_seconds",
            "When the release in force today was imported.",
            ("system",),
            registry=registry,
        )
        self.newest = Gauge(
            "codebook_catalog_newest_release_timestamp_seconds",
            "First day of the newest release of each kind of file, begun or not.",
            ("kind",),
            registry=registry,
        )
        self.revision = Info(
            "codebook_catalog_revision",
            "The state of the catalog, which the search index should be built from.",
            registry=registry,
        )
        self.lookups = Counter(
            "codebook_catalog_lookups_total",
            "Codes asked for, by what was found.",
            ("result",),
            registry=registry,
        )
        self.streamed = Counter(
            "codebook_catalog_streamed_codes_total",
            "Codes and headings sent to who builds an index.",
            registry=registry,
        )
        for result in (*(status.name.lower() for status in CodeStatus), "missing"):
            self.lookups.labels(result)

    def show(self, states: Iterable[SystemState]) -> None:
        """Show what is loaded."""
        for state in states:
            system = state.facts.system
            billable, all_codes = state.billable_count, state.code_count
            self.codes.labels(system, "true").set(billable)
            self.codes.labels(system, "false").set(all_codes - billable)
            if state.release is not None:
                self.effective.labels(system).set(_begins(state.release))
                self.imported.labels(system).set(state.release.imported_at.timestamp())

    def show_releases(self, releases: Iterable[Release], revision: str) -> None:
        """Show which files have been imported, and what the catalog answers by now."""
        self.revision.info({"revision": revision})
        begins: dict[str, int] = {}
        for release in releases:
            kind = release.facts.kind
            begins[kind] = max(_begins(release), begins.get(kind, 0))
        for kind, seconds in begins.items():
            self.newest.labels(kind).set(seconds)


def _begins(release: Release) -> int:
    """Return the first day of a release in seconds since 1970."""
    return (release.facts.effective_from.toordinal() - _EPOCH) * 86_400
