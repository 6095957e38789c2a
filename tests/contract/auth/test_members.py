"""What every Meter does for members, and Sessions with it: recognised, counted, carried over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from services.auth.domain.bearer import new_token, read_token
from services.auth.domain.meter import Decision
from services.auth.domain.plan import MeterName
from services.auth.domain.session import KeyCopy, Standing
from services.auth.domain.window import WindowKind, window_at
from services.auth.errors import KeyInvalidError
from tests.contract.auth.conftest import MakeRoom
from tests.support.auth import IDLE
from tests.support.clock import FakeClock
from tests.support.room import Room, account_of, room_of

NEW, BEFORE = Decision.ADMITTED_NEW, Decision.ADMITTED_BEFORE
OVER = Decision.REFUSED_ALLOWANCE


@pytest.fixture
def room(make_room: MakeRoom) -> Callable[[], Room]:
    def build() -> Room:
        clock = FakeClock()
        meter, sessions = make_room(clock)
        return room_of(meter, sessions, clock, WindowKind.MONTH)

    return build


def test_a_member_has_the_plans_allowance_on_every_device(room: Callable[[], Room]) -> None:
    here = room()
    phone = here.sign_in()
    desk = here.sign_in(account_of(phone))
    answers = [here.view(f"a/{n}", (phone, desk)[n % 2]) for n in range(7)]
    assert [a.decision for a in answers] == [*[NEW] * 6, OVER]
    assert [a.remaining for a in answers] == [5, 4, 3, 2, 1, 0, 0]
    assert {(a.plan, a.role, a.limit, a.new_guest_token) for a in answers} == {
        ("registered", "member", 6, "")
    }
    assert here.view("a/3", phone).decision is BEFORE


def test_another_plan_counts_from_the_next_look_on(room: Callable[[], Room]) -> None:
    here = room()
    token = here.sign_in()
    for n in range(6):
        here.view(f"a/{n}", token)
    here.sessions.put_standing(account_of(token), Standing("clinic", "member"))
    answer = here.view("a/6", token)
    assert (answer.decision, answer.plan, answer.remaining) == (NEW, "clinic", 13)
    here.sessions.put_standing(account_of(token), Standing("gone", "member"))
    assert (here.view("a/7", token).decision, here.view("a/7", token).plan) == (OVER, "registered")


def test_an_unknown_or_ended_session_makes_a_guest(room: Callable[[], Room]) -> None:
    here = room()
    token = here.sign_in()
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    for other in ("", "junk", forged, "s_" + "x" * 22 + "." + "y" * 43, "codebook" + token[1:]):
        answer = here.view("a/1", other)
        assert (answer.plan, bool(answer.new_guest_token)) == ("guest", True)
    bearer = read_token(token)
    assert bearer is not None
    here.sessions.end(bearer.account, bearer.digest)
    assert here.view("a/1", token).plan == "guest"


def test_a_session_ends_when_it_rests_or_lasts_too_long(room: Callable[[], Room]) -> None:
    here = room()
    resting, used = here.sign_in(), here.sign_in()
    for _ in range(6):
        here.clock.advance(timedelta(days=14) - timedelta(minutes=1))
        assert here.view("a/1", used).role == "member"
    assert here.view("a/1", resting).role == ""
    here.clock.advance(timedelta(days=13))
    assert here.view("a/1", used).role == ""


def test_an_account_that_is_not_in_the_copies_is_brought_once(room: Callable[[], Room]) -> None:
    here = room()
    token = here.sign_in(plan="clinic")
    assert here.view("a/1", token).plan == "clinic"
    gone = here.sign_in()
    del here.accounts[account_of(gone)]
    assert here.view("a/1", gone).plan == "guest"


def test_a_key_is_counted_and_says_its_scopes(room: Callable[[], Room]) -> None:
    here = room()
    account = account_of(here.sign_in())
    key, bearer = new_token(account, is_key=True)
    here.keys[bearer] = KeyCopy(bearer, here.clock.now() + timedelta(days=1), ("read", "gated"))
    answers = [here.by_key(f"call-{n}", key) for n in range(7)]
    assert [a.decision for a in answers] == [*[NEW] * 6, OVER]
    assert answers[0].scopes == ("read", "gated")
    here.clock.advance(timedelta(days=1))
    with pytest.raises(KeyInvalidError):
        here.by_key("call-8", key)


def test_a_key_that_is_not_good_is_no_guest(room: Callable[[], Room]) -> None:
    here = room()
    session = here.sign_in()
    for key in ("junk", session, new_token(account_of(session), is_key=True)[0]):
        with pytest.raises(KeyInvalidError):
            here.by_key("call", key)
    key, bearer = new_token(account_of(session), is_key=True)
    here.keys[bearer] = KeyCopy(bearer, None, ("read",))
    assert here.by_key("call", key).decision is NEW
    # Nor is a key a session.
    assert here.view("a/1", key).plan == "guest"


def test_what_a_guest_has_seen_is_carried_over_once(room: Callable[[], Room]) -> None:
    here = room()
    guest = here.view("a/0", peek=True).new_guest_token
    here.view("a/0", guest=guest)
    token = here.sign_in()
    for _ in range(2):
        here.carry(guest, account_of(token))
    assert (here.view("a/0", token).decision, here.view("a/0", token).remaining) == (BEFORE, 5)
    # From another device as well, and whatever the limit.
    for n in range(1, 6):
        here.view(f"a/{n}", token)
    other = here.view("a/9", peek=True).new_guest_token
    here.view("a/9", guest=other)
    here.carry(other, account_of(token))
    answer = here.view("a/9", token)
    assert (answer.decision, answer.remaining) == (BEFORE, 0)
    assert here.view("a/10", token).decision is OVER
    # The guest has lost nothing by it.
    assert here.view("a/0", guest=guest).decision is BEFORE


def test_what_is_used_and_seen_is_known_and_can_be_forgotten(room: Callable[[], Room]) -> None:
    here = room()
    token = here.sign_in()
    account, now = account_of(token), here.clock.now()
    for unit in ("a/1", "a/2", "a/1"):
        here.clock.advance(timedelta(minutes=2))
        here.view(unit, token)
    here.view("a/3", token, peek=True)
    assert [unit for unit, _ in here.sessions.recent(account)] == ["a/1", "a/2"]
    windows = {MeterName.PAGE_VIEW: window_at(WindowKind.MONTH, now)}
    assert here.meter.used(account, windows) == {MeterName.PAGE_VIEW: 2}
    here.sessions.forget_recent(account)
    assert here.sessions.recent(account) == []
    here.sessions.forget(account, [windows[MeterName.PAGE_VIEW].name], [])
    assert here.meter.used(account, windows) == {MeterName.PAGE_VIEW: 0}
    assert here.sessions.of_account(account) == []
    assert here.view("a/1", token).plan == "guest"


def test_sessions_are_listed_and_ended(room: Callable[[], Room]) -> None:
    here = room()
    first = here.sign_in()
    here.clock.advance(timedelta(minutes=5))
    second = here.sign_in(account_of(first))
    listed = here.sessions.of_account(account_of(first))
    assert [one.bearer for one in listed] == [read_token(second), read_token(first)]
    assert listed[0].label == "Firefox on Linux"
    found = here.sessions.find(listed[1].bearer)
    assert found is not None
    here.sessions.touch(found, here.clock.now(), IDLE)
    touched = here.sessions.find(found.bearer)
    assert touched is not None
    assert touched.seen == datetime(2026, 6, 15, 12, 5, tzinfo=UTC)
    here.sessions.end_all(account_of(first), keep=listed[0].bearer.digest)
    assert [one.bearer for one in here.sessions.of_account(account_of(first))] == [
        read_token(second)
    ]
    assert here.sessions.find(found.bearer) is None


def test_a_plan_that_is_dropped_is_brought_anew(room: Callable[[], Room]) -> None:
    here = room()
    token = here.sign_in()
    assert here.view("a/1", token).plan == "registered"
    here.accounts[account_of(token)] = Standing("clinic", "member")
    assert here.view("a/1", token).plan == "registered"
    here.sessions.drop_standing(account_of(token))
    assert here.view("a/1", token).plan == "clinic"


def test_keys_that_are_named_end_with_the_sessions(room: Callable[[], Room]) -> None:
    here = room()
    token = here.sign_in()
    account = account_of(token)
    (key, bearer), (other, kept) = (new_token(account, is_key=True) for _ in range(2))
    here.keys = {one: KeyCopy(one, None, ("read",)) for one in (bearer, kept)}
    assert [here.by_key("call", one).decision for one in (key, other)] == [NEW, BEFORE]
    here.keys.clear()
    here.sessions.end_all(account, "", [bearer.digest])
    assert here.view("a/1", token).plan == "guest"
    with pytest.raises(KeyInvalidError):
        here.by_key("call", key)
    # The other one is known by its copy still.
    assert here.by_key("call", other).decision is BEFORE


def test_racing_members_are_admitted_to_the_limit(room: Callable[[], Room]) -> None:
    here = room()
    token = here.sign_in()
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda n: here.view(f"a/{n}", token), range(200)))
    assert sorted(a.remaining for a in answers if a.decision is NEW) == [0, 1, 2, 3, 4, 5]
