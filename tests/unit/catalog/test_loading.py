import io
from pathlib import Path

import pytest

from services.catalog.domain.difference import ImportCounts
from services.catalog.domain.records import Edition, ReleaseFacts
from services.catalog.loading import load, load_articles
from services.catalog.readers.fault import FileFaultError
from services.catalog.sources import Source
from services.catalog.store import Importer, TableImporter, migrate, open_engine
from tests.support.articles import ARTICLE
from tests.support.clock import FakeClock
from tests.support.editions import BOOK, edition, facts

PACKAGE = "services"
FILE = "catalog/loading.py"  # any file that is there


class Told:
    def __init__(self) -> None:
        self.lines: list[object] = []

    def reading(self, facts: ReleaseFacts) -> None:
        self.lines.append(("reading", facts.system))

    def writing(self, done: int, total: int) -> None:
        self.lines.append((done, total))

    def finished(self, facts: ReleaseFacts, counts: ImportCounts | None) -> None:
        self.lines.append((facts.system, counts))


@pytest.fixture
def importer(tmp_path: Path) -> Importer:
    engine = open_engine(f"sqlite:///{tmp_path / 'catalog.db'}", 1)
    migrate(engine)
    return Importer(engine, FakeClock())


def book(_file: object, _name: str) -> Edition:
    return edition(BOOK)


def test_each_file_is_read_and_written_once(importer: Importer) -> None:
    told = Told()
    source = Source(facts(), PACKAGE, FILE, book)
    load(importer, [source, source], told)
    counts = ImportCounts(added=len(BOOK), changed=0, unchanged=0, ended=0)
    assert told.lines == [
        ("reading", "icd-10-cm"),
        (len(BOOK), len(BOOK)),
        ("icd-10-cm", counts),
        ("icd-10-cm", None),
    ]


def test_a_reader_is_given_the_whole_file_and_its_name(importer: Importer) -> None:
    given: list[tuple[bytes, str]] = []

    def read(file: io.BufferedReader, name: str) -> Edition:
        given.append((file.read(), name))
        return edition(BOOK)

    source = Source(facts(), PACKAGE, FILE, read)  # type: ignore[arg-type]
    load(importer, [source], Told())
    assert given == [(source.path().read_bytes(), "loading.py")]


def test_a_bad_file_ends_the_load_and_keeps_the_files_before(importer: Importer) -> None:
    def refuse(_file: object, name: str) -> Edition:
        raise FileFaultError("it is bad", file=name, where="line 1", column="code")

    good = Source(facts(), PACKAGE, FILE, book)
    bad = Source(facts(system="icd-10-pcs"), PACKAGE, FILE, refuse)
    told = Told()
    with pytest.raises(FileFaultError, match=r"loading\.py, line 1, code: it is bad"):
        load(importer, [good, bad], told)
    load(importer, [good], told)
    assert told.lines[-1] == ("icd-10-cm", None)


def test_a_folder_of_articles_is_read_once(importer: Importer, tmp_path: Path) -> None:
    tables = TableImporter(importer._engine, FakeClock())  # noqa: SLF001 - the same database
    folder = tmp_path / "articles"
    assert load_articles(tables, folder) == (0, 0)

    folder.mkdir()
    (folder / "small-thing.md").write_text(ARTICLE)
    assert load_articles(tables, folder) == (1, 1)
    assert load_articles(tables, folder) == (1, 0)

    (folder / "bad.md").write_text(ARTICLE.replace("title: ", "titel: "))
    with pytest.raises(FileFaultError, match=r"articles/bad\.md, line 3, titel: not one of"):
        load_articles(tables, folder)
