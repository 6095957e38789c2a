"""Articles on codes, each version of them, and which codes an article is on."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _create(
        "article",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("title", "codes", "author")),
        sa.Column("reviewed", sa.Date, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("sections", sa.Text, nullable=False),
    )
    op.create_index("article_by_key", "article", ["article"])
    _create(
        "article_code",
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
    )
    op.create_index("article_code_by_key", "article_code", ["article", "system", "code"])
    op.create_index("article_code_by_code", "article_code", ["code", "system"])


def _create(name: str, *columns: sa.Column[Any]) -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        name,
        sa.Column("row_id", row_id, primary_key=True),
        sa.Column("article", sa.Text, nullable=False),
        *columns,
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("release_id", sa.Integer, nullable=False),
    )
