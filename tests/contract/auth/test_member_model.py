"""Guests and members against a plain model: random views, sign-ins, plans, windows and clocks."""

from collections import defaultdict
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from services.auth.domain.meter import Decision
from services.auth.domain.session import Standing
from services.auth.domain.window import WindowKind
from tests.contract.auth.conftest import MakeRoom
from tests.support.clock import FakeClock
from tests.support.room import account_of, room_of

ALLOWED = {"guest": 1, "registered": 6, "clinic": 20}
UNITS = st.sampled_from([f"a/{number}" for number in range(12)])
# A session would end by itself after 14 days without use; that has a test of its own.
STEPS = st.timedeltas(timedelta(), timedelta(hours=30))


class MemberMachine(RuleBasedStateMachine):
    """Two browsers, each a guest until somebody signs in there, and two accounts."""

    def __init__(self, make_room: MakeRoom) -> None:
        super().__init__()
        self.make_room = make_room
        self.clock = FakeClock()
        self.latest = self.clock.now()
        self.guests = ["", ""]
        self.sessions = ["", ""]
        # Which units a guest or an account has used in a window.
        self.used: dict[tuple[str, str], set[str]] = defaultdict(set)
        # How many of an account's were carried over: so many may go beyond the limit.
        self.carried: dict[tuple[str, str], int] = defaultdict(int)

    @initialize(kind=st.sampled_from(WindowKind))
    def open(self, kind: WindowKind) -> None:
        self.shape = "%Y-%m" if kind is WindowKind.MONTH else "%Y-%m-%d"
        self.room = room_of(*self.make_room(self.clock), self.clock, kind)
        # Two accounts, with a session each that nobody uses.
        self.accounts = [account_of(self.room.sign_in()) for _ in range(2)]
        self.plans = dict.fromkeys(self.accounts, "registered")

    @rule(browser=st.integers(0, 1), unit=UNITS, peek=st.booleans())
    def view(self, browser: int, unit: str, *, peek: bool) -> None:
        session, guest = self.sessions[browser], self.guests[browser]
        answer = self.room.view(unit, session, guest, peek=peek)
        if answer.new_guest_token:
            assert not session
            guest = self.guests[browser] = answer.new_guest_token
        who = account_of(session) if session else guest
        plan = self.plans[who] if session else "guest"
        units, limit = self.used[who, self.window()], ALLOWED[plan]
        assert answer.plan == plan
        if unit in units:
            assert answer.decision is Decision.ADMITTED_BEFORE
        elif peek:
            assert answer.decision is Decision.NOT_RECORDED
        elif len(units) >= limit:
            assert answer.decision is Decision.REFUSED_ALLOWANCE
        else:
            assert answer.decision is Decision.ADMITTED_NEW
            units.add(unit)
        assert answer.remaining == max(0, limit - len(units))

    @rule(browser=st.integers(0, 1), who=st.integers(0, 1))
    def sign_in(self, browser: int, who: int) -> None:
        account = self.accounts[who]
        self.sessions[browser] = self.room.sign_in(account, self.plans[account])
        if guest := self.guests[browser]:
            self.room.carry(guest, account)
            theirs, ours = self.used[guest, self.window()], self.used[account, self.window()]
            self.carried[account, self.window()] += len(theirs - ours)
            ours |= theirs

    @rule(browser=st.integers(0, 1))
    def sign_out(self, browser: int) -> None:
        self.sessions[browser] = ""

    @rule(browser=st.integers(0, 1))
    def clear_cookies(self, browser: int) -> None:
        self.sessions[browser] = self.guests[browser] = ""

    @rule(who=st.integers(0, 1), plan=st.sampled_from(["registered", "clinic"]))
    def set_plan(self, who: int, plan: str) -> None:
        account = self.accounts[who]
        self.plans[account] = plan
        self.room.accounts[account] = Standing(plan, "member")
        self.room.sessions.put_standing(account, Standing(plan, "member"))

    @rule(step=STEPS)
    def go_on(self, step: timedelta) -> None:
        self.clock.advance(step)
        self.latest = max(self.latest, self.clock.now())
        self.end_what_has_rested()

    @rule(behind=st.timedeltas(timedelta(), timedelta(hours=23)))
    def set_clock_back(self, behind: timedelta) -> None:
        self.clock.advance(self.latest - behind - self.clock.now())

    @invariant()
    def nobody_has_more_than_the_plan_and_what_was_carried_over(self) -> None:
        for (who, window), units in self.used.items():
            most = ALLOWED["clinic"] if who in getattr(self, "accounts", ()) else ALLOWED["guest"]
            assert len(units) <= most + self.carried[who, window]

    def window(self) -> str:
        return self.clock.now().strftime(self.shape)

    def end_what_has_rested(self) -> None:
        """Sign in anew what the clock may have ended: how that goes has a test of its own."""
        for browser, session in enumerate(self.sessions):
            if session:
                account = account_of(session)
                self.sessions[browser] = self.room.sign_in(account, self.plans[account])


def test_a_meter_does_for_members_what_the_model_does(make_room: MakeRoom) -> None:
    class Machine(MemberMachine):
        def __init__(self) -> None:
            super().__init__(make_room)

    how = settings(max_examples=60, stateful_step_count=40)
    run_state_machine_as_test(Machine, settings=how)
