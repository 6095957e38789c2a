"""Rows of the tables as what they stand for, and times as whole seconds."""

from datetime import UTC, datetime
from typing import Any

from services.auth.domain.account import (
    Account,
    ApiKey,
    AuditEntry,
    Favourite,
    Link,
    Note,
    Purpose,
    Role,
)


def seconds(moment: datetime) -> int:
    """Return whole seconds since 1970."""
    return int(moment.timestamp())


def moment(at: int) -> datetime:
    """Return the moment, aware, in UTC."""
    return datetime.fromtimestamp(at, UTC)


def account(row: Any) -> Account:  # noqa: ANN401 - a row of any driver
    """Return the account of a row."""
    return Account(
        row.id,
        row.email,
        row.password_hash,
        Role(row.role),
        row.plan,
        bool(row.disabled),
        moment(row.created_at),
    )


def link(row: Any) -> Link:  # noqa: ANN401 - a row of any driver
    """Return the link of a row."""
    return Link(
        Purpose(row.purpose),
        row.email,
        moment(row.expires_at),
        row.account_id,
        row.password_hash,
        row.browser,
        row.return_to,
    )


def api_key(row: Any) -> ApiKey:  # noqa: ANN401 - a row of any driver
    """Return the key of a row."""
    return ApiKey(
        row.id,
        row.account_id,
        row.name,
        row.digest,
        tuple(row.scopes.split()),
        moment(row.created_at),
        None if row.expires_at is None else moment(row.expires_at),
    )


def audit_entry(row: Any) -> AuditEntry:  # noqa: ANN401 - a row of any driver
    """Return the entry of a row."""
    return AuditEntry(moment(row.at), row.actor, row.action, row.subject, row.detail)


def note(row: Any) -> Note:  # noqa: ANN401 - a row of any driver
    """Return the note of a row."""
    return Note(row.system, row.code, row.text, moment(row.updated_at))


def favourite(row: Any) -> Favourite:  # noqa: ANN401 - a row of any driver
    """Return the favourite of a row."""
    return Favourite(row.folder, row.system, row.code, moment(row.added_at))
