"""The tables of accounts, their links, keys and mails, the audit log, notes and favourites."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("email", sa.String(254), nullable=False, unique=True),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("plan", sa.String(40), nullable=False),
        sa.Column("disabled", sa.Integer, nullable=False, server_default="0"),
        sa.Column("created_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "link",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        _own(nullable=True),
        sa.Column("password_hash", sa.String(255), nullable=False, server_default=""),
        sa.Column("browser", sa.String(64), nullable=False, server_default=""),
        sa.Column("return_to", sa.String(500), nullable=False, server_default=""),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_link_account", "link", ["account_id"])
    op.create_index("ix_link_expires", "link", ["expires_at"])
    op.create_table(
        "api_key",
        sa.Column("id", sa.String(32), primary_key=True),
        _own(),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("scopes", sa.String(200), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger),
    )
    op.create_index("ix_api_key_account", "api_key", ["account_id"])
    _mail_and_audit()
    _members_own()


def _mail_and_audit() -> None:
    op.create_table(
        "mail",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("ix_mail_due", "mail", ["due_at"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.String(32), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("detail", sa.String(200), nullable=False, server_default=""),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])


def _members_own() -> None:
    op.create_table(
        "note",
        _own(primary_key=True),
        sa.Column("system", sa.String(60), primary_key=True),
        sa.Column("code", sa.String(60), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "favourite",
        _own(primary_key=True),
        sa.Column("folder", sa.String(80), primary_key=True),
        sa.Column("system", sa.String(60), primary_key=True),
        sa.Column("code", sa.String(60), primary_key=True),
        sa.Column("added_at", sa.BigInteger, nullable=False),
    )


def _own(*, primary_key: bool = False, nullable: bool = False) -> sa.Column[str]:
    target = sa.ForeignKey("account.id", ondelete="CASCADE")
    return sa.Column(
        "account_id", sa.String(32), target, primary_key=primary_key, nullable=nullable
    )
