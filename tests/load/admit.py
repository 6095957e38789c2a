"""Admit for a member, against its script asked of Redis by the same client, at eight callers.

And an empty call of gRPC against the same: what no service in Python can be faster than.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib import resources

import grpc
from codebook.auth.v1 import auth_pb2, auth_pb2_grpc

from services.auth.domain.bearer import Bearer, new_account_id, new_token
from services.auth.domain.session import Session, Standing
from services.auth.store import RedisSessions, open_pool
from services.auth.store import redis as keys
from services.runtime.clock import SystemClock
from tests.load.client import Load
from tests.load.floor import ECHO
from tests.support.ports import free_port

CALLERS = 8
SECONDS = 4.0
ROUNDS = 3
IDLE = timedelta(days=1)
UNIT = "icd-10-cm/E11.9"

Call = Callable[[], object]


@contextmanager
def sides(auth_port: int, redis_url: str, echo_port: int) -> Iterator[tuple[Call, Call, Call]]:
    """Yield three calls: Admit, the bare script over the client that auth uses, and an echo."""
    pool = open_pool(redis_url, CALLERS)
    token, bearer = _signed_in(RedisSessions(pool))
    commands = keys.Commands(pool)
    script = resources.files("services.auth.store").joinpath("admit.lua").read_bytes()
    sha = commands.one("SCRIPT", "LOAD", script)
    own = (
        keys.credential(bearer.account, bearer.digest),
        keys.standing(bearer.account),
        keys.seen(bearer.account),
        keys.account_units(bearer.account, "bench", "always"),  # type: ignore[arg-type]  # no meter
    )
    now = int(SystemClock().now().timestamp())
    arguments = ("member", UNIT, 0, now, 86_400, 50, "registered", 1000, 1, 86_400)
    request = auth_pb2.AdmitRequest(
        session_token=token, meter=auth_pb2.METER_PAGE_VIEW, unit=UNIT, client_address="192.0.2.7"
    )
    with (
        grpc.insecure_channel(f"127.0.0.1:{auth_port}") as channel,
        grpc.insecure_channel(f"127.0.0.1:{echo_port}") as bare,
    ):
        stub = auth_pb2_grpc.AuthServiceStub(channel)
        say: grpc.UnaryUnaryMultiCallable[bytes, bytes] = bare.unary_unary(ECHO)
        said = request.SerializeToString()
        say(said, wait_for_ready=True)
        answer = stub.Admit(request)
        if not answer.role:
            raise ValueError("the session is not known")
        yield (
            lambda: stub.Admit(request),
            lambda: commands.one("EVALSHA", sha, len(own), *own, *arguments),
            lambda: say(said),
        )
    pool.close()


def best(auth_port: int, redis_url: str) -> tuple[Load, Load, Load]:
    """Return the median run of each side by its median time; the sides take turns."""
    port = free_port()
    echo = subprocess.Popen([sys.executable, "-m", "tests.load.floor", "echo", str(port)])
    try:
        with sides(auth_port, redis_url, port) as calls:
            for call in calls:
                _run(call, 1.0)
            runs = [[_run(call, SECONDS) for call in calls] for _ in range(ROUNDS)]
    finally:
        echo.terminate()
        echo.wait()
    ordered = [sorted(s, key=lambda load: load.percentile_ms(50)) for s in zip(*runs, strict=True)]
    value, least, bare = (side[ROUNDS // 2] for side in ordered)
    return value, least, bare


def _run(call: Call, seconds: float) -> Load:
    times: list[list[float]] = [[] for _ in range(CALLERS)]
    start = time.perf_counter()

    def work(own: list[float]) -> None:
        while (began := time.perf_counter()) - start < seconds:
            call()
            own.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=work, args=(own,)) for own in times]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = [one for own in times for one in own]
    return Load(len(every), time.perf_counter() - start, every)


def _signed_in(sessions: RedisSessions) -> tuple[str, Bearer]:
    """Return the session of a member whom only Redis knows."""
    account, now = new_account_id(), SystemClock().now()
    token, bearer = new_token(account)
    sessions.start(Session(bearer, now, now, now + IDLE, "bench"), IDLE)
    sessions.put_standing(account, Standing("registered", "member"))
    return token, bearer
