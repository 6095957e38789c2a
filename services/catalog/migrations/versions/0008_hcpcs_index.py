"""The index of HCPCS Level II."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "hcpcs_index",
        sa.Column("row_id", row_id, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("path", "first", "last")),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("release_id", sa.Integer, nullable=False),
    )
    op.create_index("hcpcs_index_by_key", "hcpcs_index", ["path", "first"])
