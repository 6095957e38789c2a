"""A redis-server and a Meilisearch of our own, each for one machine and one var folder."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from services.cli.logs import log_of
from services.cli.parts import Found
from services.cli.places import LOOPBACK
from services.cli.processes import Program

_REDIS_CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
dir ./
appendonly yes
save ""
"""


@dataclass(frozen=True)
class OwnRedis:
    """A redis-server that keeps every write under var/redis."""

    found: Found
    port: int
    password: str = field(repr=False)

    @property
    def url(self) -> str:
        """Return the address for clients, with the password."""
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/0"

    def program(self, var_dir: Path, given: Mapping[str, str]) -> Program:
        """Return what starts it; makes its folder."""
        folder = var_dir / "redis"
        folder.mkdir(parents=True, exist_ok=True)
        return Program(
            name="redis-server",
            # Configured on its standard input: what is on a command line is in `ps`.
            command=(str(self.found.path), "-"),
            given=_REDIS_CONFIGURATION.format(
                host=LOOPBACK, port=self.port, password=self.password
            ),
            environment=given,
            log=log_of(var_dir, "redis-server"),
            directory=folder,
        )


@dataclass(frozen=True)
class OwnCatcher:
    """A mail server that keeps every mail under var/mail and sends none."""

    port: int

    @property
    def url(self) -> str:
        """Return the address for who sends."""
        return f"smtp://{LOOPBACK}:{self.port}"

    def folder(self, var_dir: Path) -> Path:
        """Return where the mails are."""
        return var_dir / "mail"

    def program(self, var_dir: Path, given: Mapping[str, str]) -> Program:
        """Return what starts it."""
        place = (LOOPBACK, str(self.port), str(self.folder(var_dir)))
        return Program(
            name="mail",
            command=(sys.executable, "-m", "services.cli.catcher", *place),
            environment=given,
            log=log_of(var_dir, "mail"),
        )


@dataclass(frozen=True)
class OwnMeilisearch:
    """A Meilisearch that keeps its index under var/meilisearch."""

    found: Found
    port: int
    master_key: str = field(repr=False)

    @property
    def url(self) -> str:
        """Return the address for clients; they also need the master key."""
        return f"http://{LOOPBACK}:{self.port}"

    def program(self, var_dir: Path, given: Mapping[str, str]) -> Program:
        """Return what starts it; makes its folder."""
        folder = var_dir / "meilisearch"
        folder.mkdir(parents=True, exist_ok=True)
        return Program(
            name="meilisearch",
            command=(
                str(self.found.path),
                *("--http-addr", f"{LOOPBACK}:{self.port}", "--env", "production"),
                # One version does not open another's files, and the index can be rebuilt.
                *("--db-path", self.found.version, "--no-analytics"),
                # Without these two, building the index takes 2 GB and both cores.
                *("--max-indexing-memory", "200MiB", "--max-indexing-threads", "1"),
                "--experimental-enable-metrics",
            ),
            # Its allocator gives back at once what it is done with: a sixth of what a build holds.
            environment={
                "MIMALLOC_PURGE_DELAY": "0",
                **given,
                "MEILI_MASTER_KEY": self.master_key,
            },
            log=log_of(var_dir, "meilisearch"),
            directory=folder,
        )
