import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.cli.errors import AlreadyRunningError, NotRunningError
from services.cli.running import Running, claim, find_running
from tests.support.programs import wait_for


def test_a_second_claim_says_who_has_it(tmp_path: Path) -> None:
    with claim(tmp_path) as held:
        held.write(Running(4711, "http://127.0.0.1:8000"))

        with pytest.raises(AlreadyRunningError) as caught, claim(tmp_path):
            pass

    assert str(caught.value) == (
        f"Codebook already runs on {tmp_path} (process 4711) at http://127.0.0.1:8000: stop it "
        "with Ctrl-C there or `kill 4711`."
    )


def test_a_claim_whose_holder_is_still_starting_is_one(tmp_path: Path) -> None:
    with claim(tmp_path), pytest.raises(AlreadyRunningError, match="is still starting"):
        claim(tmp_path).__enter__()


def test_a_claim_that_is_not_written_yet_is_one(tmp_path: Path) -> None:
    with claim(tmp_path):
        (tmp_path / "up.lock").write_text("")

        with pytest.raises(AlreadyRunningError), claim(tmp_path):
            pass


def test_a_claim_ends_with_its_holder(tmp_path: Path) -> None:
    holding = (
        "import signal, sys; from pathlib import Path; from services.cli.running import claim\n"
        "with claim(Path(sys.argv[1])): signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", holding, str(tmp_path)]) as holder:
        lock = tmp_path / "up.lock"
        wait_for(lambda: lock.exists() and lock.read_text())
        with pytest.raises(AlreadyRunningError, match=f"process {holder.pid}"), claim(tmp_path):
            pass
        holder.kill()

    with claim(tmp_path):
        pass


def test_who_is_up_is_found(tmp_path: Path) -> None:
    environment = {"MEILI_URL": "http://127.0.0.1:7700"}
    running = Running(os.getpid(), "http://127.0.0.1:8000", environment)
    with claim(tmp_path) as held:
        held.write(Running(1, "http://127.0.0.1:8000", {"LONG": "x" * 1000}))
        held.write(running)

        assert find_running(tmp_path) == running


def test_nobody_is_up_before_the_address_is_known(tmp_path: Path) -> None:
    with claim(tmp_path), pytest.raises(NotRunningError, match="`codebook up` starts it"):
        find_running(tmp_path)


def test_nobody_is_up_where_a_killed_one_was(tmp_path: Path) -> None:
    leftover = {"pid": 1, "address": "http://127.0.0.1:8000", "environment": {}}
    (tmp_path / "up.lock").write_text(json.dumps(leftover))

    with pytest.raises(NotRunningError):
        find_running(tmp_path)


def test_nobody_is_up_while_the_next_one_has_not_written_yet(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as killed:
        pass
    with claim(tmp_path) as held:
        held.write(Running(killed.pid, "http://127.0.0.1:8000"))

        with pytest.raises(NotRunningError):
            find_running(tmp_path)


def test_nobody_is_up_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(NotRunningError):
        find_running(tmp_path)


def test_only_the_owner_can_read_how_to_join(tmp_path: Path) -> None:
    with claim(tmp_path):
        assert (tmp_path / "up.lock").stat().st_mode & 0o777 == 0o600


def test_other_users_of_the_machine_cannot_read_the_folder(tmp_path: Path) -> None:
    with claim(tmp_path / "var"):
        assert (tmp_path / "var").stat().st_mode & 0o077 == 0
