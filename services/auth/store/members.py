"""What members write for themselves: notes on codes, and codes in folders."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Engine, delete, func, insert, select, update

from services.auth.domain.account import Favourite, Note
from services.auth.errors import TooManyError
from services.auth.store import engine as database
from services.auth.store import rows, schema

MOST = 2_000


class SqlMembers:
    """Notes and favourites; each method raises AccountsUnavailableError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def notes(self, account_id: str) -> Sequence[Note]:
        """Return every note of the account, the last written first."""
        table = schema.note
        asked = select(table).where(table.c.account_id == account_id)
        ordered = asked.order_by(table.c.updated_at.desc(), table.c.system, table.c.code)
        with database.reading(self._engine) as connection:
            return [rows.note(row) for row in connection.execute(ordered)]

    def note(self, account_id: str, system: str, code: str) -> Note | None:
        """Return the note on a code; None when there is none."""
        table = schema.note
        here = (
            table.c.account_id == account_id,
            table.c.system == system,
            table.c.code == code,
        )
        with database.reading(self._engine) as connection:
            found = connection.execute(select(table).where(*here)).one_or_none()
        return rows.note(found) if found else None

    def favourites(self, account_id: str) -> Sequence[Favourite]:
        """Return every favourite of the account, by folder and code."""
        table = schema.favourite
        asked = select(table).where(table.c.account_id == account_id)
        ordered = asked.order_by(table.c.folder, table.c.system, table.c.code)
        with database.reading(self._engine) as connection:
            return [rows.favourite(row) for row in connection.execute(ordered)]

    def write_note(self, account_id: str, note: Note) -> None:
        """Keep the note in place of an earlier one; without text, keep none.

        Raises TooManyError.
        """
        table = schema.note
        here = (
            table.c.account_id == account_id,
            table.c.system == note.system,
            table.c.code == note.code,
        )
        values = {"text": note.text, "updated_at": rows.seconds(note.updated_at)}
        with database.writing(self._engine) as connection:
            if not note.text:
                connection.execute(delete(table).where(*here))
                return
            if connection.execute(update(table).where(*here).values(values)).rowcount:
                return
            own = select(func.count()).where(table.c.account_id == account_id)
            if connection.execute(own).scalar_one() >= MOST:
                raise TooManyError("notes", MOST)
            key = {"account_id": account_id, "system": note.system, "code": note.code}
            database.unless_taken(connection, insert(table).values(**key, **values))

    def add_favourite(self, account_id: str, favourite: Favourite) -> None:
        """Put a code in a folder, if it is not in it; raises TooManyError."""
        table = schema.favourite
        with database.writing(self._engine) as connection:
            if connection.execute(select(table).where(*_place(account_id, favourite))).first():
                return
            own = select(func.count()).where(table.c.account_id == account_id)
            if connection.execute(own).scalar_one() >= MOST:
                raise TooManyError("favourites", MOST)
            added = insert(table).values(
                account_id=account_id,
                folder=favourite.folder,
                system=favourite.system,
                code=favourite.code,
                added_at=rows.seconds(favourite.added_at),
            )
            database.unless_taken(connection, added)

    def remove_favourite(self, account_id: str, favourite: Favourite) -> None:
        """Take a code out of a folder."""
        with database.writing(self._engine) as connection:
            connection.execute(delete(schema.favourite).where(*_place(account_id, favourite)))


def _place(account_id: str, favourite: Favourite) -> tuple[ColumnElement[bool], ...]:
    columns = schema.favourite.c
    return (
        columns.account_id == account_id,
        columns.folder == favourite.folder,
        columns.system == favourite.system,
        columns.code == favourite.code,
    )
