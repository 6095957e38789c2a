"""Accounts, links, keys, mails to send and the audit log, in one transaction at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, update

from services.auth.domain.account import Account, ApiKey, AuditEntry, Link, Purpose
from services.auth.domain.bearer import new_account_id
from services.auth.domain.mail import Mail
from services.auth.store import engine as database
from services.auth.store import rows, schema


class SqlAccounts:
    """Begins transactions on the database of accounts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def begin(self) -> Iterator["Ledger"]:
        """Yield what reads and writes in one transaction; raises AccountsUnavailableError."""
        with database.writing(self._engine) as connection:
            yield Ledger(connection)

    @contextmanager
    def read(self) -> Iterator["Ledger"]:
        """Yield what reads in one transaction; raises AccountsUnavailableError."""
        with database.reading(self._engine) as connection:
            yield Ledger(connection)

    def check(self) -> None:
        """Return if it can be used; raises AccountsUnavailableError."""
        database.check(self._engine)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()


class Ledger:
    """One transaction. What is done in it is done when it ends without an error."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_email(self, email: str) -> Account | None:
        """Return the account of an address; None when there is none."""
        return self._account(schema.account.c.email == email)

    def by_id(self, account_id: str) -> Account | None:
        """Return the account; None when there is none."""
        return self._account(schema.account.c.id == account_id)

    def page(self, text: str, after: str, size: int) -> Sequence[Account]:
        """Return the accounts with the text in their address that come after this one."""
        table = schema.account
        asked = select(table).where(table.c.email > after).order_by(table.c.email).limit(size)
        if text:
            asked = asked.where(table.c.email.contains(text, autoescape=True))
        return [rows.account(row) for row in self._connection.execute(asked)]

    def add(self, account: Account) -> bool:
        """Add an account; return whether its address was free."""
        values = {
            "id": account.id,
            "email": account.email,
            "password_hash": account.password_hash,
            "role": account.role,
            "plan": account.plan,
            "disabled": int(account.disabled),
            "created_at": rows.seconds(account.created_at),
        }
        return database.unless_taken(self._connection, insert(schema.account).values(values))

    def set_password(self, account_id: str, password_hash: str) -> None:
        """Change the hash of the password."""
        self._set(account_id, password_hash=password_hash)

    def set_email(self, account_id: str, email: str) -> bool:
        """Change the address; return whether it was free."""
        table = schema.account
        changed = update(table).where(table.c.id == account_id).values(email=email)
        return database.unless_taken(self._connection, changed)

    def set_plan(self, account_id: str, plan: str) -> None:
        """Change the plan."""
        self._set(account_id, plan=plan)

    def set_role(self, account_id: str, role: str) -> None:
        """Change the role."""
        self._set(account_id, role=role)

    def set_disabled(self, account_id: str, *, disabled: bool) -> None:
        """Disable the account, or enable it again."""
        self._set(account_id, disabled=int(disabled))

    def delete(self, account_id: str) -> None:
        """Delete the account and everything that belongs to it."""
        self._connection.execute(delete(schema.account).where(schema.account.c.id == account_id))

    def add_link(self, digest: str, link: Link) -> None:
        """Keep what a link stands for, and forget those that have expired for an hour."""
        self._connection.execute(
            insert(schema.link).values(
                digest=digest,
                purpose=link.purpose,
                email=link.email,
                account_id=link.account_id,
                password_hash=link.password_hash,
                browser=link.browser,
                return_to=link.return_to,
                expires_at=rows.seconds(link.expires_at),
            )
        )

    def find_link(self, digest: str, purpose: Purpose, now: datetime) -> Link | None:
        """Return what a link stands for; None when it is no such link or has expired."""
        row = self._connection.execute(select(schema.link).where(*_good(digest, purpose, now)))
        found = row.one_or_none()
        return rows.link(found) if found else None

    def take_link(self, digest: str, purpose: Purpose, now: datetime) -> Link | None:
        """Take out what a link stands for, so that nobody can use it again."""
        taken = delete(schema.link).where(*_good(digest, purpose, now)).returning(schema.link)
        found = self._connection.execute(taken).one_or_none()
        return rows.link(found) if found else None

    def drop_links(self, account_id: str) -> None:
        """Make every link of the account useless."""
        self._connection.execute(delete(schema.link).where(schema.link.c.account_id == account_id))

    def drop_expired_links(self, now: datetime) -> None:
        """Forget the links that have expired."""
        expired = schema.link.c.expires_at <= rows.seconds(now)
        self._connection.execute(delete(schema.link).where(expired))

    def send(self, mail: Mail, now: datetime) -> None:
        """Put a mail in the queue."""
        self._connection.execute(
            insert(schema.mail).values(
                id=new_account_id(),
                recipient=mail.recipient,
                subject=mail.subject,
                body=mail.body,
                created_at=rows.seconds(now),
                due_at=rows.seconds(now),
            )
        )

    def drop_mails(self, recipient: str) -> None:
        """Take the mails to an address out of the queue."""
        self._connection.execute(delete(schema.mail).where(schema.mail.c.recipient == recipient))

    def add_key(self, key: ApiKey) -> None:
        """Add an API key."""
        self._connection.execute(
            insert(schema.api_key).values(
                id=key.id,
                account_id=key.account_id,
                name=key.name,
                digest=key.digest,
                scopes=" ".join(key.scopes),
                created_at=rows.seconds(key.created_at),
                expires_at=None if key.expires_at is None else rows.seconds(key.expires_at),
            )
        )

    def key_of(self, digest: str) -> ApiKey | None:
        """Return the key with this digest; None when there is none."""
        asked = select(schema.api_key).where(schema.api_key.c.digest == digest)
        found = self._connection.execute(asked).one_or_none()
        return rows.api_key(found) if found else None

    def keys(self, account_id: str) -> Sequence[ApiKey]:
        """Return the keys of an account, the newest first."""
        table = schema.api_key
        asked = select(table).where(table.c.account_id == account_id)
        found = self._connection.execute(asked.order_by(table.c.created_at.desc(), table.c.id))
        return [rows.api_key(row) for row in found]

    def delete_key(self, account_id: str, key_id: str) -> ApiKey | None:
        """Delete a key of the account and return it; None when it has no such key."""
        table = schema.api_key
        own = (table.c.account_id == account_id, table.c.id == key_id)
        found = self._connection.execute(delete(table).where(*own).returning(table)).one_or_none()
        return rows.api_key(found) if found else None

    def delete_keys(self, account_id: str) -> Sequence[ApiKey]:
        """Delete all keys of the account and return them."""
        table = schema.api_key
        gone = delete(table).where(table.c.account_id == account_id).returning(table)
        return [rows.api_key(row) for row in self._connection.execute(gone)]

    def note_down(self, entry: AuditEntry) -> None:
        """Write into the audit log."""
        self._connection.execute(
            insert(schema.audit).values(
                at=rows.seconds(entry.at),
                actor=entry.actor,
                action=entry.action,
                subject=entry.subject,
                detail=entry.detail,
            )
        )

    def audit(self, subject: str, before: int, size: int) -> Sequence[tuple[int, AuditEntry]]:
        """Return entries with their numbers, newest first: of an account, or of all."""
        table = schema.audit
        asked = select(table).order_by(table.c.id.desc()).limit(size)
        if subject:
            asked = asked.where(table.c.subject == subject)
        if before:
            asked = asked.where(table.c.id < before)
        return [(row.id, rows.audit_entry(row)) for row in self._connection.execute(asked)]

    def _account(self, condition: ColumnElement[bool]) -> Account | None:
        asked = select(schema.account).where(condition)
        found = self._connection.execute(asked).one_or_none()
        return rows.account(found) if found else None

    def _set(self, account_id: str, **values: str | int) -> None:
        table = schema.account
        self._connection.execute(update(table).where(table.c.id == account_id).values(values))


def _good(digest: str, purpose: Purpose, now: datetime) -> tuple[ColumnElement[bool], ...]:
    columns = schema.link.c
    fresh = columns.expires_at > rows.seconds(now)
    return columns.digest == digest, columns.purpose == purpose, fresh
