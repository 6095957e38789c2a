"""What a reader gets when something behind the gateway is down."""

import json
import threading
import time

import pytest
from werkzeug.test import Client

from services.gateway.process import GatewayProcess
from services.runtime.errors import InternalError, InvalidArgumentError, UnavailableError
from tests.support.backends import Backends
from tests.support.book import GATED
from tests.support.ops import get
from tests.support.programs import wait_for

PAGE = "/codes/icd-10-cm/E11.9"
NOTICE = "Page views cannot be counted right now"


def metric(process: GatewayProcess, line: str) -> float:
    _, text = get(process.metrics_port, "/metrics")
    return next(float(one.rpartition(" ")[2]) for one in text.splitlines() if one.startswith(line))


@pytest.mark.parametrize(
    "error",
    [
        UnavailableError("redis", reason="METER_UNAVAILABLE"),
        InternalError("broken"),
        InvalidArgumentError("no address", field="client_address"),
    ],
)
@pytest.mark.parametrize("in_memory", [False, True])
def test_without_a_count_a_page_shows_its_public_part(
    client: Client,
    backends: Backends,
    process: GatewayProcess,
    error: Exception,
    *,
    in_memory: bool,
) -> None:
    if in_memory:
        client.get(PAGE)
    backends.trouble.errors["Admit"] = error
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert "without complications" in answer.text
    assert NOTICE in answer.text
    assert GATED not in answer.text
    assert metric(process, "codebook_gateway_meter_failsoft_total") == 1


def test_auth_that_decides_nothing_is_the_same(client: Client, backends: Backends) -> None:
    backends.auth.undecided = True
    assert NOTICE in client.get(PAGE).text


def test_auth_that_is_gone_is_the_same(client: Client, backends: Backends) -> None:
    backends.processes["auth"].stop()
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert NOTICE in answer.text
    assert GATED not in answer.text


def test_auth_that_hangs_is_not_waited_for(client: Client, backends: Backends) -> None:
    backends.trouble.delays["Admit"] = 3
    start = time.monotonic()
    assert NOTICE in client.get(PAGE).text
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "path",
    [PAGE, "/c/E11.9", "/browse", "/browse/icd-10-cm", "/browse/icd-10-cm/E11"],
)
def test_without_the_catalog_pages_say_so(client: Client, backends: Backends, path: str) -> None:
    backends.processes["catalog"].stop()
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "cannot be reached right now" in answer.text


def test_a_page_that_is_known_opens_without_the_catalog(client: Client, backends: Backends) -> None:
    client.get(PAGE)
    backends.processes["catalog"].stop()
    time.sleep(0.2)  # the gateway has looked and found nobody
    assert GATED in client.get(PAGE).text


def test_a_catalog_that_stops_meanwhile_is_a_503(client: Client, backends: Backends) -> None:
    backends.trouble.delays["GetCode"] = 1
    stopping = threading.Timer(0.2, backends.processes["catalog"].stop)
    stopping.start()
    assert client.get(PAGE).status_code == 503
    stopping.join()


def test_without_the_catalog_the_first_page_still_searches(
    client: Client, backends: Backends
) -> None:
    backends.processes["catalog"].stop()
    answer = client.get("/")
    assert answer.status_code == 200
    assert "books cannot be reached" in answer.text
    assert client.get("/search?q=diabetes&system=icd-10-cm").status_code == 200


def test_a_catalog_that_hangs_is_a_504(client: Client, backends: Backends) -> None:
    backends.trouble.delays["GetCode"] = 3
    answer = client.get(PAGE)
    assert answer.status_code == 504
    assert answer.headers["Retry-After"] == "10"


def test_a_fault_of_the_catalog_is_a_500_that_tells_nothing(
    client: Client, backends: Backends
) -> None:
    backends.trouble.errors["GetCode"] = RuntimeError("secret detail")
    for path in (PAGE, "/api/v1" + PAGE):
        answer = client.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert answer.headers["X-Request-Id"] in answer.text


def test_without_search_exact_codes_still_open(client: Client, backends: Backends) -> None:
    backends.processes["search"].stop()
    answer = client.get("/search?q=e11.9")
    assert answer.status_code == 200
    assert "index cannot be reached" in answer.text
    assert 'href="/codes/icd-10-cm/E11.9"' in answer.text


def test_without_search_words_get_the_notice_alone(client: Client, backends: Backends) -> None:
    backends.processes["search"].stop()
    answer = client.get("/search?q=sugar+diabetes!")
    assert answer.status_code == 200
    assert "index cannot be reached" in answer.text


@pytest.mark.parametrize("path", ["/api/v1/search?q=hip", "/api/v1/suggest?q=hip"])
def test_without_search_a_program_gets_a_problem(
    client: Client, backends: Backends, path: str
) -> None:
    backends.processes["search"].stop()
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Retry-After"] == "10"


def test_readiness_names_the_parts(backends: Backends, process: GatewayProcess) -> None:
    status, body = get(process.metrics_port, "/readyz")
    assert (status, json.loads(body)) == (
        200,
        {"auth": True, "catalog": True, "search": True, "sigterm": True},
    )
    backends.processes["search"].stop()
    backends.processes["catalog"].stop()
    backends.processes["auth"].health.stop()
    unwell = {"auth": False, "catalog": False, "search": False, "sigterm": True}
    wait_for(lambda: json.loads(get(process.metrics_port, "/readyz")[1]) == unwell)
    assert get(process.metrics_port, "/readyz")[0] == 503
