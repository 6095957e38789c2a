"""A forgotten password, replaced by way of a mail."""

from datetime import timedelta
from functools import partial

from services.auth.accounts.changing import replace_password
from services.auth.accounts.desk import (
    Browser,
    Desk,
    SignedIn,
    begin_session,
    demand_turn,
    may_mail,
    note_down,
    withdrawing,
)
from services.auth.domain.account import Link, Purpose
from services.auth.domain.bearer import digest_of, new_link_token
from services.auth.domain.email import parse_email
from services.auth.domain.throttle import ASKING, RESETS
from services.auth.errors import LinkInvalidError

_LASTS = timedelta(hours=1)


def ask_for_reset(desk: Desk, email: str, browser: Browser) -> None:
    """Send a mail if the address has an account; what is answered is the same if not.

    Raises EmailInvalidError, ThrottledError and what the stores raise.
    """
    address = parse_email(email)
    demand_turn(desk, ASKING, browser.network)
    may = may_mail(desk, RESETS, address)
    token, now = new_link_token(), desk.clock.now()
    with desk.accounts.begin() as ledger:
        ledger.drop_expired_links(now)
        account = ledger.by_email(address)
        owner = account.id if account else None
        # Written in either case, so that both take as long; without an account nobody gets it.
        ledger.add_link(digest_of(token), Link(Purpose.RESET, address, now + _LASTS, owner))
        mail = desk.mails.reset(address, token)
        if account and may and not account.disabled:
            ledger.send(mail, now)
        else:  # a row again, which leads nowhere
            ledger.add_link(digest_of(new_link_token()), Link(Purpose.RESET, address, now + _LASTS))


def reset(
    desk: Desk, token: str, password: str, browser: Browser, *, revoke_keys: bool
) -> SignedIn:
    """Replace the password, end every session and begin one; if that is wanted, revoke all keys.

    Raises LinkInvalidError, PasswordInvalidError, BusyError and what the stores raise.
    """
    digest, now = digest_of(token), desk.clock.now()
    with desk.accounts.read() as ledger:
        link = ledger.find_link(digest, Purpose.RESET, now)
    if link is None or link.account_id is None:
        raise LinkInvalidError
    renewed = desk.passwords.accept(password, link.email)
    with withdrawing(desk) as (ledger, forget):
        taken = ledger.take_link(digest, Purpose.RESET, now)
        account = ledger.by_id(link.account_id)
        if taken is None or account is None or account.disabled:
            raise LinkInvalidError
        desk.sessions.end_all(account.id)
        keys = replace_password(ledger, desk, account, renewed, revoke_keys=revoke_keys)
        note_down(ledger, desk, account.id, "password reset", account.id)
        begun = begin_session(desk, account, browser)
        keep = digest_of(begun.session_token)
        forget.append(partial(desk.sessions.end_all, account.id, keep, keys))
    return begun
