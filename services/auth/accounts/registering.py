"""A new account: asked for with an address and a password, made when the address is confirmed.

Until then there is no account, so an address can be neither taken nor found out: every answer to a
registration is the same, and the rest is said in a mail to the address.
"""

from datetime import timedelta

from services.auth.accounts.desk import (
    Browser,
    Desk,
    SignedIn,
    begin_session,
    demand_turn,
    is_right,
    may_mail,
    note_down,
)
from services.auth.domain.account import Account, Link, Purpose, Role
from services.auth.domain.bearer import digest_of, new_account_id, new_link_token
from services.auth.domain.email import parse_email
from services.auth.domain.plan import REGISTERED
from services.auth.domain.throttle import ASKING, MAILS, STRANGERS
from services.auth.errors import LinkInvalidError, PasswordNeededError, SignInFailedError

_LASTS = timedelta(days=1)


def register(desk: Desk, email: str, password: str, browser: Browser, return_to: str) -> None:
    """Send a mail to the address, whether it has an account or not.

    Raises EmailInvalidError, PasswordInvalidError, ThrottledError, BusyError and what the stores
    raise.
    """
    address = parse_email(email)
    # Counted before anything is worked out: to look at a password takes time as well.
    demand_turn(desk, ASKING, browser.network)
    # Made whether it is needed or not: the time that it takes would tell.
    password_hash = desk.passwords.accept(password, address)
    may = may_mail(desk, MAILS, address)
    token, now = new_link_token(), desk.clock.now()
    link = Link(
        purpose=Purpose.VERIFY,
        email=address,
        expires_at=now + _LASTS,
        password_hash=password_hash,
        browser=browser.form_digest,
        return_to=return_to,
    )
    with desk.accounts.begin() as ledger:
        ledger.drop_expired_links(now)
        there = ledger.by_email(address) is not None
        # Of an address with an account nobody gets to know the token.
        ledger.add_link(digest_of(token), link)
        if may:
            mails = desk.mails
            mail = mails.already_registered(address) if there else mails.verify(address, token)
            ledger.send(mail, now)


def verify(desk: Desk, token: str, password: str, browser: Browser) -> SignedIn:
    """Make the account and sign in.

    In another browser than the one that asked, the password is needed as well: otherwise who
    registers somebody else's address would own the account when its owner follows the link.
    Raises LinkInvalidError, PasswordNeededError, SignInFailedError, ThrottledError and BusyError.
    """
    digest, now = digest_of(token), desk.clock.now()
    with desk.accounts.read() as ledger:
        link = ledger.find_link(digest, Purpose.VERIFY, now)
    if link is None:
        raise LinkInvalidError
    if not link.browser or link.browser != browser.form_digest:
        _demand_password(desk, link, digest, password)
    account = Account(
        id=new_account_id(),
        email=link.email,
        password_hash=link.password_hash,
        role=Role.MEMBER,
        plan=REGISTERED,
        disabled=False,
        created_at=now,
    )
    with desk.accounts.begin() as ledger:
        taken = ledger.take_link(digest, Purpose.VERIFY, now)
        if taken is None or not ledger.add(account):
            raise LinkInvalidError
        note_down(ledger, desk, account.id, "registered", account.id)
        # Without counters nobody can be signed in: the link stays good for later then.
        return begin_session(desk, account, browser, link.return_to)


def _demand_password(desk: Desk, link: Link, digest: str, password: str) -> None:
    if not password:
        raise PasswordNeededError
    attempts = [(STRANGERS, f"link:{digest}")]
    if not is_right(desk, attempts, link.password_hash, password):
        raise SignInFailedError
