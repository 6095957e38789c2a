"""Articles: each with a history of its own, found by code and day."""

from datetime import date

import pytest
from sqlalchemy import Engine

from services.catalog.domain.difference import ImportCounts
from services.catalog.readers.articles import FORMAT
from services.catalog.store import SourceFile, SqlSnapshots, TableImporter
from tests.support.articles import ARTICLE
from tests.support.clock import FakeClock
from tests.support.members import member

SPRING, SUMMER, AUTUMN = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)


@pytest.fixture
def tables(engine: Engine) -> TableImporter:
    return TableImporter(engine, FakeClock())


def take(tables: TableImporter, text: str) -> ImportCounts | None:
    file = member(text, "article.md")
    claim = FORMAT.recognise(file)
    assert claim is not None
    digest = text.encode().hex()[-600:][:64] + str(len(text))
    return tables.import_table(
        claim, SourceFile(file.name, digest[-64:]), FORMAT.read(file), "Own", lambda _: None
    )


def found(engine: Engine, code: str, day: date, system: str = "icd-10-cm") -> list[tuple[str, int]]:
    with SqlSnapshots(engine).snapshot() as snapshot:
        articles = snapshot.articles(system, code, day)
    return [(article.title, article.version) for article in articles]


def edited(*changes: tuple[str, str]) -> str:
    text = ARTICLE
    for old, new in changes:
        text = text.replace(old, new)
    return text


SECOND = edited(
    ("version: 1", "version: 2"),
    ("2026-04-01", "2026-07-01"),
    ("The small thing", "The small thing, again"),
    ("; hcpcs Z0001", ""),
)
OTHER = edited(
    ("small-thing", "other"),
    ("The small thing", "Another"),
    ("2026-04-01", "2026-10-01"),
    ("; hcpcs Z0001", ""),
)


def test_an_article_is_found_by_each_of_its_codes(tables: TableImporter, engine: Engine) -> None:
    assert take(tables, ARTICLE) == ImportCounts(3, 0, 0, 0)
    assert take(tables, ARTICLE) is None
    assert found(engine, "ZA00", SPRING) == [("The small thing", 1)]
    assert found(engine, "Z0001", SPRING, "hcpcs") == [("The small thing", 1)]
    assert found(engine, "Z0001", SPRING) == []
    assert found(engine, "ZA00", date(2026, 3, 31)) == []
    with SqlSnapshots(engine).snapshot() as snapshot:
        (article,) = snapshot.articles("icd-10-cm", "ZA00", SPRING)
    assert article == next(iter(FORMAT.read(member(ARTICLE)))).value


@pytest.mark.parametrize("order", [(ARTICLE, SECOND, OTHER), (OTHER, SECOND, ARTICLE)])
def test_each_article_has_its_own_history(
    tables: TableImporter, engine: Engine, order: tuple[str, ...]
) -> None:
    for text in order:
        take(tables, text)
    assert found(engine, "ZA00", SPRING) == [("The small thing", 1)]
    assert found(engine, "ZA00", SUMMER) == [("The small thing, again", 2)]
    assert found(engine, "Z0001", SUMMER, "hcpcs") == []
    assert found(engine, "ZA00", AUTUMN) == [("Another", 1), ("The small thing, again", 2)]
