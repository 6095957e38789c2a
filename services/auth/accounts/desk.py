"""What every act on an account needs, who is acting, and how a session begins."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from services.auth.domain.account import Account, AuditEntry, Role
from services.auth.domain.bearer import digest_of, new_token, read_token
from services.auth.domain.device import DeviceTokens
from services.auth.domain.guest import GuestTokens
from services.auth.domain.mail import Mails
from services.auth.domain.meter import Carried, Meter
from services.auth.domain.network import network_of
from services.auth.domain.password import Passwords
from services.auth.domain.plan import MeterName, Plan, Plans
from services.auth.domain.session import Lifetimes, Session, Sessions
from services.auth.domain.throttle import Limit, Throttle
from services.auth.domain.window import Window, WindowKind, window_at
from services.auth.errors import BusyError, SignedOutError, StaffOnlyError, ThrottledError
from services.auth.store import Ledger, SqlAccounts, SqlMembers
from services.runtime.clock import Clock

_LONGEST_LABEL = 60


@dataclass(frozen=True)
class Desk:
    """Everything that is constructed once for all acts."""

    accounts: SqlAccounts
    members: SqlMembers
    sessions: Sessions
    meter: Meter
    throttle: Throttle
    passwords: Passwords
    mails: Mails
    devices: DeviceTokens
    guests: GuestTokens
    plans: Plans
    lifetimes: Lifetimes
    clock: Clock


@dataclass(frozen=True)
class Browser:
    """Where an act comes from: the address, and what the browser brings along.

    `form` is the secret that the browser proves its forms by, `label` what it says it is.
    """

    address: str
    guest_token: str = field(default="", repr=False)
    session_token: str = field(default="", repr=False)
    device_token: str = field(default="", repr=False)
    form: str = field(default="", repr=False)
    label: str = ""

    @property
    def network(self) -> str:
        """Return the network; raises AddressInvalidError."""
        return str(network_of(self.address))

    @property
    def form_digest(self) -> str:
        """Return what is kept to know the browser again; empty when it brings nothing."""
        return digest_of(self.form) if self.form else ""


@dataclass(frozen=True)
class Member:
    """Who is signed in, and by which session."""

    account: Account
    session: Session


@dataclass(frozen=True)
class SignedIn:
    """A session that has just begun; both tokens are for the browser alone."""

    session_token: str = field(repr=False)
    device_token: str = field(repr=False)
    return_to: str = ""


def member(desk: Desk, session_token: str) -> Member:
    """Return who is signed in; raises SignedOutError and what the stores raise."""
    bearer, now = read_token(session_token), desk.clock.now()
    session = None if bearer is None or bearer.is_key else desk.sessions.find(bearer)
    if session is None or session.has_ended(now, desk.lifetimes.idle):
        raise SignedOutError
    with desk.accounts.read() as ledger:
        account = ledger.by_id(session.bearer.account)
    if account is None or account.disabled:
        raise SignedOutError
    desk.sessions.touch(session, now, desk.lifetimes.idle)
    return Member(account, session)


def staff(desk: Desk, session_token: str) -> Member:
    """Return which of the staff is signed in; raises SignedOutError and StaffOnlyError."""
    found = member(desk, session_token)
    if found.account.role is not Role.STAFF:
        raise StaffOnlyError
    return found


def begin_session(desk: Desk, account: Account, browser: Browser, return_to: str = "") -> SignedIn:
    """Return a new session; the browser's old one ends and its guest's views are carried over."""
    now = desk.clock.now()
    token, bearer = new_token(account.id)
    carry_over(desk, account, browser.guest_token)
    ends = now + desk.lifetimes.absolute
    session = Session(bearer, now, now, ends, browser.label[:_LONGEST_LABEL])
    desk.sessions.start(session, desk.lifetimes.idle)
    old = read_token(browser.session_token)
    if old is not None and not old.is_key:
        desk.sessions.end(old.account, old.digest)
    return SignedIn(token, desk.devices.write(account.id), return_to)


@contextmanager
def withdrawing(desk: Desk) -> Iterator[tuple[Ledger, list[Callable[[], None]]]]:
    """Yield a transaction, and a list to put into what Redis is to forget with it.

    That is done before the transaction ends, so that without Redis nothing is changed, and again
    after: until its end somebody may have copied, or begun a session by, what stood in SQL.
    """
    forget: list[Callable[[], None]] = []
    with desk.accounts.begin() as ledger:
        yield ledger, forget
        for act in forget:
            act()
    for act in forget:
        act()


def carry_over(desk: Desk, account: Account, guest_token: str) -> None:
    """Count what the guest has seen in this window as seen by the account."""
    now = desk.clock.now()
    guest = desk.guests.read(guest_token, now)
    if guest is None:
        return
    theirs, ours = windows(desk.plans.guest, desk), windows(desk.plans.of(account.plan), desk)
    carried = [
        Carried(meter, guest, theirs[meter], account.id, ours[meter], ours[meter].keep(now))
        for meter in MeterName
    ]
    desk.meter.carry_over(carried)


def windows(plan: Plan, desk: Desk) -> dict[MeterName, Window]:
    """Return the window of each meter that now lies in."""
    now = desk.clock.now()
    return {meter: window_at(plan.allowances[meter].window, now) for meter in MeterName}


def near_windows(desk: Desk) -> Sequence[str]:
    """Return the names of all windows in which something may be recorded still."""
    now = desk.clock.now()
    moments = [now + timedelta(days=days) for days in (-1, 0, 1)]
    return sorted({window_at(kind, moment).name for kind in WindowKind for moment in moments})


def demand_turn(desk: Desk, limit: Limit, subject: str) -> None:
    """Count an attempt; raises ThrottledError when there have been too many."""
    now = desk.clock.now()
    if desk.throttle.count(limit, subject, now) > limit.attempts:
        raise ThrottledError(desk.throttle.wait(limit, subject, now))


def is_right(
    desk: Desk, attempts: Sequence[tuple[Limit, str]], kept: str | None, password: str
) -> bool:
    """Return whether it is the password of the hash: of None, which takes as long, never.

    A wrong one counts against each of the limits. Raises ThrottledError, and BusyError without
    counting.
    """
    for limit, subject in attempts:
        demand_turn(desk, limit, subject)
    try:
        right = desk.passwords.check(kept, password)
    except BusyError:
        _take_back(desk, attempts)
        raise
    if right:
        _take_back(desk, attempts)
    return right


def may_mail(desk: Desk, limit: Limit, email: str) -> bool:
    """Count a mail to an address; return whether it may be sent one more."""
    return desk.throttle.count(limit, email, desk.clock.now()) <= limit.attempts


def _take_back(desk: Desk, attempts: Sequence[tuple[Limit, str]]) -> None:
    for limit, subject in attempts:
        desk.throttle.take_back(limit, subject, desk.clock.now())


def note_down(ledger: Ledger, desk: Desk, actor: str, action: str, subject: str, **of: str) -> None:
    """Write into the audit log."""
    detail = " ".join(f"{name}={value}" for name, value in of.items())
    ledger.note_down(AuditEntry(desk.clock.now(), actor, action, subject, detail))
