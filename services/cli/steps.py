"""The kinds of step that bring a stack up, and how a supervisor takes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from services.cli.processes import Program
from services.cli.supervisor import Probe, Supervisor


@dataclass(frozen=True)
class Start:
    """Start a program that keeps running; it is ready when the probe finds no lack."""

    program: Program
    probe: Probe


@dataclass(frozen=True)
class Run:
    """Run a program to its end, once everything that was started before is ready."""

    program: Program


@dataclass(frozen=True)
class Restart:
    """Stop what runs under the program's name, start it again, and wait until it is ready."""

    program: Program
    probe: Probe


Step: TypeAlias = Start | Run | Restart


def bring_up(supervisor: Supervisor, steps: Iterable[Step], ready_seconds: float) -> None:
    """Take the steps in order; return when everything that was started is ready."""
    starting: dict[str, Probe] = {}
    for step in steps:
        match step:
            case Start(program, probe):
                supervisor.start(program)
                starting[program.name] = probe
            case Run(program):
                supervisor.wait_until_ready(starting, ready_seconds)
                starting.clear()
                supervisor.run(program)
            case Restart(program, probe):
                supervisor.stop(program.name)
                supervisor.start(program)
                supervisor.wait_until_ready({program.name: probe}, ready_seconds)
    supervisor.wait_until_ready(starting, ready_seconds)
