"""Signing in and out, and the list of sessions."""

from collections.abc import Sequence

from services.auth.accounts.desk import Browser, Desk, SignedIn, begin_session, is_right, member
from services.auth.domain.account import Account
from services.auth.domain.bearer import read_token
from services.auth.domain.email import parse_email
from services.auth.domain.session import Session
from services.auth.domain.throttle import DEVICE, NETWORK, STRANGERS, Limit
from services.auth.errors import BusyError, SignInFailedError


def sign_in(desk: Desk, email: str, password: str, browser: Browser) -> SignedIn:
    """Return a new session.

    Raises EmailInvalidError, SignInFailedError, ThrottledError, BusyError and what the stores
    raise; as long as counters cannot be reached, nobody can sign in.
    """
    address = parse_email(email)
    with desk.accounts.read() as ledger:
        account = ledger.by_email(address)
    attempts = _limits(desk, address, account, browser)
    # Checked against nobody's when there is no account, which takes as long.
    kept = account.password_hash if account and not account.disabled else None
    if not is_right(desk, attempts, kept, password) or account is None:
        raise SignInFailedError
    renewed = _renewed_hash(desk, account, password)
    begun = begin_session(desk, account, browser)
    _demand_unchanged(desk, account.id, renewed, begun)
    return begun


def sign_out(desk: Desk, session_token: str) -> None:
    """End the session, if there is one."""
    bearer = read_token(session_token)
    if bearer is not None and not bearer.is_key:
        desk.sessions.end(bearer.account, bearer.digest)


def sessions(desk: Desk, session_token: str) -> tuple[Session, Sequence[Session]]:
    """Return the session that asks, and every session of its account; raises SignedOutError."""
    here, now = member(desk, session_token), desk.clock.now()
    every = desk.sessions.of_account(here.account.id)
    return here.session, [one for one in every if not one.has_ended(now, desk.lifetimes.idle)]


def revoke(desk: Desk, session_token: str, digest: str) -> None:
    """End another session of the account; all others when no digest is given."""
    here = member(desk, session_token)
    if digest:
        desk.sessions.end(here.account.id, digest)
    else:
        desk.sessions.end_all(here.account.id, keep=here.session.bearer.digest)


def _limits(
    desk: Desk, address: str, account: Account | None, browser: Browser
) -> Sequence[tuple[Limit, str]]:
    """Return what an attempt counts against.

    A browser that has signed in to the account before has a count of its own, so that no stranger
    can use it up, whether from elsewhere or from the same network.
    """
    number = desk.devices.number(browser.device_token, account.id if account else None)
    if number:
        return [(DEVICE, number)]
    return [(NETWORK, browser.network), (STRANGERS, address)]


def _renewed_hash(desk: Desk, account: Account, password: str) -> str:
    """Return the hash of the password that is kept now."""
    if not desk.passwords.is_outdated(account.password_hash):
        return account.password_hash
    try:
        renewed = desk.passwords.hash(password)
    except BusyError:  # then the next time
        return account.password_hash
    with desk.accounts.begin() as ledger:
        if ledger.by_id(account.id) == account:
            ledger.set_password(account.id, renewed)
    return renewed


def _demand_unchanged(desk: Desk, account_id: str, kept: str, begun: SignedIn) -> None:
    """End the session that has begun if its password is no longer good; raises SignInFailedError.

    To look at a password takes a while, in which the owner may have chosen another one and ended
    every session but this one, which was none yet.
    """
    with desk.accounts.read() as ledger:
        account = ledger.by_id(account_id)
    if account is None or account.disabled or account.password_hash != kept:
        sign_out(desk, begun.session_token)
        raise SignInFailedError
