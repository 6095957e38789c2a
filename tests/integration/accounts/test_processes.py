"""Several gateways and several processes of auth on one Redis, as they are deployed."""

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from codebook.catalog.v1 import catalog_pb2

from services.auth.domain.account import Account, Role
from services.auth.domain.bearer import new_account_id, new_token
from services.auth.domain.session import Session
from services.auth.store import RedisSessions, SqlAccounts, migrate, open_engine, open_pool
from services.runtime.clock import SystemClock
from tests.support.auth import IDLE, KEY, plans_file
from tests.support.backends import Backends
from tests.support.gateway import running_gateway
from tests.support.ops import get
from tests.support.ports import free_port
from tests.support.programs import wait_for
from tests.support.redis import RedisServer

pytestmark = pytest.mark.redis
CODES = [f"Z{number:04}" for number in range(1000)]
WALL, LEFT, UNCOUNTED = b'id="wall"', b"code page view", b"cannot be counted"
ATTEMPTS = 20


def member(folder: Path, redis_url: str) -> str:
    """Return the session of a new account."""
    clock = SystemClock()
    engine, pool = open_engine(f"sqlite:///{folder / 'auth.db'}", 1), open_pool(redis_url, 1)
    migrate(engine)
    account = Account(
        new_account_id(), "one@x.example", "-", Role.MEMBER, "registered", False, clock.now()
    )
    with SqlAccounts(engine).begin() as ledger:
        assert ledger.add(account)
    token, bearer = new_token(account.id)
    now = clock.now()
    RedisSessions(pool).start(Session(bearer, now, now, now + IDLE, "test"), IDLE)
    pool.close()
    engine.dispose()
    return token


@contextmanager
def auth_process(folder: Path, redis_url: str, number: int) -> Iterator[int]:
    """Run `python -m services.auth`; yield its port when it is ready."""
    port = metrics_port = free_port()
    while metrics_port == port:
        metrics_port = free_port()
    environment = {
        **os.environ,
        "AUTH_SECRET_KEY": KEY,
        "AUTH_PORT": str(port),
        "AUTH_METRICS_PORT": str(metrics_port),
        "AUTH_DATABASE_URL": f"sqlite:///{folder / 'auth.db'}",
        "AUTH_PLANS_FILE": str(plans_file(folder, registered=5)),
        "REDIS_URL": redis_url,
    }
    log = folder / f"auth-{number}.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "services.auth"], env=environment, stderr=sink
        )
    try:
        wait_for(lambda: process.poll() is not None or is_up(metrics_port), 60)
        assert process.poll() is None, log.read_text()
        yield port
    finally:
        process.kill()
        process.wait()


def is_up(metrics_port: int) -> bool:
    try:
        return get(metrics_port, "/readyz")[0] == 200
    except OSError:
        return False


@pytest.fixture
def ports(tmp_path: Path, redis_server: RedisServer, backends: Backends) -> Iterator[list[int]]:
    """Yield the ports of two gateways; behind each is a process of auth of its own."""
    for code in CODES:
        summary = catalog_pb2.CodeSummary(
            system="icd-10-cm", code=code, compact=code, title=code, billable=True
        )
        record = catalog_pb2.CodeRecord(summary=summary)
        backends.catalog.records["icd-10-cm", code] = record
    with ExitStack() as stack:
        found = []
        for number in range(2):
            auth = stack.enter_context(auth_process(tmp_path, redis_server.url, number))
            environment = {
                "GATEWAY_CATALOG_TARGET": backends.target("catalog"),
                "GATEWAY_SEARCH_TARGET": backends.target("search"),
                "GATEWAY_AUTH_TARGET": f"127.0.0.1:{auth}",
                "GATEWAY_COOKIE_SECURE": "false",
                # The machine may be busy: an answer that comes late is no answer to this test.
                "GATEWAY_AUTH_SECONDS": "30",
                "GATEWAY_REQUEST_SECONDS": "60",
            }
            log = tmp_path / f"gateway-{number}.log"
            gateway = stack.enter_context(running_gateway(log, environment))
            found.append(gateway.port)
        yield found


def pages(ports: list[int], session: str, codes: list[str]) -> list[bytes]:
    """Return what a member is shown of each code, asked of all gateways at the same time."""
    local, opened = threading.local(), list[HTTPConnection]()

    def page(number: int) -> bytes:
        port = ports[number % len(ports)]
        kept: dict[str, HTTPConnection] = vars(local)
        if str(port) not in kept:
            kept[str(port)] = HTTPConnection("127.0.0.1", port, timeout=90)
            opened.append(kept[str(port)])
        connection = kept[str(port)]
        path, head = f"/codes/icd-10-cm/{codes[number]}", {"Cookie": f"session={session}"}
        for _ in range(ATTEMPTS):
            connection.request("GET", path, headers=head)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, answer.status
            # Where counters could not be reached in time nothing was counted, nor shown.
            if UNCOUNTED not in body:
                break
        assert LEFT in body
        return body

    try:
        with ThreadPoolExecutor(16) as pool:
            return list(pool.map(page, range(len(codes))))
    finally:
        for connection in opened:
            connection.close()


def test_a_thousand_first_views_admit_five_and_the_same_code_counts_once(
    tmp_path: Path, redis_server: RedisServer, ports: list[int]
) -> None:
    session = member(tmp_path, redis_server.url)
    again = pages(ports, session, [CODES[0]] * 100)
    assert all(WALL not in page and b"4 code page views remaining" in page for page in again)

    found = pages(ports, session, CODES)
    opened = [page for page in found if WALL not in page]
    assert len(opened) == 5, Counter(WALL in page for page in found)
    left = sorted(page.split(b" code page view")[0].rsplit(b">", 1)[-1] for page in opened)
    assert left[:4] == [b"0", b"1", b"2", b"3"]
    with redis_server.client() as client:
        (key,) = list(client.scan_iter("meter:*:account"))
        assert client.scard(key) == 5
