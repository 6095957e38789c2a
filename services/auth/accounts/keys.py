"""API keys: made, listed, revoked, and copied to where Admit finds them."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from services.auth.accounts.desk import Desk, note_down
from services.auth.domain.account import Account, ApiKey
from services.auth.domain.bearer import Bearer, new_account_id, new_token
from services.auth.domain.session import KeyCopy, Sessions, Standing
from services.auth.errors import FieldInvalidError, TooManyError
from services.auth.store import SqlAccounts

# What a key may be good for: to be counted as its account, and to see the gated facts of codes
# besides, each of which costs a page view as it does in a browser.
SCOPES = ("read", "gated")
_MOST = 20
_LONGEST_NAME = 80
_MOST_DAYS = 3650


def make_key(  # noqa: PLR0913 - a form of four fields, and who fills it in
    desk: Desk, account: Account, name: str, scopes: Sequence[str], *, days: int, actor: str = ""
) -> tuple[str, ApiKey]:
    """Return a new key, which is not kept, and what is kept of it; 0 days means for ever.

    Raises FieldInvalidError and TooManyError.
    """
    chosen = _demand_scopes(scopes)
    if not 0 <= days <= _MOST_DAYS:
        raise FieldInvalidError(f"It must be from 0 to {_MOST_DAYS:,} days.", field="days")
    token, bearer = new_token(account.id, is_key=True)
    now = desk.clock.now()
    key = ApiKey(
        id=new_account_id(),
        account_id=account.id,
        name=_demand_name(name),
        digest=bearer.digest,
        scopes=chosen,
        created_at=now,
        expires_at=now + timedelta(days=days) if days else None,
    )
    with desk.accounts.begin() as ledger:
        if len(ledger.keys(account.id)) >= _MOST:
            raise TooManyError("keys", _MOST)
        ledger.add_key(key)
        note_down(ledger, desk, actor or account.id, "key made", account.id, key=key.id)
    return token, key


def revoke_key(desk: Desk, account: Account, key_id: str) -> None:
    """Make a key of the account useless at once; does nothing if there is no such key."""
    with desk.accounts.begin() as ledger:
        key = ledger.delete_key(account.id, key_id)
        if key is not None:
            note_down(ledger, desk, account.id, "key revoked", account.id, key=key.id)
            # In the same transaction: a key that Redis still knows is not revoked.
            desk.sessions.end(account.id, key.digest)


class SqlCopies:
    """Brings what SQL knows to where Admit finds it; see Copies."""

    def __init__(self, accounts: SqlAccounts, sessions: Sessions) -> None:
        self._accounts = accounts
        self._sessions = sessions

    def copy_account(self, account: str) -> bool:
        """Copy plan and role; return whether there is such an account, and it is not disabled."""
        with self._accounts.read() as ledger:
            found = ledger.by_id(account)
        if found is None or found.disabled:
            return False
        self._sessions.put_standing(account, Standing(found.plan, found.role))
        return True

    def copy_key(self, bearer: Bearer, now: datetime) -> bool:
        """Copy an API key; return whether there is such a one, and it has not expired."""
        with self._accounts.read() as ledger:
            key = ledger.key_of(bearer.digest)
        if key is None or key.account_id != bearer.account:
            return False
        if key.expires_at is not None and key.expires_at <= now:
            return False
        self._sessions.copy_key(KeyCopy(bearer, key.expires_at, key.scopes), now)
        return True


def _demand_name(name: str) -> str:
    text = name.strip()
    if not text or len(text) > _LONGEST_NAME:
        raise FieldInvalidError(f"It needs 1 to {_LONGEST_NAME} characters.", field="name")
    if any(unicodedata.category(character).startswith("C") for character in text):
        raise FieldInvalidError("It has control characters in it.", field="name")
    return text


def _demand_scopes(scopes: Sequence[str]) -> tuple[str, ...]:
    chosen = tuple(scope for scope in SCOPES if scope in scopes)
    if not chosen or set(scopes) - set(SCOPES):
        raise FieldInvalidError(f"Choose from {', '.join(SCOPES)}.", field="scopes")
    return chosen
