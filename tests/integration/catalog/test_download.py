"""Downloads from a real server that does all that servers do on bad days."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from services.catalog.fetching.download import Downloader
from services.catalog.fetching.errors import FetchError, GoneError
from tests.support.archives import MUE, MUE_NAME, zipped
from tests.support.publisher import Answer, Publisher, publisher

PAGE = "https://publisher.example/downloads"
ZIP = zipped({MUE_NAME: MUE * 200})
OTHER = zipped({MUE_NAME: MUE})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with publisher() as running:
        yield running


class Told:
    """Remembers how the download went."""

    def __init__(self) -> None:
        self.last: tuple[int, int | None] = (0, None)

    def __call__(self, done: int, total: int | None) -> None:
        self.last = (done, total)


def download(folder: Path, url: str, sha256: str = "", told: Told | None = None) -> Path:
    with closing(Downloader(folder, sleep=lambda _seconds: None)) as downloads:
        return downloads.download(url, PAGE, told or Told(), sha256)


def ranges(server: Publisher) -> list[str]:
    return [headers.get("Range", "") for _, headers in server.asked]


def test_a_file_is_downloaded_once_and_asked_for_again_only_if_it_has_changed(
    server: Publisher, tmp_path: Path
) -> None:
    url, told = server.gives("/a.zip", Answer(ZIP), Answer(ZIP), Answer(OTHER)), Told()
    path = download(tmp_path, url, told=told)
    assert (path.name, path.read_bytes(), told.last) == ("a.zip", ZIP, (len(ZIP), len(ZIP)))
    assert download(tmp_path, url).read_bytes() == ZIP
    assert "If-None-Match" in server.asked[1][1]
    assert download(tmp_path, url).read_bytes() == OTHER
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip", "a.zip.json"]


def test_a_cut_connection_is_taken_up_where_it_broke(server: Publisher, tmp_path: Path) -> None:
    url = server.gives("/a.zip", Answer(ZIP, cut=100), Answer(ZIP, cut=50), Answer(ZIP))
    assert download(tmp_path, url).read_bytes() == ZIP
    assert ranges(server) == ["", "bytes=100-", "bytes=150-"]


def test_a_part_is_gone_on_with_the_next_time(server: Publisher, tmp_path: Path) -> None:
    url = server.gives("/a.zip", Answer(ZIP, cut=10))
    with pytest.raises(FetchError, match=r"Run it again: it goes on from there\.$"):
        download(tmp_path, url)
    assert (tmp_path / "a.zip.part").stat().st_size == 50
    server.gives("/a.zip", Answer(ZIP))
    assert download(tmp_path, url).read_bytes() == ZIP
    assert ranges(server)[-1] == "bytes=50-"


def test_another_file_at_the_address_is_not_joined_to_the_part_of_the_first(
    server: Publisher, tmp_path: Path
) -> None:
    url = server.gives("/a.zip", Answer(ZIP, cut=30), Answer(OTHER))
    assert download(tmp_path, url).read_bytes() == OTHER


def test_a_server_that_cannot_send_a_rest_sends_all(server: Publisher, tmp_path: Path) -> None:
    url = server.gives("/a.zip", Answer(ZIP, cut=30), Answer(ZIP, ranges=False))
    assert download(tmp_path, url).read_bytes() == ZIP


def test_a_part_that_does_not_fit_is_begun_anew(server: Publisher, tmp_path: Path) -> None:
    url = server.gives("/a.zip", Answer(ZIP, cut=30), Answer(status=416), Answer(ZIP))
    assert download(tmp_path, url).read_bytes() == ZIP
    assert ranges(server) == ["", "bytes=30-", ""]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_is_asked_again(
    server: Publisher, tmp_path: Path, status: int
) -> None:
    url = server.gives("/a.zip", Answer(status=status), Answer(ZIP))
    assert download(tmp_path, url).read_bytes() == ZIP


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=404), "there is no such file (404)"),
        (Answer(status=410), "the file has been taken away (410)"),
        (Answer(status=403), "the server refuses it (403)"),
        (Answer(b"<html>", headers={"Content-Type": "text/html"}), "a web page came"),
        (Answer(status=302, headers={"Location": "ftp://127.0.0.1/a.zip"}), "is not safe"),
        (Answer(status=302, headers={"Location": "http://x.example/a.zip"}), "leads away from"),
        (Answer(status=302, headers={"Location": "/a.zip"}), "leads on and on"),
    ],
)
def test_a_changed_address_is_said_with_where_to_look(
    server: Publisher, tmp_path: Path, answer: Answer, reason: str
) -> None:
    with pytest.raises(GoneError) as raised:
        download(tmp_path, server.gives("/a.zip", answer))
    assert reason in str(raised.value)
    assert f"look on {PAGE}, and give what you find with --url" in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_moved_file_is_followed_to_the_same_publisher(server: Publisher, tmp_path: Path) -> None:
    server.gives("/b.zip", Answer(ZIP))
    url = server.gives("/a.zip", Answer(status=301, headers={"Location": "/b.zip"}))
    assert download(tmp_path, url).read_bytes() == ZIP


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"Not Found, but with a smile", "what came is no zip"),
        (ZIP[:-40], "what came is no zip, or a damaged one"),
        (ZIP[:60] + bytes([ZIP[60] ^ 0xFF]) + ZIP[61:], "damaged"),
    ],
)
def test_what_is_no_sound_zip_is_not_kept(
    server: Publisher, tmp_path: Path, body: bytes, reason: str
) -> None:
    with pytest.raises(FetchError, match=reason):
        download(tmp_path, server.gives("/a.zip", Answer(body)))
    assert list(tmp_path.iterdir()) == []


def test_a_checksum_is_compared(server: Publisher, tmp_path: Path) -> None:
    url = server.gives("/a.zip", Answer(ZIP))
    assert download(tmp_path, url, hashlib.sha256(ZIP).hexdigest().upper()).name == "a.zip"
    with pytest.raises(FetchError, match=f"not {'0' * 64}: it is not used"):
        download(tmp_path, url, "0" * 64)


def test_a_kept_file_that_has_been_changed_is_downloaded_anew(
    server: Publisher, tmp_path: Path
) -> None:
    url = server.gives("/a.zip", Answer(ZIP))
    download(tmp_path, url).write_bytes(OTHER)
    assert download(tmp_path, url).read_bytes() == ZIP


def test_a_name_that_no_file_should_have_is_replaced(server: Publisher, tmp_path: Path) -> None:
    path = download(tmp_path, server.gives("/a%20b.exe", Answer(ZIP)))
    assert (path.parent, path.suffix) == (tmp_path, ".zip")


def test_a_proxy_is_used(
    server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.gives("/a.zip", Answer(ZIP))
    monkeypatch.setenv("HTTP_PROXY", server.url)
    assert download(tmp_path, "http://files.example/a.zip").read_bytes() == ZIP
    assert server.asked[0][0] == "http://files.example/a.zip"
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with pytest.raises(FetchError, match="the proxy that HTTPS_PROXY or HTTP_PROXY names"):
        download(tmp_path, "https://files.example/b.zip")


@pytest.mark.usefixtures("server")
def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="the connection broke off or was never made"):
        download(tmp_path, "http://127.0.0.1:9/a.zip")


def test_what_is_written_beside_a_file_is_its_origin(server: Publisher, tmp_path: Path) -> None:
    url = server.gives("/a.zip", Answer(ZIP))
    path = download(tmp_path, url)
    origin = json.loads((tmp_path / "a.zip.json").read_text())
    assert (origin["url"], origin["sha256"]) == (url, hashlib.sha256(path.read_bytes()).hexdigest())
