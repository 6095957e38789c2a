"""What surrounds every request: id, headers, compression, numbers, log lines."""

import gzip
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

from services.gateway.app import build
from services.gateway.process import GatewayProcess
from services.gateway.settings import GatewaySettings
from services.runtime import logging
from services.runtime.errors import UnavailableError
from tests.support.backends import Backends
from tests.support.clock import FakeClock
from tests.support.ops import get

PAGE = "/codes/icd-10-cm/E11.9"
EVERY_KIND = ("/", PAGE, "/nowhere", "/api/v1/codes/icd-10-cm/E11.9", "/api/v1/nowhere")


@pytest.fixture
def log(process: GatewayProcess) -> Iterator[io.StringIO]:
    """What is logged while the test runs."""
    assert process
    stream = io.StringIO()
    logging.configure("gateway", "info", stream)
    yield stream
    logging.configure("gateway", "info")


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_answer_is_guarded(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers
    assert headers["Cache-Control"]


def test_pages_have_nothing_inline_that_the_policy_forbids(client: Client) -> None:
    for path in ("/", PAGE, "/search?q=a", "/browse", "/api/docs", "/nowhere"):
        page = client.get(path).text
        # A block of data is no script: the browser never runs it.
        runs = page.replace('<script type="application/ld+json">', "")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", runs)


class TestOverHttps:
    @pytest.fixture
    def settings(self, settings: GatewaySettings) -> GatewaySettings:
        return settings.model_copy(update={"cookie_secure": True})

    def test_the_browser_is_told_to_stay_there(self, client: Client) -> None:
        answer = client.get(PAGE)
        assert "max-age=63072000" in answer.headers["Strict-Transport-Security"]
        assert answer.headers["Set-Cookie"].startswith("__Host-guest=")


def test_a_sane_request_id_goes_through_every_hop(client: Client, backends: Backends) -> None:
    answer = client.get(PAGE, headers={"X-Request-Id": "from-the-edge-1"})
    assert answer.headers["X-Request-Id"] == "from-the-edge-1"
    assert "from-the-edge-1" in backends.trouble.request_ids


@pytest.mark.parametrize("offered", ["short", "x" * 65, "with space in it", "<script>alert(1)"])
def test_any_other_request_id_is_replaced(client: Client, offered: str) -> None:
    made = client.get("/", headers={"X-Request-Id": offered}).headers["X-Request-Id"]
    assert re.fullmatch(r"[0-9a-f]{16}", made)


def test_a_request_is_one_line_without_what_was_asked_for(client: Client, log: io.StringIO) -> None:
    client.get("/search?q=secret+illness", headers={"X-Forwarded-For": "198.51.100.7"})
    client.get(PAGE)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    requests = [line for line in lines if line["event"] == "request"]
    assert [line["route"] for line in requests] == ["/search", "/codes/<system>/<code>"]
    assert {"method", "status", "ms", "request_id", "service", "timestamp"} <= set(requests[0])
    for asked in ("secret", "E11", "198.51.100.7", "127.0.0.1"):
        assert asked not in json.dumps(requests)


def test_what_nobody_expected_is_logged_with_its_trace(
    client: Client, backends: Backends, log: io.StringIO
) -> None:
    backends.trouble.errors["GetCode"] = RuntimeError("broken")
    client.get(PAGE)
    assert any(
        line["event"] == "request failed" and "Traceback" in line["exception"]
        for line in map(json.loads, log.getvalue().splitlines())
    )


def test_requests_are_counted_by_route(client: Client, process: GatewayProcess) -> None:
    client.get(PAGE)
    client.get("/nowhere")
    client.open("/", method="BREW")
    text = get(process.metrics_port, "/metrics")[1]
    counted = 'http_request_duration_seconds_count{method="%s",route="%s",status="%s"} 1.0'
    assert counted % ("GET", "/codes/<system>/<code>", "200") in text
    assert counted % ("GET", "none", "404") in text
    assert counted % ("other", "none", "405") in text
    assert "E11" not in text


def without_nonce(page: bytes) -> bytes:
    return re.sub(rb'nonce="[\w-]+"', b"", page)


def test_a_browser_gets_pages_compressed(client: Client) -> None:
    plain = client.get(PAGE)
    small = client.get(PAGE, headers={"Accept-Encoding": "br, gzip"})
    assert without_nonce(gzip.decompress(small.data)) == without_nonce(plain.data)
    assert small.headers["Content-Encoding"] == "gzip"
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data)
    assert "Accept-Encoding" in plain.headers.getlist("Vary")


