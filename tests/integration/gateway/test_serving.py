"""The process as it is started: granian's parent, its worker, signals, ports, raw bytes."""

import json
import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.backends import Backends
from tests.support.gateway import Gateway, running_gateway, started_gateway
from tests.support.ops import get
from tests.support.ports import free_port
from tests.support.programs import runs, wait_for

PAGE = b"GET /codes/icd-10-cm/E11.9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@pytest.fixture
def environment(backends: Backends) -> dict[str, str]:
    targets = {
        f"GATEWAY_{name.upper()}_TARGET": backends.target(name)
        for name in ("catalog", "search", "auth")
    }
    return {**targets, "GATEWAY_DRAIN_SECONDS": "0.5", "GATEWAY_GRACE_SECONDS": "5"}


@pytest.fixture
def gateway(environment: dict[str, str], tmp_path: Path) -> Iterator[Gateway]:
    with running_gateway(tmp_path / "log", environment) as running:
        yield running


def test_sigterm_lets_a_request_finish_and_says_so_before(
    gateway: Gateway, backends: Backends
) -> None:
    backends.trouble.delays["GetCode"] = 1.5
    answers: list[bytes] = []
    reader = threading.Thread(target=lambda: answers.append(gateway.exchange(PAGE)))
    reader.start()
    wait_for(lambda: "GetCode" in backends.trouble.calls)
    worker = gateway.worker()
    gateway.process.send_signal(signal.SIGTERM)
    wait_for(lambda: not json.loads(get(gateway.metrics_port, "/readyz")[1])["sigterm"])
    assert gateway.exchange(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")[:15] == (
        b"HTTP/1.1 200 OK"  # still answered, until callers have noticed
    )
    reader.join()
    assert answers[0].startswith(b"HTTP/1.1 200 OK")
    assert b"without complications" in answers[0]
    assert gateway.process.wait(10) == 0
    assert not runs(worker)


def test_what_is_written_is_one_json_line_an_event(gateway: Gateway) -> None:
    gateway.exchange(PAGE)
    gateway.process.send_signal(signal.SIGTERM)
    assert gateway.process.wait(10) == 0
    events = [json.loads(line)["event"] for line in gateway.log.read_text().splitlines()]
    assert events[-1] == "stopped"
    assert {"started", "request", "stopping"} <= set(events)


def test_an_idle_connection_does_not_hold_the_process(gateway: Gateway) -> None:
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=10) as idle:
        idle.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(100).startswith(b"HTTP/1.1 200 OK")
        gateway.process.send_signal(signal.SIGTERM)
        assert gateway.process.wait(4) == 0


def test_the_worker_does_not_outlive_its_parent(gateway: Gateway) -> None:
    worker = gateway.worker()
    gateway.process.send_signal(signal.SIGKILL)
    wait_for(lambda: not runs(worker))


def test_a_worker_that_dies_takes_the_process_with_it(gateway: Gateway) -> None:
    os.kill(gateway.worker(), signal.SIGKILL)
    assert gateway.process.wait(10) == 1
    assert "Unexpected exit from worker" in gateway.log.read_text()


@pytest.mark.parametrize("taken", ["port", "metrics_port"])
def test_a_taken_port_is_one_sentence(
    environment: dict[str, str], tmp_path: Path, taken: str
) -> None:
    ports = {"port": free_port(), "metrics_port": free_port()}
    with socket.socket() as other:
        other.bind(("127.0.0.1", ports[taken]))
        other.listen()
        log = tmp_path / "log"
        with started_gateway(log, environment, **ports) as process:
            assert process.wait(20) == 1, log.read_text()
        assert log.read_text() == (
            f"gateway: 127.0.0.1:{ports[taken]} is taken or may not be used.\n"
        )


def test_a_second_gateway_does_not_share_the_port(
    gateway: Gateway, environment: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "second"
    with started_gateway(log, environment, gateway.port, free_port()) as second:
        assert second.wait(20) == 1
    assert "is taken" in log.read_text()


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /search?q=%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET /codes/icd-10-cm/\xff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET /c/E11%009 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET /c/\x00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"404"),
        (b"BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"405"),
        (b"GET / HTTP/1.1\r\nHost: <a b>\r\nConnection: close\r\n\r\n", b"200"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nCookie: \xff=\xfe\r\nConnection: close\r\n\r\n", b"200"),
        (b"GET / HTTP/1.0\r\n\r\n", b"200"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\nConnection: close\r\n\r\n", b"400"),
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"414"),
    ],
    ids=range(11),
)
def test_raw_bytes_never_break_it(
    shared_gateway: Gateway, request_bytes: bytes, status: bytes
) -> None:
    assert shared_gateway.exchange(request_bytes)[9:12] == status


def test_a_large_body_is_not_read(shared_gateway: Gateway) -> None:
    head = b"POST /search HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    answer = shared_gateway.exchange(head + b"Content-Length: 100000000\r\n\r\n")
    assert answer[9:12] == b"413"


@pytest.fixture(scope="module")
def shared_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway with nothing behind it: what is refused is refused all the same."""
    nowhere = {f"GATEWAY_{name}_TARGET": "127.0.0.1:9" for name in ("CATALOG", "SEARCH", "AUTH")}
    log, ports = tmp_path_factory.mktemp("gateway") / "log", (free_port(), free_port())
    with started_gateway(log, nowhere, *ports) as process:
        wait_for(lambda: '"started"' in log.read_text(), 30)
        gateway = Gateway(process, *ports, log)
        wait_for(lambda: _listens(gateway))
        yield gateway


def _listens(gateway: Gateway) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", gateway.port)) == 0
