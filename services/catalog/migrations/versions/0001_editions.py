"""Editions side by side: systems, releases, versions of codes, their notes and 7th characters."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None


def upgrade() -> None:
    op.create_table(
        "system",
        sa.Column("system", sa.String(32), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "release",
        sa.Column("release_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("system", sa.String(32), sa.ForeignKey("system.system"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("effective_from", sa.Date, nullable=False),
        sa.Column("effective_to", sa.Date),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("row_count", sa.Integer, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("release_by_file", "release", ["system", "kind", "sha256"], unique=True)
    _create_code_version()
    _create_details()
    op.create_table(
        "tally",
        sa.Column("system", sa.String(32), sa.ForeignKey("system.system"), primary_key=True),
        sa.Column("since", sa.Date, primary_key=True),
        sa.Column("codes", sa.Integer, nullable=False),
        sa.Column("billable", sa.Integer, nullable=False),
    )
    state = op.create_table(
        "state",
        sa.Column("state_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("import_token", sa.String(32), nullable=False),
    )
    op.bulk_insert(state, [{"state_id": 1, "import_token": "empty"}])


def _create_code_version() -> None:
    op.create_table(
        "code_version",
        sa.Column("version_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("system", sa.String(32), sa.ForeignKey("system.system"), nullable=False),
        sa.Column("compact", sa.String(20), nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("code", sa.String(24), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("short_title", sa.Text, nullable=False),
        sa.Column("kind", sa.SmallInteger, nullable=False),
        sa.Column("billable", sa.Boolean, nullable=False),
        sa.Column("parent", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("release_id", sa.Integer, sa.ForeignKey("release.release_id"), nullable=False),
    )
    by_code = ["system", "compact", "valid_from"]
    op.create_index("code_version_by_code", "code_version", by_code, unique=True)
    by_parent = ["system", "parent", "position", "valid_from", "valid_to"]
    op.create_index("code_version_by_parent", "code_version", by_parent)
    op.create_index("code_version_by_position", "code_version", ["system", "position"])
    op.create_index("code_version_by_kind", "code_version", ["system", "kind", "position"])


def _create_details() -> None:
    version = "code_version.version_id"
    op.create_table(
        "note",
        sa.Column("version_id", sa.Integer, sa.ForeignKey(version), primary_key=True),
        sa.Column("ordinal", sa.SmallInteger, primary_key=True),
        sa.Column("kind", sa.SmallInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "seventh_character",
        sa.Column("version_id", sa.Integer, sa.ForeignKey(version), primary_key=True),
        sa.Column("ordinal", sa.SmallInteger, primary_key=True),
        sa.Column("character", sa.String(1), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("from_code", sa.String(24), nullable=False),
        sqlite_with_rowid=False,
    )
