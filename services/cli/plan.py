"""What the stack consists of on this machine: which programs, in which order, told what."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from services.cli.account import accounts
from services.cli.catalog import database
from services.cli.keys import kept_key
from services.cli.logs import log_of
from services.cli.places import LOOPBACK, Places
from services.cli.processes import Program
from services.cli.readiness import first_lack, http_probe, port_probe, redis_probe
from services.cli.servers import OwnCatcher, OwnMeilisearch, OwnRedis
from services.cli.steps import Restart, Run, Start, Step
from services.cli.supervisor import Probe


@dataclass(frozen=True)
class Plan:
    """The stack on one var folder. What the environment gives, no process is told otherwise.

    `redis`, `meilisearch` and `mail` are None where the environment names one that exists already.
    """

    var_dir: Path
    given: Mapping[str, str]
    places: Places
    redis: OwnRedis | None
    meilisearch: OwnMeilisearch | None
    mail: OwnCatcher | None = None

    @property
    def address(self) -> str:
        """Return where a browser finds the website."""
        return f"http://{self.places.services['gateway'].target}"

    def steps(self) -> Iterator[Step]:
        """Return everything that is started or run, in order of dependency."""
        if self.redis is not None:
            program = self.redis.program(self.var_dir, self.given)
            yield Start(program, redis_probe(self.redis.url))
        if self.meilisearch is not None:
            yield Start(*self._meilisearch(self.meilisearch))
        if self.mail is not None:
            program = self.mail.program(self.var_dir, self.given)
            yield Start(program, port_probe(LOOPBACK, self.mail.port))
        yield self._verb("auth", "migrate")
        yield self._verb("catalog", "migrate")
        yield self._verb("catalog", "load")
        yield self._service("catalog")
        yield self._verb("search", "reindex")
        if self.meilisearch is not None:
            # What it took to build an index, 300 MB, it would keep as long as it runs.
            yield Restart(*self._meilisearch(self.meilisearch))
        yield from (self._service(name) for name in ("search", "auth", "gateway"))

    def environment(self, service: str) -> dict[str, str]:
        """Return the whole environment of a service."""
        place, prefix = self.places.services[service], service.upper()
        return {
            **self.access(service),
            **self.given,
            f"{prefix}_HOST": place.host,
            f"{prefix}_PORT": str(place.port),
            f"{prefix}_METRICS_PORT": str(place.metrics_port),
        }

    def access(self, service: str) -> dict[str, str]:
        """Return what a service is told of the others and of its secrets, and no more."""
        match service:
            case "catalog":
                return database(self.var_dir)
            case "search":
                return self._meilisearch_access() | self._targets("SEARCH", "catalog")
            case "auth":
                return self._auth_access()
            case _:
                # A browser does not send a Secure cookie back over plain HTTP.
                face = {"GATEWAY_COOKIE_SECURE": "false", "GATEWAY_PUBLIC_URL": self.address}
                if self.mail is not None:
                    face["GATEWAY_DEV_MAIL_DIR"] = str(self.mail.folder(self.var_dir))
                return face | self._targets("GATEWAY", "catalog", "search", "auth")

    def _meilisearch(self, own: OwnMeilisearch) -> tuple[Program, Probe]:
        program = own.program(self.var_dir, self.given)
        return program, http_probe(LOOPBACK, own.port, "/health")

    def _meilisearch_access(self) -> dict[str, str]:
        own = self.meilisearch
        return {"MEILI_URL": own.url, "MEILI_MASTER_KEY": own.master_key} if own else {}

    def _auth_access(self) -> dict[str, str]:
        access = {**accounts(self.var_dir), "AUTH_PUBLIC_URL": self.address}
        if self.redis is not None:
            access["REDIS_URL"] = self.redis.url
        if self.mail is not None:
            access["AUTH_SMTP_URL"] = self.mail.url
        if "AUTH_SECRET_KEY" not in self.given:
            access["AUTH_SECRET_KEY"] = kept_key(self.var_dir, "AUTH_SECRET_KEY")
        return access

    def _targets(self, prefix: str, *services: str) -> dict[str, str]:
        places = self.places.services
        return {f"{prefix}_{name.upper()}_TARGET": places[name].target for name in services}

    def _service(self, name: str) -> Start:
        place = self.places.services[name]
        program = Program(
            name=name,
            command=(sys.executable, "-m", f"services.{name}"),
            environment=self.environment(name),
            log=log_of(self.var_dir, name),
        )
        # The gateway may be ready a moment before its port is open.
        well = http_probe(place.host, place.metrics_port, "/readyz")
        return Start(program, first_lack(well, port_probe(place.host, place.port)))

    def _verb(self, service: str, verb: str) -> Run:
        command = (sys.executable, "-m", f"services.{service}", verb)
        return Run(Program(f"{service} {verb}", command, self.environment(service)))
