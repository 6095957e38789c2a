"""The queue of mails: one process takes one mail at a time, for a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, select, update

from services.auth.domain.mail import Mail
from services.auth.store import engine as database
from services.auth.store import rows, schema

# Who has taken a mail and says nothing for so long has died; another takes it then.
_LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Taken:
    """A mail that is ours to send; `attempts` counts this one."""

    id: str
    mail: Mail
    attempts: int
    queued_at: datetime


class SqlOutbox:
    """Mails still to be sent; each method raises AccountsUnavailableError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, now: datetime) -> Taken | None:
        """Return the mail that is due longest, so that no other takes it; None when none is."""
        table = schema.mail
        due = table.c.due_at <= rows.seconds(now)
        asked = select(table).where(due).order_by(table.c.due_at, table.c.id).limit(1)
        with database.writing(self._engine) as connection:
            row = connection.execute(asked.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            self._put_off(connection, row.id, now + _LEASE)
            mail = Mail(row.recipient, row.subject, row.body)
            return Taken(row.id, mail, row.attempts + 1, rows.moment(row.created_at))

    def done(self, mail_id: str) -> None:
        """Forget a mail: it has gone, or is given up."""
        with database.writing(self._engine) as connection:
            connection.execute(delete(schema.mail).where(schema.mail.c.id == mail_id))

    def retry(self, mail_id: str, at: datetime) -> None:
        """Let a mail be taken again then."""
        with database.writing(self._engine) as connection:
            again = update(schema.mail).where(schema.mail.c.id == mail_id)
            connection.execute(again.values(due_at=rows.seconds(at)))

    def waiting(self) -> int:
        """Return how many mails are still to be sent."""
        with database.reading(self._engine) as connection:
            return int(connection.execute(select(func.count(schema.mail.c.id))).scalar_one())

    def waiting_since(self) -> float:
        """Return when the mail that waits longest was written, in seconds since 1970; 0 if none."""
        with database.reading(self._engine) as connection:
            oldest = connection.execute(select(func.min(schema.mail.c.created_at))).scalar_one()
        return 0 if oldest is None else rows.moment(oldest).timestamp()

    def _put_off(self, connection: Connection, mail_id: str, until: datetime) -> None:
        table = schema.mail
        values = {"due_at": rows.seconds(until), "attempts": table.c.attempts + 1}
        put_off = update(table).where(table.c.id == mail_id).values(values)
        connection.execute(put_off)
