"""The tables of auth. Times are whole seconds since 1970, in UTC."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()


def _own(*, primary_key: bool = False) -> Column[str]:
    """Return the account that a row belongs to and is deleted with."""
    target = ForeignKey("account.id", ondelete="CASCADE")
    return Column("account_id", String(32), target, primary_key=primary_key, nullable=False)


account = Table(
    "account",
    metadata,
    Column("id", String(32), primary_key=True),
    # As it is compared: in lower case, its domain in ASCII.
    Column("email", String(254), nullable=False, unique=True),
    Column("password_hash", String(255), nullable=False),
    Column("role", String(16), nullable=False),
    Column("plan", String(40), nullable=False),
    Column("disabled", Integer, nullable=False, server_default="0"),
    Column("created_at", BigInteger, nullable=False),
)

# What a link in a mail stands for; taken out when it is used.
link = Table(
    "link",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("purpose", String(16), nullable=False),
    Column("email", String(254), nullable=False),
    Column("account_id", String(32), ForeignKey("account.id", ondelete="CASCADE")),
    Column("password_hash", String(255), nullable=False, server_default=""),
    # The digest of what the browser that asked brings along with each form.
    Column("browser", String(64), nullable=False, server_default=""),
    Column("return_to", String(500), nullable=False, server_default=""),
    Column("expires_at", BigInteger, nullable=False),
    Index("ix_link_account", "account_id"),
    Index("ix_link_expires", "expires_at"),
)

api_key = Table(
    "api_key",
    metadata,
    Column("id", String(32), primary_key=True),
    _own(),
    Column("name", String(80), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("scopes", String(200), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Index("ix_api_key_account", "account_id"),
)

# Mails that are still to be sent; a row goes when its mail has gone.
mail = Table(
    "mail",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("recipient", String(254), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Index("ix_mail_due", "due_at"),
)

# What was done to accounts. It outlives them, so it holds no name and no address.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", String(32), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(32), nullable=False),
    Column("detail", String(200), nullable=False, server_default=""),
    Index("ix_audit_subject", "subject"),
)

note = Table(
    "note",
    metadata,
    _own(primary_key=True),
    Column("system", String(60), primary_key=True),
    Column("code", String(60), primary_key=True),
    Column("text", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)

favourite = Table(
    "favourite",
    metadata,
    _own(primary_key=True),
    Column("folder", String(80), primary_key=True),
    Column("system", String(60), primary_key=True),
    Column("code", String(60), primary_key=True),
    Column("added_at", BigInteger, nullable=False),
)
