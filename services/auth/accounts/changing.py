"""A member changes the password or the address."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from services.auth.accounts.desk import (
    Desk,
    Member,
    is_right,
    may_mail,
    member,
    note_down,
    withdrawing,
)
from services.auth.domain.account import Account, Link, Purpose
from services.auth.domain.bearer import digest_of, new_link_token
from services.auth.domain.email import parse_email
from services.auth.domain.throttle import DEVICE, MAILS
from services.auth.errors import CurrentPasswordError, LinkInvalidError
from services.auth.store import Ledger

_LASTS = timedelta(hours=1)


def demand_password(desk: Desk, here: Member, password: str) -> None:
    """Raise CurrentPasswordError unless it is the member's; ThrottledError and BusyError."""
    attempts = [(DEVICE, here.session.bearer.digest)]
    if not is_right(desk, attempts, here.account.password_hash, password):
        raise CurrentPasswordError


def change_password(
    desk: Desk, session_token: str, current: str, password: str, *, revoke_keys: bool
) -> None:
    """Replace the password, end every other session and, if that is wanted, revoke all keys.

    Raises SignedOutError, CurrentPasswordError, PasswordInvalidError, ThrottledError and BusyError.
    """
    here = member(desk, session_token)
    demand_password(desk, here, current)
    renewed = desk.passwords.accept(password, here.account.email)
    account, keep = here.account, here.session.bearer.digest
    with withdrawing(desk) as (ledger, forget):
        desk.sessions.end_all(account.id, keep)
        keys = replace_password(ledger, desk, account, renewed, revoke_keys=revoke_keys)
        note_down(ledger, desk, account.id, "password changed", account.id)
        forget.append(partial(desk.sessions.end_all, account.id, keep, keys))


def replace_password(
    ledger: Ledger, desk: Desk, account: Account, renewed: str, *, revoke_keys: bool
) -> Sequence[str]:
    """Keep another hash, tell the owner, and return the digests of the keys that are revoked.

    Sessions have ended before: whoever is still signed in after a key was made made it before this.
    """
    revoked = ledger.delete_keys(account.id) if revoke_keys else []
    ledger.set_password(account.id, renewed)
    ledger.drop_links(account.id)
    left = len(ledger.keys(account.id))
    ledger.send(desk.mails.password_changed(account.email, left), desk.clock.now())
    for key in revoked:
        note_down(ledger, desk, account.id, "key revoked", account.id, key=key.id)
    return [key.digest for key in revoked]


def ask_for_email(desk: Desk, session_token: str, password: str, email: str) -> None:
    """Send a link to the new address; whether that has an account is not said.

    Raises SignedOutError, CurrentPasswordError, EmailInvalidError, ThrottledError and BusyError.
    """
    here, address = member(desk, session_token), parse_email(email)
    demand_password(desk, here, password)
    may, token, now = may_mail(desk, MAILS, address), new_link_token(), desk.clock.now()
    with desk.accounts.begin() as ledger:
        there = ledger.by_email(address) is not None
        link = Link(Purpose.EMAIL, address, now + _LASTS, here.account.id)
        ledger.add_link(digest_of(token), link)
        if may:
            mails = desk.mails
            mail = mails.already_registered if there else None
            ledger.send(mail(address) if mail else mails.confirm_email(address, token), now)


def confirm_email(desk: Desk, token: str) -> None:
    """Change the address to the one that the link was sent to; raises LinkInvalidError."""
    now = desk.clock.now()
    with desk.accounts.begin() as ledger:
        link = ledger.take_link(digest_of(token), Purpose.EMAIL, now)
        account = ledger.by_id(link.account_id) if link and link.account_id else None
        if link is None or account is None or account.disabled:
            raise LinkInvalidError
        if not ledger.set_email(account.id, link.email):
            raise LinkInvalidError
        ledger.drop_links(account.id)
        ledger.send(desk.mails.address_changed(account.email), now)
        note_down(ledger, desk, account.id, "address changed", account.id)
