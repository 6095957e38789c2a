"""Several processes of auth on one Redis, as they are deployed."""

import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

import pytest
from codebook.auth.v1 import auth_pb2

from tests.integration.auth.conftest import Stub, calling, page_view
from tests.support.redis import RedisServer

pytestmark = pytest.mark.redis
StartProcess = Callable[[str], tuple[subprocess.Popen[str], int]]


@pytest.fixture
def stubs(redis_server: RedisServer, start_process: StartProcess) -> Iterator[list[Stub]]:
    with ExitStack() as stack:
        ports = [start_process(redis_server.url)[1] for _ in range(3)]
        yield [stack.enter_context(calling(port)) for port in ports]


def all_at_once(
    stubs: Sequence[Stub], requests: Sequence[auth_pb2.AdmitRequest]
) -> list[auth_pb2.AdmitResponse]:
    calls = [
        stubs[number % len(stubs)].Admit.future(request, timeout=30)
        for number, request in enumerate(requests)
    ]
    return [call.result() for call in calls]


def test_a_thousand_at_once_are_admitted_to_the_limit_and_no_further(stubs: list[Stub]) -> None:
    token = stubs[0].Admit(page_view("shared/1")).new_guest_token
    other = stubs[1].Admit(page_view("own/1")).new_guest_token

    # Distinct units of one guest, who has used 1 of 5.
    answers = all_at_once(stubs, [page_view(f"a/{n}", token) for n in range(1000)])
    assert Counter(answer.decision for answer in answers) == {
        auth_pb2.DECISION_ADMITTED_NEW: 4,
        auth_pb2.DECISION_REFUSED_ALLOWANCE: 996,
    }
    won = [a.remaining for a in answers if a.decision == auth_pb2.DECISION_ADMITTED_NEW]
    assert sorted(won) == [0, 1, 2, 3]

    # The same unit of another guest, who has used 1 of 5.
    answers = all_at_once(stubs, [page_view("a/x", other)] * 1000)
    assert Counter((answer.decision, answer.remaining) for answer in answers) == {
        (auth_pb2.DECISION_ADMITTED_NEW, 3): 1,
        (auth_pb2.DECISION_ADMITTED_BEFORE, 3): 999,
    }


def test_a_thousand_new_guests_of_one_network_meet_its_cap(stubs: list[Stub]) -> None:
    requests = [page_view(f"a/{n}", address=f"192.0.2.{n % 256}") for n in range(1000)]
    answers = all_at_once(stubs, requests)
    assert Counter(answer.decision for answer in answers) == {
        auth_pb2.DECISION_ADMITTED_NEW: 30,
        auth_pb2.DECISION_REFUSED_NETWORK: 970,
    }
    assert len({answer.new_guest_token for answer in answers}) == 1000


def test_a_process_stops_cleanly_when_told_to(
    redis_server: RedisServer, start_process: StartProcess
) -> None:
    process, port = start_process(redis_server.url)
    with calling(port) as stub:
        assert stub.Admit(page_view("a/1")).decision == auth_pb2.DECISION_ADMITTED_NEW
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
