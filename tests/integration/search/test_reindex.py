"""Building the index from a streaming catalog: beside the old one, all or nothing."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from services.search import reindex as room
from services.search.app import build_index
from services.search.domain import ranking
from services.search.domain.finding import Finder
from services.search.domain.index import Filters, Window
from services.search.domain.status import IndexStatus
from services.search.errors import ReindexError, StoppedError
from services.search.store.queries import CodeIndex
from tests.support.meilisearch import MeilisearchServer
from tests.support.search import BOOK, BookCatalog, entry, search_settings

pytestmark = pytest.mark.meilisearch

IN_USE = {"codes", "codes_meta"}
NEW_BOOK = (*BOOK, entry("E89.9", "A disorder of the next edition"))
Rebuild = Callable[..., IndexStatus | None]


def quiet(_done: int, _total: int) -> None: ...


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_BATCH_BYTES", 10_000)
    monkeypatch.setattr(room, "_STEP", 10)


@pytest.fixture
def rebuild(meilisearch_server: MeilisearchServer, catalog_target: str) -> Rebuild:
    settings = search_settings(meilisearch_server.url, catalog_target)

    def run(
        progress: room.Progress = quiet,
        *,
        force: bool = False,
        stopped: Callable[[], bool] = lambda: False,
    ) -> IndexStatus | None:
        return build_index(settings, progress, force=force, stopped=stopped)

    return run


def found(server: MeilisearchServer, query: str) -> list[str]:
    page = Finder(CodeIndex(server.client)).search(query, Filters(), Window(0, 100))
    return [hit.code for hit in page.hits]


def test_every_code_is_in_the_index(
    rebuild: Rebuild, meilisearch_server: MeilisearchServer
) -> None:
    steps: list[tuple[int, int]] = []
    before = datetime.now(UTC)
    status = rebuild(lambda *step: steps.append(step))
    assert status is not None
    assert (status.catalog_revision, status.document_count) == ("first", len(BOOK))
    assert set(status.systems) == {"icd-10-cm", "icd-10-pcs"}
    assert before <= status.built_at <= datetime.now(UTC)
    assert CodeIndex(meilisearch_server.client).status() == status
    assert meilisearch_server.names() == IN_USE
    assert steps[0] == (0, len(BOOK))
    assert steps[-1] == (len(BOOK), len(BOOK))
    assert steps == sorted(steps)
    for code in BOOK:
        assert code.summary.code in found(meilisearch_server, code.summary.code)[:2]


def test_an_index_that_is_up_to_date_is_left_alone(rebuild: Rebuild, catalog: BookCatalog) -> None:
    assert rebuild() is not None
    assert rebuild() is None
    assert catalog.streams == 1
    assert rebuild(force=True) is not None
    assert catalog.streams == 2


def test_a_new_revision_takes_the_place_of_the_old(
    rebuild: Rebuild, catalog: BookCatalog, meilisearch_server: MeilisearchServer
) -> None:
    rebuild()
    catalog.revision, catalog.book = "second", NEW_BOOK
    status = rebuild()
    assert status is not None
    assert status.catalog_revision == "second"
    assert found(meilisearch_server, "E89.9") == ["E89.9"]
    assert meilisearch_server.names() == IN_USE


def test_what_is_imported_meanwhile_is_in_it(
    rebuild: Rebuild, catalog: BookCatalog, meilisearch_server: MeilisearchServer
) -> None:
    def progress(done: int, total: int) -> None:
        # All is read by then, and the index not yet taken into use.
        if done == total == len(BOOK):
            catalog.revision, catalog.book = "second", NEW_BOOK

    status = rebuild(progress)
    assert status is not None
    assert status.catalog_revision == "second"
    assert found(meilisearch_server, "E89.9") == ["E89.9"]


def test_what_differs_is_changed_in_place(
    rebuild: Rebuild, catalog: BookCatalog, meilisearch_server: MeilisearchServer
) -> None:
    rebuild()
    made = meilisearch_server.client.get_index("codes").created_at
    new = entry("E11.64", "Type 2 diabetes mellitus with a new complication")
    place = next(n for n, code in enumerate(BOOK) if code.summary.code == "E11.65")
    catalog.revision, catalog.book = "second", (*BOOK[1:place], new, *BOOK[place:])
    status = rebuild()
    assert status is not None
    assert (status.catalog_revision, status.document_count) == ("second", len(BOOK))
    assert meilisearch_server.client.get_index("codes").created_at == made
    assert found(meilisearch_server, "E11") == ["E11", "E11.6", "E11.64", "E11.65", "E11.9"]
    assert "4" not in found(meilisearch_server, "Endocrine")
    assert rebuild() is None


def test_where_much_differs_all_is_built_anew(
    rebuild: Rebuild,
    catalog: BookCatalog,
    meilisearch_server: MeilisearchServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rebuild()
    made = meilisearch_server.client.get_index("codes").created_at
    monkeypatch.setattr("services.search.store.updates._MOST", 0)
    catalog.revision, catalog.book = "second", NEW_BOOK
    assert rebuild() is not None
    assert meilisearch_server.client.get_index("codes").created_at != made
    assert found(meilisearch_server, "E89.9") == ["E89.9"]
    assert meilisearch_server.names() == IN_USE


def test_other_settings_are_another_index(
    rebuild: Rebuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild()
    monkeypatch.setattr(ranking, "SETTINGS", {**ranking.SETTINGS, "stopWords": ["of"]})
    assert rebuild() is not None
    assert rebuild() is None


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"breaks_at": 3}, "database went away"),
        ({"changes_at": 3}, "changed while it was read"),
        ({"says_count": 7}, "instead of 7"),
        ({"book": [*NEW_BOOK, NEW_BOOK[0]]}, f"{len(NEW_BOOK)} codes instead of"),
        ({"book": []}, "no codes"),
    ],
)
def test_a_build_that_fails_leaves_the_old_index(
    fault: dict[str, object],
    message: str,
    rebuild: Rebuild,
    catalog: BookCatalog,
    meilisearch_server: MeilisearchServer,
) -> None:
    old = rebuild()
    catalog.revision, catalog.book = "second", NEW_BOOK
    for name, value in fault.items():
        setattr(catalog, name, value)
    with pytest.raises(ReindexError, match=message):
        rebuild()
    assert meilisearch_server.names() == IN_USE
    assert CodeIndex(meilisearch_server.client).status() == old
    assert found(meilisearch_server, "E89.9") == []
    assert found(meilisearch_server, "E11.9") == ["E11.9"]


def test_a_sample_that_is_not_found_fails_the_build(
    rebuild: Rebuild, catalog: BookCatalog, meilisearch_server: MeilisearchServer
) -> None:
    wrong = entry("E11.9", "Type 2 diabetes mellitus without complications")
    wrong.summary.compact = "E129"
    catalog.book = [wrong]
    with pytest.raises(ReindexError, match=r"does not find E11\.9"):
        rebuild()
    assert meilisearch_server.names() == set()


def test_meilisearch_refusing_a_document_fails_the_build(
    rebuild: Rebuild, catalog: BookCatalog, meilisearch_server: MeilisearchServer
) -> None:
    catalog.book = [entry("E" * 600, "A code that is too long for an identifier")]
    with pytest.raises(ReindexError, match="could not build"):
        rebuild()
    assert meilisearch_server.names() == set()


def test_a_build_that_is_stopped_leaves_nothing(
    rebuild: Rebuild, catalog: BookCatalog, meilisearch_server: MeilisearchServer
) -> None:
    rebuild()
    catalog.revision = "second"
    steps: list[int] = []
    with pytest.raises(StoppedError):
        rebuild(lambda done, _: steps.append(done), stopped=lambda: bool(steps) and steps[-1] > 50)
    assert 50 < steps[-1] < len(BOOK)
    assert meilisearch_server.names() == IN_USE
    assert len(found(meilisearch_server, "E11")) == 4


def test_a_build_that_waits_for_the_catalog_can_be_stopped(
    rebuild: Rebuild,
    catalog: BookCatalog,
    meilisearch_server: MeilisearchServer,
) -> None:
    catalog.batch, catalog.holds_at = 5, 1
    steps: list[int] = []
    with pytest.raises(StoppedError):
        rebuild(lambda done, _: steps.append(done), stopped=lambda: bool(steps))
    catalog.go_on.set()
    assert steps == [0]
    assert meilisearch_server.names() == set()


def test_what_a_killed_build_left_is_removed(
    rebuild: Rebuild, meilisearch_server: MeilisearchServer
) -> None:
    rebuild()
    client = meilisearch_server.client
    for name in ("codes_build_dead", "codes_build_dead_meta", "of_somebody_else"):
        client.wait_for_task(client.http.post("indexes", {"uid": name})["taskUid"])
    assert rebuild() is None
    assert meilisearch_server.names() == {*IN_USE, "of_somebody_else"}


def test_readers_notice_nothing(
    rebuild: Rebuild, catalog: BookCatalog, meilisearch_server: MeilisearchServer
) -> None:
    rebuild()
    catalog.revision, catalog.book = "second", NEW_BOOK
    done = threading.Event()
    seen: list[tuple[str, ...]] = []

    def read() -> None:
        while not done.is_set():
            seen.append(tuple(found(meilisearch_server, "E89.9")))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        rebuild()
    finally:
        done.set()
        reader.join()
    assert seen[0] == ()
    assert seen == sorted(seen)  # the old answer, then the new one, and nothing between
    assert set(seen) <= {(), ("E89.9",)}


def test_without_meilisearch_there_is_one_sentence(catalog_target: str) -> None:
    with pytest.raises(ReindexError, match="Meilisearch"):
        build_index(search_settings("http://127.0.0.1:1", catalog_target), quiet, force=False)


def test_without_a_catalog_there_is_one_sentence(meilisearch_server: MeilisearchServer) -> None:
    with pytest.raises(ReindexError, match="catalog cannot be read"):
        build_index(search_settings(meilisearch_server.url), quiet, force=False)
