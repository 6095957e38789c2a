from pathlib import Path

import pytest

from services.cli.errors import StepFailedError
from services.cli.logs import log_of, previous
from services.cli.steps import Restart, Run, Start, Step, bring_up
from services.cli.supervisor import Supervisor
from tests.support.programs import SERVER, python, says


def server(var: Path, name: str, text: str = SERVER) -> Start:
    log = log_of(var, name)
    return Start(python(name, text, log), says(log, "up"))


def test_what_a_step_needs_is_ready_before_it_runs(tmp_path: Path) -> None:
    log = log_of(tmp_path, "catalog")
    slow = SERVER.replace('print("up"', 'import time; time.sleep(0.5); print("up"')
    assert slow != SERVER
    look = f"import sys; sys.exit('up' not in open({str(log)!r}).read())"

    with Supervisor() as supervisor:
        steps: list[Step] = [server(tmp_path, "catalog", slow), Run(python("search reindex", look))]
        bring_up(supervisor, steps, 10)


def test_after_a_step_that_fails_nothing_is_started(tmp_path: Path) -> None:
    steps: list[Step] = [Run(python("catalog load", "exit(1)")), server(tmp_path, "gateway")]

    with Supervisor() as supervisor, pytest.raises(StepFailedError, match=r"^catalog load failed"):
        bring_up(supervisor, steps, 10)

    assert not log_of(tmp_path, "gateway").exists()


def test_a_restart_stops_what_runs_and_is_ready_before_the_next_step(tmp_path: Path) -> None:
    log = log_of(tmp_path, "meilisearch")
    first = server(tmp_path, "meilisearch")
    look = f"import sys; sys.exit('up' not in open({str(log)!r}).read())"

    with Supervisor() as supervisor:
        again = Restart(first.program, first.probe)
        bring_up(supervisor, [first, Run(python("reindex", look)), again], 10)
        assert log.read_text() == "up\n"

    assert previous(log).read_text() == "up\nstopping on SIGTERM\n"
