"""The PTP edits in less room: what thousands of pairs say alike stands once, in a table of terms.

A view of the old name has every column, for those who read.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TERMS = "before_1996, deletion, modifier_indicator, rationale"
_OF_ROW = "column_1, column_2, effective, occurrence, valid_from, valid_to, release_id"


def upgrade() -> None:
    for name in ("ptp_practitioner", "ptp_hospital"):
        for index in ("key", "column_2"):
            op.drop_index(f"{name}_by_{index}", name)
        op.rename_table(name, f"{name}_before")
        _create(name)
        _fill(name)
        op.drop_table(f"{name}_before")
        op.execute(
            f"CREATE VIEW {name} AS SELECT row_id, column_1, column_2, before_1996, effective, "
            "deletion, modifier_indicator, rationale, occurrence, valid_from, valid_to, release_id "
            f"FROM {name}_row JOIN {name}_terms USING (terms_id)"
        )


def _create(name: str) -> None:
    op.create_table(
        f"{name}_terms",
        sa.Column("terms_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("before_1996", sa.Boolean, nullable=False),
        sa.Column("deletion", sa.Date),
        sa.Column("modifier_indicator", sa.Text, nullable=False),
        sa.Column("rationale", sa.Text, nullable=False),
    )
    op.create_table(
        f"{name}_row",
        sa.Column("row_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("column_1", sa.Text, nullable=False),
        sa.Column("column_2", sa.Text, nullable=False),
        sa.Column("effective", sa.Date, nullable=False),
        sa.Column("terms_id", sa.Integer, nullable=False),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("release_id", sa.Integer, nullable=False),
    )
    op.create_index(f"{name}_row_by_key", f"{name}_row", ["column_1", "column_2", "effective"])
    op.create_index(f"{name}_row_by_column_2", f"{name}_row", ["column_2", "column_1"])


def _fill(name: str) -> None:
    """Take over what has been imported before."""
    numbered = f"SELECT row_number() OVER (ORDER BY {_TERMS}), {_TERMS}"
    different = f"SELECT DISTINCT {_TERMS} FROM {name}_before"
    op.execute(f"INSERT INTO {name}_terms {numbered} FROM ({different}) AS different")
    same = " AND ".join(
        f"b.{column} = t.{column}" for column in ("before_1996", "modifier_indicator", "rationale")
    )
    op.execute(
        f"INSERT INTO {name}_row ({_OF_ROW}, terms_id) SELECT {_OF_ROW}, terms_id "
        f"FROM {name}_before AS b JOIN {name}_terms AS t ON {same} "
        "AND (b.deletion = t.deletion OR b.deletion IS NULL AND t.deletion IS NULL) "
        "ORDER BY b.row_id"
    )
