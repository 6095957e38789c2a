from datetime import UTC, datetime, timedelta

import pytest

from services.auth.domain.admission import Visit
from services.auth.domain.meter import Ask, Decision, Verdict
from services.auth.domain.plan import MeterName
from services.auth.domain.window import WindowKind
from services.auth.errors import AddressInvalidError, MeterUnavailableError, UnitInvalidError
from services.auth.memory import MemoryMeter
from tests.support.auth import HERE, admission, visit
from tests.support.clock import FakeClock


class Recording(MemoryMeter):
    """A Meter that keeps what it was asked and has one answer."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(FakeClock())
        self.verdict = verdict
        self.asked: list[Ask] = []

    def admit(self, ask: Ask) -> Verdict:
        self.asked.append(ask)
        return self.verdict


class Down(MemoryMeter):
    def admit(self, _: Ask) -> Verdict:
        raise MeterUnavailableError


def recording() -> Recording:
    return Recording(Verdict(Decision.ADMITTED_NEW, 1, 1))


def test_the_answer_says_what_is_left_and_until_when() -> None:
    answer = admission(MemoryMeter(FakeClock()), FakeClock()).admit(visit("icd-10-cm/E11.9"))
    assert answer.decision is Decision.ADMITTED_NEW
    assert (answer.plan, answer.limit, answer.remaining) == ("guest", 5, 4)
    assert answer.registration_bonus == 5
    assert answer.resets_at == datetime(2026, 7, 1, tzinfo=UTC)


def test_a_reader_without_a_good_token_is_a_new_guest_each_time() -> None:
    door = admission(MemoryMeter(FakeClock()), FakeClock())
    tokens = {door.admit(visit("a/1", token)).new_guest_token for token in ("", "junk", "x" * 999)}
    assert len(tokens) == 3
    assert "" not in tokens


def test_a_good_token_is_not_handed_out_again() -> None:
    door = admission(MemoryMeter(FakeClock()), FakeClock())
    token = door.admit(visit("a/1")).new_guest_token
    answer = door.admit(visit("a/1", token))
    assert answer.new_guest_token == ""
    assert answer.decision is Decision.ADMITTED_BEFORE


def test_an_expired_token_is_a_new_guest() -> None:
    clock = FakeClock()
    door = admission(MemoryMeter(clock), clock, lifetime=timedelta(hours=1))
    token = door.admit(visit("a/1")).new_guest_token
    clock.advance(timedelta(hours=2))
    assert door.admit(visit("a/1", token)).new_guest_token not in {"", token}


def test_a_guest_keeps_the_home_of_their_token_wherever_they_go() -> None:
    meter, clock = recording(), FakeClock()
    door = admission(meter, clock)
    token = door.admit(visit("a/1")).new_guest_token
    door.admit(visit("a/2", token, "2001:db8::1"))
    assert meter.asked[0].guest == meter.asked[1].guest


def test_the_window_is_the_one_that_is_set_and_what_is_recorded_outlives_it() -> None:
    meter, clock = recording(), FakeClock(datetime(2026, 6, 15, 12, tzinfo=UTC))
    admission(meter, clock, window=WindowKind.DAY).admit(visit("a/1"))
    (ask,) = meter.asked
    assert ask.window.name == "2026-06-15"
    assert ask.keep == timedelta(hours=12 + 24)


@pytest.mark.parametrize("meter_name", MeterName)
def test_each_meter_is_asked_for_by_its_name(meter_name: MeterName) -> None:
    meter = recording()
    admission(meter, FakeClock()).admit(Visit("", HERE, meter_name, "u", peek=True))
    assert (meter.asked[0].meter, meter.asked[0].peek) == (meter_name, True)


@pytest.mark.parametrize(
    ("used", "network_used", "remaining"),
    [(1, 1, 4), (5, 5, 0), (1, 28, 2), (1, 30, 0), (9, 1, 0), (1, 99, 0)],
)
def test_no_more_remains_than_both_allow(used: int, network_used: int, remaining: int) -> None:
    meter = Recording(Verdict(Decision.ADMITTED_BEFORE, used, network_used))
    answer = admission(meter, FakeClock(), guest=5, network=30).admit(visit("a/1"))
    assert answer.remaining == remaining


@pytest.mark.parametrize("unit", ["", " ", "\t\n", "x" * 201])
def test_a_bad_unit_is_refused_and_nothing_is_asked(unit: str) -> None:
    meter = recording()
    with pytest.raises(UnitInvalidError) as caught:
        admission(meter, FakeClock()).admit(visit(unit))
    assert caught.value.field == "unit"
    assert meter.asked == []


def test_a_unit_of_200_characters_is_good() -> None:
    answer = admission(recording(), FakeClock()).admit(visit("é" * 200))
    assert answer.decision is Decision.ADMITTED_NEW


def test_a_bad_address_is_refused_even_with_a_good_token() -> None:
    meter = recording()
    door = admission(meter, FakeClock())
    token = door.admit(visit("a/1")).new_guest_token
    with pytest.raises(AddressInvalidError):
        door.admit(visit("a/2", token, "junk"))
    assert len(meter.asked) == 1


def test_counters_that_are_down_are_said_to_be() -> None:
    with pytest.raises(MeterUnavailableError) as caught:
        admission(Down(FakeClock()), FakeClock()).admit(visit("a/1"))
    assert (caught.value.code, caught.value.reason) == ("UNAVAILABLE", "METER_UNAVAILABLE")