def test_what_is_short_is_sent_as_it_is(client: Client) -> None:
    answer = client.get("/robots.txt", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_static_files_are_kept_for_ever(client: Client) -> None:
    urls = re.findall(r'"(/static/[^"]+)"', client.get("/").text)
    assert len(urls) == 6
    for url in urls:
        for encoding in ("identity", "gzip"):
            answer = client.get(url, headers={"Accept-Encoding": encoding})
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"].endswith("immutable")
            compressed = encoding == "gzip" and not url.endswith(".woff2")
            assert (answer.headers.get("Content-Encoding") == "gzip") is compressed
    assert client.get("/static/book.css").status_code == 404


def test_a_first_page_with_all_it_needs_is_small(client: Client) -> None:
    accepts = {"Accept-Encoding": "gzip"}
    page = client.get(PAGE, headers=accepts)
    urls = re.findall(r'"(/static/[^"]+)"', gzip.decompress(page.data).decode())
    size = len(page.data) + sum(len(client.get(url, headers=accepts).data) for url in urls)
    assert size < 60_000


def test_crawlers_are_told_what_not_to_read(client: Client) -> None:
    assert "Disallow: /api/" in client.get("/robots.txt").text
    assert client.get("/favicon.ico").headers["Location"].startswith("/static/icon.")


def test_a_new_revision_is_noticed(client: Client, backends: Backends) -> None:
    client.get(PAGE)
    record = backends.catalog.records["icd-10-cm", "E119"]
    record.summary.title = "A title of the next edition"
    assert "next edition" not in client.get(PAGE).text
    backends.catalog.revision = "r2"
    until = time.monotonic() + 5
    while "next edition" not in client.get(PAGE).text and time.monotonic() < until:
        time.sleep(0.02)
    assert "next edition" in client.get(PAGE).text


def test_memory_is_counted(client: Client, process: GatewayProcess) -> None:
    client.get(PAGE)
    client.get(PAGE)
    text = get(process.metrics_port, "/metrics")[1]
    for result in ("hit", "miss"):
        line = f'codebook_gateway_cache_lookups_total{{method="GetCode",result="{result}"}} 1.0'
        assert line in text


def test_without_a_revision_nothing_is_kept(settings: GatewaySettings, backends: Backends) -> None:
    backends.trouble.errors["GetRevision"] = UnavailableError("starting")
    process = build(settings, FakeClock())
    process.start()
    client = Client(process.app)
    for _ in range(2):
        assert client.get(PAGE).status_code == 200
    process.close()
    assert backends.trouble.calls.count("GetCode") == 2


def test_caught_mails_are_shown_to_their_own_machine_only(
    settings: GatewaySettings, tmp_path: Path
) -> None:
    (tmp_path / "1.eml").write_bytes(b"To: a@b.example\r\nSubject: Caught\r\n\r\nA link\r\n")
    process = build(settings.model_copy(update={"dev_mail_dir": tmp_path}), FakeClock())
    process.start()
    client = Client(process.app)
    statuses = {
        address: client.get("/dev/mail", environ_base={"REMOTE_ADDR": address}).status_code
        for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1", "192.0.2.7", "2001:db8::7", "")
    }
    process.close()
    shown, hidden = [200] * 3, [404] * 3
    assert list(statuses.values()) == shown + hidden
