"""Every Meter against a plain model, through random views, looks, forgeries and clock steps."""

import string
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

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
from services.auth.domain.window import WindowKind
from tests.contract.auth.conftest import MakeMeter
from tests.support.auth import admission, visit
from tests.support.clock import FakeClock

LIMIT, CAP = 3, 5
LIFETIME = timedelta(days=90)
NETWORKS = [
    ["192.0.2.1", "192.0.2.254", "::ffff:192.0.2.9"],
    ["198.51.100.1"],
    ["2001:db8::1", "2001:db8::abcd:1"],
]
STEPS = st.one_of(
    st.timedeltas(timedelta(), timedelta(hours=30)), st.timedeltas(timedelta(), timedelta(days=40))
)


@dataclass(frozen=True)
class Reader:
    """A guest as the model knows one: by number, with the place and second of the token."""

    number: int
    token: str
    home: int
    since: datetime


class MeterMachine(RuleBasedStateMachine):
    def __init__(self, make_meter: MakeMeter) -> None:
        super().__init__()
        self.make_meter = make_meter
        self.clock = FakeClock()
        self.latest = self.clock.now()
        self.readers: list[Reader] = []
        self.seen: dict[tuple[int, str], set[str]] = defaultdict(set)
        self.seen_at_home: dict[tuple[int, str], set[str]] = defaultdict(set)

    @initialize(kind=st.sampled_from(WindowKind))
    def open(self, kind: WindowKind) -> None:
        meter = self.make_meter(self.clock)
        self.shape = "%Y-%m" if kind is WindowKind.MONTH else "%Y-%m-%d"
        self.door = admission(
            meter, self.clock, guest=LIMIT, network=CAP, window=kind, lifetime=LIFETIME
        )

    @rule(place=st.integers(0, len(NETWORKS) - 1), unit=st.sampled_from("abcdefgh"), data=st.data())
    def view(self, place: int, unit: str, data: st.DataObject) -> None:
        reader = data.draw(st.sampled_from([None, *self.readers]))
        token = reader.token if reader else data.draw(st.sampled_from(["", "forged.1.2.3"]))
        peek = data.draw(st.booleans())
        address = data.draw(st.sampled_from(NETWORKS[place]))
        answer = self.door.admit(visit(unit, token, address, peek=peek))

        if reader is None or self.clock.now() - reader.since > LIFETIME:
            assert answer.new_guest_token
            reader = self.remember(answer.new_guest_token, place)
        else:
            assert answer.new_guest_token == ""
        assert answer.decision == self.decide(reader, unit, peek=peek)
        assert answer.remaining == self.remaining(reader)
        assert answer.resets_at > self.clock.now()

    @rule(position=st.integers(0, 99), character=st.sampled_from(string.ascii_letters + "._-"))
    def forge(self, position: int, character: str) -> None:
        if not self.readers:
            return
        token = self.readers[-1].token
        forged = token[:position] + character + token[position + 1 :]
        if forged != token:
            assert self.door.admit(visit("a", forged, peek=True)).new_guest_token

    @rule(step=STEPS)
    def go_on(self, step: timedelta) -> None:
        self.clock.advance(step)
        self.latest = max(self.latest, self.clock.now())

    @rule(behind=st.timedeltas(timedelta(), timedelta(hours=23)))
    def set_clock_back(self, behind: timedelta) -> None:
        # To a little behind the latest time there has been; what is recorded is kept for a day.
        self.clock.advance(self.latest - behind - self.clock.now())

    @invariant()
    def nobody_has_more_than_the_limits(self) -> None:
        assert all(len(units) <= LIMIT for units in self.seen.values())
        assert all(len(units) <= CAP for units in self.seen_at_home.values())

    def remember(self, token: str, home: int) -> Reader:
        since = self.clock.now().replace(microsecond=0)
        reader = Reader(len(self.readers), token, home, since)
        self.readers.append(reader)
        return reader

    def units_of(self, reader: Reader) -> tuple[set[str], set[str]]:
        window = self.clock.now().strftime(self.shape)
        return self.seen[reader.number, window], self.seen_at_home[reader.home, window]

    def decide(self, reader: Reader, unit: str, *, peek: bool) -> Decision:
        own, home = self.units_of(reader)
        if unit in own:
            return Decision.ADMITTED_BEFORE
        if peek:
            return Decision.NOT_RECORDED
        if len(own) == LIMIT:
            return Decision.REFUSED_ALLOWANCE
        if len(home | {unit}) > CAP:
            return Decision.REFUSED_NETWORK
        own.add(unit)
        home.add(unit)
        return Decision.ADMITTED_NEW

    def remaining(self, reader: Reader) -> int:
        own, home = self.units_of(reader)
        return min(LIMIT - len(own), CAP - len(home))


def test_a_meter_does_what_the_model_does(make_meter: MakeMeter) -> None:
    class Machine(MeterMachine):
        def __init__(self) -> None:
            super().__init__(make_meter)

    how = settings(max_examples=100, stateful_step_count=40)
    run_state_machine_as_test(Machine, settings=how)
