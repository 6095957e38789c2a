"""A door with counters and sessions behind it, as a test of any Meter needs it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.auth.domain.admission import Admission, Admittance, Visit
from services.auth.domain.bearer import Bearer, new_account_id, new_token, read_token
from services.auth.domain.guest import GuestTokens
from services.auth.domain.meter import Carried, Meter
from services.auth.domain.plan import MeterName
from services.auth.domain.session import KeyCopy, Session, Sessions, Standing
from services.auth.domain.window import WindowKind, window_at
from tests.support.auth import HERE, IDLE, KEY, plans
from tests.support.clock import FakeClock

ABSOLUTE = timedelta(days=90)


@dataclass
class Room:
    """A door with what stands behind it. SQL, here, knows what is in `accounts` and `keys`."""

    meter: Meter
    sessions: Sessions
    clock: FakeClock
    accounts: dict[str, Standing]
    keys: dict[Bearer, KeyCopy]
    tokens: GuestTokens
    kind: WindowKind = WindowKind.MONTH

    def __post_init__(self) -> None:
        self.plans = plans(1, 30, self.kind, registered=6, clinic=20)
        self.door = Admission(
            self.meter, self.tokens, self.plans, self.clock, copies=self, idle=IDLE
        )

    def copy_account(self, account: str) -> bool:
        standing = self.accounts.get(account)
        if standing is not None:
            self.sessions.put_standing(account, standing)
        return standing is not None

    def copy_key(self, bearer: Bearer, now: datetime) -> bool:
        key = self.keys.get(bearer)
        if key is None or (key.expires is not None and key.expires <= now):
            return False
        self.sessions.copy_key(key, now)
        return True

    def sign_in(self, account: str = "", plan: str = "registered") -> str:
        account = account or new_account_id()
        self.accounts[account] = Standing(plan, "member")
        token, bearer = new_token(account)
        now = self.clock.now()
        session = Session(bearer, now, now, now + ABSOLUTE, "Firefox on Linux")
        self.sessions.start(session, IDLE)
        return token

    def view(
        self, unit: str, session: str = "", guest: str = "", *, peek: bool = False
    ) -> Admittance:
        page = MeterName.PAGE_VIEW
        return self.door.admit(Visit(guest, HERE, page, unit, peek, session_token=session))

    def by_key(self, unit: str, key: str) -> Admittance:
        return self.door.admit(Visit("", "", MeterName.API_CALL, unit, api_key=key))

    def carry(self, guest_token: str, account: str) -> None:
        guest, now = self.tokens.read(guest_token, self.clock.now()), self.clock.now()
        assert guest is not None
        window = window_at(self.kind, now)
        keep = window.keep(now)
        self.meter.carry_over([Carried(MeterName.PAGE_VIEW, guest, window, account, window, keep)])


def room_of(meter: Meter, sessions: Sessions, clock: FakeClock, kind: WindowKind) -> Room:
    """Return a room in which nobody is yet."""
    return Room(meter, sessions, clock, {}, {}, GuestTokens([KEY], timedelta(days=400)), kind)


def account_of(token: str) -> str:
    bearer = read_token(token)
    assert bearer is not None
    return bearer.account
