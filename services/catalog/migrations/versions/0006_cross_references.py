"""Codes of HCPCS are found by what they refer to."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    filled = sa.text("cross_references <> '[]'")
    op.create_index(
        "hcpcs_by_cross_references",
        "hcpcs",
        ["cross_references"],
        sqlite_where=filled,
        postgresql_where=filled,
    )
