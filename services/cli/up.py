"""`codebook up`: the whole stack on one machine, from nothing to an address, until stopped."""

import os
from collections.abc import Mapping
from pathlib import Path

from services.cli.errors import StopAskedError
from services.cli.keys import kept_key
from services.cli.leftovers import end_leftovers
from services.cli.logs import all_logs
from services.cli.parts import MEILISEARCH, REDIS, Found, Part, obtain
from services.cli.places import settle_places
from services.cli.plan import Plan
from services.cli.running import Running, claim
from services.cli.servers import OwnCatcher, OwnMeilisearch, OwnRedis
from services.cli.settings import Doors, UpSettings, environment
from services.cli.steps import bring_up
from services.cli.supervisor import Supervisor
from services.cli.terminal import Terminal


def up(settings: UpSettings, doors: Mapping[str, Doors], terminal: Terminal) -> None:
    """Run the stack until someone asks it to stop; raises CodebookError when it cannot go on."""
    var_dir = settings.codebook_var_dir.resolve()
    with claim(var_dir) as held:
        for leftover in end_leftovers(all_logs(var_dir)):
            terminal.say(f"Ended {leftover}, which an earlier start had left running.")
        plan = make_plan(var_dir, settings, doors, terminal)
        try:
            with Supervisor() as supervisor:
                bring_up(supervisor, plan.steps(), settings.codebook_ready_seconds)
                access = {**plan.access("auth"), **plan.access("search")}
                held.write(Running(os.getpid(), plan.address, access))
                logs = var_dir / "log"
                terminal.say(f"Codebook is at {plan.address} (logs in {logs}; Ctrl-C stops it).")
                supervisor.watch()
        except StopAskedError:
            terminal.say("Codebook has stopped.")


def make_plan(
    var_dir: Path, settings: UpSettings, doors: Mapping[str, Doors], terminal: Terminal
) -> Plan:
    """Settle ports, find or fetch the servers, make the secrets, and return what to run."""
    given = environment()
    places = settle_places(settings, doors)
    parts_dir = settings.codebook_parts_dir.resolve()
    redis = meilisearch = None
    if settings.redis_url is None:
        found = _find(REDIS, parts_dir, terminal)
        redis = OwnRedis(found, places.redis_port, kept_key(var_dir, "REDIS_PASSWORD"))
    if settings.meili_url is None:
        found = _find(MEILISEARCH, parts_dir, terminal)
        master_key = given.get("MEILI_MASTER_KEY") or kept_key(var_dir, "MEILI_MASTER_KEY")
        meilisearch = OwnMeilisearch(found, places.meili_port, master_key)
    mail = OwnCatcher(places.mail_port) if settings.auth_smtp_url is None else None
    return Plan(var_dir, given, places, redis, meilisearch, mail)


def _find(part: Part, parts_dir: Path, terminal: Terminal) -> Found:
    with terminal.busy():
        found = obtain(part, parts_dir, terminal.say)
    terminal.say(f"Using {part.program} {found.version} ({found.path}).")
    return found
