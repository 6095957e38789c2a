"""API keys: made, listed, revoked, and copied to where Admit finds them."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from services.auth.accounts.desk import Desk, member, note_down, withdrawing
from services.auth.domain.account import Account, ApiKey
from services.auth.domain.bearer import Bearer, new_account_id, new_token
from services.auth.domain.session import KeyCopy, Sessions, Standing
from services.auth.errors import FieldInvalidError, SignedOutError, TooManyError
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
        ledger.send(desk.mails.key_made(account.email), now)
        note_down(ledger, desk, actor or account.id, "key made", account.id, key=key.id)
    return token, key


def make_own_key(
    desk: Desk, session_token: str, name: str, scopes: Sequence[str], *, days: int
) -> tuple[str, ApiKey]:
    """Return a new key of who is signed in; see make_key.

    Who is signed out meanwhile, by an owner who revokes all keys, is left with none. Raises
    SignedOutError as well.
    """
    account = member(desk, session_token).account
    secret, key = make_key(desk, account, name, scopes, days=days)
    try:
        member(desk, session_token)
    except SignedOutError:
        revoke_key(desk, account, key.id)
        raise
    return secret, key


def revoke_key(desk: Desk, account: Account, key_id: str) -> None:
    """Make a key of the account useless at once; does nothing if there is no such key."""
    with withdrawing(desk) as (ledger, forget):
        key = ledger.delete_key(account.id, key_id)
        if key is not None:
            note_down(ledger, desk, account.id, "key revoked", account.id, key=key.id)
            forget.append(partial(desk.sessions.end, account.id, key.digest))


class SqlCopies:
    """Brings what SQL knows to where Admit finds it; see Copies.

    After a copy SQL is asked once more: what was withdrawn while it was copied was forgotten too
    soon.
    """

    def __init__(self, accounts: SqlAccounts, sessions: Sessions) -> None:
        self._accounts = accounts
        self._sessions = sessions

    def copy_account(self, account: str) -> bool:
        """Copy plan and role; return whether there is such an account, and it is not disabled."""
        copied = None
        while True:
            with self._accounts.read() as ledger:
                found = ledger.by_id(account)
            if found is None or found.disabled:
                self._sessions.drop_standing(account)
                return False
            standing = Standing(found.plan, found.role)
            if standing == copied:
                return True
            self._sessions.put_standing(account, standing)
            copied = standing

    def copy_key(self, bearer: Bearer, now: datetime) -> bool:
        """Copy an API key; return whether there is such a one, and it has not expired."""
        key = self._find(bearer, now)
        if key is None:
            return False
        self._sessions.copy_key(KeyCopy(bearer, key.expires_at, key.scopes), now)
        if self._find(bearer, now) is None:
            self._sessions.end(bearer.account, bearer.digest)
            return False
        return True

    def _find(self, bearer: Bearer, now: datetime) -> ApiKey | None:
        with self._accounts.read() as ledger:
            key = ledger.key_of(bearer.digest)
        if key is None or key.account_id != bearer.account:
            return None
        return key if key.expires_at is None or key.expires_at > now else None


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
