from datetime import UTC, date, datetime

from prometheus_client import CollectorRegistry

from services.catalog.domain.records import Release, SystemState
from services.catalog.domain.systems import ICD_10_CM, ICD_10_PCS
from services.catalog.metrics import CatalogMetrics
from tests.support.editions import facts


def test_what_is_loaded_is_shown_by_system() -> None:
    registry = CollectorRegistry()
    imported = datetime(2026, 4, 2, 3, 4, 5, tzinfo=UTC)
    release = Release(1, facts(date(1970, 1, 3)), "f", "0", 1, imported)
    CatalogMetrics(registry).show(
        [SystemState(ICD_10_CM, release, 10, 4), SystemState(ICD_10_PCS, None, 0, 0)]
    )

    def value(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(f"codebook_catalog_{name}", labels)

    assert value("codes", system="icd-10-cm", billable="true") == 4
    assert value("codes", system="icd-10-cm", billable="false") == 6
    assert value("codes", system="icd-10-pcs", billable="true") == 0
    assert value("release_effective_timestamp_seconds", system="icd-10-cm") == 2 * 86_400
    assert value("import_timestamp_seconds", system="icd-10-cm") == imported.timestamp()
    assert value("import_timestamp_seconds", system="icd-10-pcs") is None


def test_every_result_of_a_look_up_is_there_from_the_start() -> None:
    registry = CollectorRegistry()
    CatalogMetrics(registry)
    for result in ("active", "deleted", "future", "missing"):
        labels = {"result": result}
        assert registry.get_sample_value("codebook_catalog_lookups_total", labels) == 0


def test_the_newest_release_of_each_kind_is_shown() -> None:
    registry = CollectorRegistry()
    imported = datetime(2026, 4, 2, tzinfo=UTC)
    days = (date(1970, 1, 5), date(1970, 1, 9), date(1970, 1, 2))
    releases = [Release(1, facts(day), "f", "0", 1, imported) for day in days]
    metrics = CatalogMetrics(registry)
    metrics.show_releases(releases[:1], "before")
    metrics.show_releases(releases, "now")

    newest = "codebook_catalog_newest_release_timestamp_seconds"
    kind = {"kind": releases[0].facts.kind}
    assert registry.get_sample_value(newest, kind) == 8 * 86_400
    revision = "codebook_catalog_revision_info"
    assert registry.get_sample_value(revision, {"revision": "now"}) == 1
    assert registry.get_sample_value(revision, {"revision": "before"}) is None
