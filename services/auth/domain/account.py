"""An account, what belongs to it, and the roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What an account may do beyond its own: staff looks after accounts.

    An editor is who answers for texts; while these are files that an operator imports, that opens
    nothing yet.
    """

    MEMBER = "member"
    EDITOR = "editor"
    STAFF = "staff"


@dataclass(frozen=True)
class Account:
    """One account. The e-mail address is as it is compared."""

    id: str
    email: str
    password_hash: str
    role: Role
    plan: str
    disabled: bool
    created_at: datetime


class Purpose(StrEnum):
    """What a link in a mail is for."""

    VERIFY = "verify"
    RESET = "reset"
    EMAIL = "email"


@dataclass(frozen=True)
class Link:
    """What a link in a mail stands for; see the table."""

    purpose: Purpose
    email: str
    expires_at: datetime
    account_id: str | None = None
    password_hash: str = ""
    browser: str = ""
    return_to: str = ""


@dataclass(frozen=True)
class ApiKey:
    """A key as its owner sees it; the key itself is shown once and not kept."""

    id: str
    account_id: str
    name: str
    digest: str
    scopes: Sequence[str]
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True)
class AuditEntry:
    """What was done, by whom, to which account. The actor is an account or `operator`."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


@dataclass(frozen=True)
class Note:
    """A member's own words on a code."""

    system: str
    code: str
    text: str
    updated_at: datetime


@dataclass(frozen=True)
class Favourite:
    """A code in one of a member's folders."""

    folder: str
    system: str
    code: str
    added_at: datetime
