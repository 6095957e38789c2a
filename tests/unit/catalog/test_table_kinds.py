from services.catalog.files.books import BOOKS
from services.catalog.files.formats import kinds
from services.catalog.store.tables.kinds import TABLES


def test_every_kind_of_file_is_a_book_or_has_its_tables() -> None:
    assert sorted([*TABLES, *BOOKS]) == kinds()


def test_no_two_kinds_share_a_table() -> None:
    names = [table.name for tables in TABLES.values() for table in tables]
    assert len(names) == len(set(names))


def test_a_key_is_made_of_fields() -> None:
    for tables in TABLES.values():
        for table in tables:
            searched = [name for columns in table.searched for name in columns]
            assert {*table.key, *searched} <= set(table.fields)
