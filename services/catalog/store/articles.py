"""The articles on a code, as of a day."""

from datetime import date

from sqlalchemy import Connection, String, bindparam, select

from services.catalog.readers.articles import Article
from services.catalog.store.statements import in_force
from services.catalog.store.tables.kinds import TABLES

_ARTICLES, _CODES = (records.table for records in TABLES["article"])
_OF_CODE = (
    select(*(_ARTICLES.c[name] for name in Article._fields))
    .join(_CODES, _CODES.c.article == _ARTICLES.c.article)
    .where(
        _CODES.c.code == bindparam("code", type_=String),
        _CODES.c.system == bindparam("system", type_=String),
        in_force(_CODES),
        in_force(_ARTICLES),
    )
    .order_by(_ARTICLES.c.article)
)


def articles(connection: Connection, system: str, compact: str, day: date) -> list[Article]:
    """Return the articles in force on the day, by name."""
    given = {"system": system, "code": compact, "day": day}
    return [Article._make(row) for row in connection.execute(_OF_CODE, given)]
