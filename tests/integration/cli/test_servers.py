"""The servers that `codebook up` starts, with their real programs."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import meilisearch
import pytest
from meilisearch.errors import MeilisearchApiError
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError
from redis.retry import Retry

from services.cli.errors import PartError
from services.cli.logs import log_of
from services.cli.parts import MEILISEARCH, REDIS, Found, Part, obtain
from services.cli.places import LOOPBACK
from services.cli.readiness import http_probe, redis_probe
from services.cli.servers import OwnMeilisearch, OwnRedis
from services.cli.supervisor import Supervisor
from tests.support.codebase import ROOT
from tests.support.ports import free_port


def real(part: Part) -> Found:
    try:
        return obtain(part, ROOT / ".parts", print)
    except PartError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def own() -> OwnRedis:
    return OwnRedis(real(REDIS), free_port(), "a-password")


@pytest.fixture
def meili() -> OwnMeilisearch:
    return OwnMeilisearch(real(MEILISEARCH), free_port(), "a master key of 16 bytes")


@contextmanager
def redis_running(own: OwnRedis, var: Path) -> Iterator[Redis]:
    with Supervisor() as supervisor:
        supervisor.start(own.program(var, {}))
        supervisor.wait_until_ready({"redis-server": redis_probe(own.url)}, 20)
        with Redis.from_url(own.url, decode_responses=True) as client:
            yield client


@contextmanager
def meili_running(own: OwnMeilisearch, var: Path) -> Iterator[meilisearch.Client]:
    with Supervisor() as supervisor:
        supervisor.start(own.program(var, {}))
        supervisor.wait_until_ready({"meilisearch": http_probe(LOOPBACK, own.port, "/health")}, 20)
        yield meilisearch.Client(own.url, own.master_key)


@pytest.mark.redis
def test_redis_wants_its_password(own: OwnRedis, tmp_path: Path) -> None:
    with (
        redis_running(own, tmp_path),
        Redis(port=own.port, retry=Retry(NoBackoff(), 0)) as stranger,
        pytest.raises(AuthenticationError),
    ):
        stranger.ping()


@pytest.mark.redis
def test_redis_keeps_what_it_was_told(own: OwnRedis, tmp_path: Path) -> None:
    with redis_running(own, tmp_path) as client:
        client.set("views", 5)

    with redis_running(own, tmp_path) as client:
        assert client.get("views") == "5"


@pytest.mark.redis
def test_redis_starts_on_what_a_killed_one_left(own: OwnRedis, tmp_path: Path) -> None:
    with redis_running(own, tmp_path) as client:
        client.set("views", 5)
        os.kill(int(client.info("server")["process_id"]), signal.SIGKILL)

    with redis_running(own, tmp_path) as client:
        assert client.get("views") == "5"


@pytest.mark.meilisearch
def test_meilisearch_wants_its_key(meili: OwnMeilisearch, tmp_path: Path) -> None:
    with meili_running(meili, tmp_path), pytest.raises(MeilisearchApiError):
        meilisearch.Client(meili.url, "another key").get_indexes()


@pytest.mark.meilisearch
def test_meilisearch_starts_on_what_a_killed_one_left(
    meili: OwnMeilisearch, tmp_path: Path
) -> None:
    with meili_running(meili, tmp_path) as client:
        task = client.index("codes").add_documents([{"id": 1, "title": "Cholera"}])
        client.wait_for_task(task.task_uid)
        kill_whoever_writes(log_of(tmp_path, "meilisearch"))

    with meili_running(meili, tmp_path) as client:
        assert client.index("codes").get_document(1).title == "Cholera"


@pytest.mark.meilisearch
def test_another_version_of_meilisearch_begins_a_folder_of_its_own(
    meili: OwnMeilisearch, tmp_path: Path
) -> None:
    with meili_running(meili, tmp_path):
        pass
    newer = replace(meili, found=replace(meili.found, version="1.99.0"))
    with meili_running(newer, tmp_path):
        pass

    folders = {path.name for path in (tmp_path / "meilisearch").iterdir()}
    assert folders >= {"1.21.0", "1.99.0"}


@pytest.mark.meilisearch
def test_the_key_is_not_in_the_list_of_processes(meili: OwnMeilisearch, tmp_path: Path) -> None:
    with meili_running(meili, tmp_path):
        assert meili.master_key not in everything_in_ps()


def kill_whoever_writes(log: Path) -> None:
    for output in Path("/proc").glob("[0-9]*/fd/1"):
        with suppress(OSError):
            if output.readlink() == log:
                os.kill(int(output.parts[2]), signal.SIGKILL)


def everything_in_ps() -> str:
    commands = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            commands.append(command.read_text())
    return "".join(commands)
