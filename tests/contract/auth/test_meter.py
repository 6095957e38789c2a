"""What every Meter does, seen through Admission: limits, networks, windows, looking, racing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from services.auth.domain.admission import Admission, Visit
from services.auth.domain.meter import Decision
from services.auth.domain.plan import MeterName
from services.auth.domain.window import WindowKind
from tests.contract.auth.conftest import MakeMeter
from tests.support.auth import HERE, admission, visit
from tests.support.clock import FakeClock

ELSEWHERE = "198.51.100.1"
NEW, BEFORE = Decision.ADMITTED_NEW, Decision.ADMITTED_BEFORE
OVER, NETWORK = Decision.REFUSED_ALLOWANCE, Decision.REFUSED_NETWORK


def views(door: Admission, token: str, *units: str) -> list[tuple[Decision, int]]:
    answers = [door.admit(visit(unit, token)) for unit in units]
    return [(answer.decision, answer.remaining) for answer in answers]


def newcomer(door: Admission, address: str = HERE) -> str:
    return door.admit(visit("looked/at", address=address, peek=True)).new_guest_token


def test_distinct_units_count_and_the_same_one_is_free(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock, guest=2)
    seen = views(door, newcomer(door), "a/1", "a/1", "a/2", "a/1", "a/2")
    assert seen == [(NEW, 1), (BEFORE, 1), (NEW, 0), (BEFORE, 0), (BEFORE, 0)]


def test_a_refusal_costs_nothing(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    meter = make_meter(clock)
    few, more = admission(meter, clock, guest=1), admission(meter, clock, guest=2)
    token = newcomer(few)
    assert views(few, token, "a/1", "a/2", "a/3", "a/1") == [
        (NEW, 0),
        (OVER, 0),
        (OVER, 0),
        (BEFORE, 0),
    ]
    assert views(more, token, "a/3") == [(NEW, 0)]


def test_an_allowance_of_nothing_refuses_all(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock, guest=0)
    assert views(door, newcomer(door), "a/1") == [(OVER, 0)]


def test_looking_records_nothing(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock, guest=1)
    token = newcomer(door)
    looks = [door.admit(visit("a/1", token, peek=True)) for _ in range(3)]
    assert [(look.decision, look.remaining) for look in looks] == [(Decision.NOT_RECORDED, 1)] * 3
    assert views(door, token, "a/1") == [(NEW, 0)]
    assert door.admit(visit("a/1", token, peek=True)).decision is BEFORE
    assert door.admit(visit("a/2", token, peek=True)).decision is Decision.NOT_RECORDED


def test_clearing_cookies_meets_the_cap_of_the_network(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock, guest=2, network=3)
    first = newcomer(door)
    assert views(door, first, "a/1", "a/2") == [(NEW, 1), (NEW, 0)]
    assert views(door, newcomer(door), "a/3", "a/4") == [(NEW, 0), (NETWORK, 0)]
    assert views(door, newcomer(door, "192.0.2.250"), "a/4") == [(NETWORK, 0)]
    # Elsewhere there is another cap, and what was unlocked stays so.
    assert views(door, newcomer(door, ELSEWHERE), "a/4") == [(NEW, 1)]
    assert views(door, first, "a/1") == [(BEFORE, 0)]


def test_a_unit_counts_once_in_a_network_whoever_views_it(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock, guest=2, network=1)
    assert views(door, newcomer(door), "a/1") == [(NEW, 0)]
    assert views(door, newcomer(door), "a/1", "a/2") == [(NEW, 0), (NETWORK, 0)]


def test_moving_changes_nothing_for_who_keeps_the_cookie(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock, guest=1, network=9)
    token = newcomer(door)
    door.admit(visit("a/1", token))
    assert door.admit(visit("a/2", token, ELSEWHERE)).decision is OVER
    assert door.admit(visit("a/1", token, ELSEWHERE)).decision is BEFORE


def test_the_64_of_ipv6_and_an_ipv4_address_mapped_into_it(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock, guest=1, network=1)
    addresses = [
        "2001:db8::1",
        "2001:db8::ffff:2",
        "2001:db8:0:1::1",
        "192.0.2.1",
        "::ffff:192.0.2.2",
    ]
    decisions = [
        door.admit(visit(f"a/{number}", address=address)).decision
        for number, address in enumerate(addresses)
    ]
    assert decisions == [NEW, NETWORK, NEW, NEW, NETWORK]


def test_meters_are_counted_apart(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock, guest=1, network=1)
    token = newcomer(door)
    answers = [door.admit(Visit(token, HERE, meter, "same unit")) for meter in MeterName]
    assert [answer.decision for answer in answers] == [NEW] * len(MeterName)


@pytest.mark.parametrize(
    ("kind", "last_moment"),
    [
        (WindowKind.MONTH, datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (WindowKind.MONTH, datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)),
        (WindowKind.DAY, datetime(2028, 2, 28, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_new_window_begins_anew_and_a_clock_set_back_finds_the_old_one(
    make_meter: MakeMeter, kind: WindowKind, last_moment: datetime
) -> None:
    clock = FakeClock(last_moment)
    door = admission(make_meter(clock), clock, guest=1, window=kind)
    token = newcomer(door)
    assert views(door, token, "a/1", "a/2") == [(NEW, 0), (OVER, 0)]
    clock.advance(timedelta(seconds=1))
    assert views(door, token, "a/2", "a/1") == [(NEW, 0), (OVER, 0)]
    clock.advance(timedelta(seconds=-1))
    assert views(door, token, "a/1", "a/2") == [(BEFORE, 0), (OVER, 0)]


@pytest.mark.parametrize("unit", ["a b", "ключ/1", "}{:*\r\n", "x\x00y", "a/1 ", "A/1", "a/1"])
def test_units_are_told_apart_to_the_last_character(make_meter: MakeMeter, unit: str) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock)
    token = newcomer(door)
    assert views(door, token, "a/1\t", unit, unit) == [(NEW, 4), (NEW, 3), (BEFORE, 3)]


def test_racing_for_the_last_ones_admits_no_more_than_there_are(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock, guest=5)
    token = newcomer(door)
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda n: door.admit(visit(f"a/{n}", token)), range(200)))
    won = sorted(answer.remaining for answer in answers if answer.decision is NEW)
    assert won == [0, 1, 2, 3, 4]
    assert all(answer.decision is OVER for answer in answers if answer.decision is not NEW)


def test_racing_for_the_same_one_counts_it_once(make_meter: MakeMeter) -> None:
    clock = FakeClock()
    door = admission(make_meter(clock), clock, guest=5)
    token = newcomer(door)
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: door.admit(visit("a/1", token)), range(200)))
    decisions = [answer.decision for answer in answers]
    assert (decisions.count(NEW), decisions.count(BEFORE)) == (1, 199)
    assert {answer.remaining for answer in answers} == {4}
