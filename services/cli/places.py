"""Where each process of the stack listens on this machine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.cli.ports import Listener, settle, target
from services.cli.settings import Doors, UpSettings

LOOPBACK = "127.0.0.1"
_REDIS, _MEILI, _MAIL = "CODEBOOK_REDIS_PORT", "CODEBOOK_MEILI_PORT", "CODEBOOK_MAIL_PORT"


@dataclass(frozen=True)
class Place:
    """Where one service listens, and its port for monitoring."""

    host: str
    port: int
    metrics_port: int

    @property
    def target(self) -> str:
        """Return host and port to call it by."""
        return target(self.host, self.port)


@dataclass(frozen=True)
class Places:
    """Where everything listens; the port of a server that is not started is 0."""

    services: Mapping[str, Place]
    redis_port: int
    meili_port: int
    mail_port: int = 0


def settle_places(settings: UpSettings, doors: Mapping[str, Doors]) -> Places:
    """Return a free place for everything; raises PortTakenError for the first that is not."""
    ports = settle([*_servers(settings), *_services(doors)])
    return Places(
        {
            name: Place(door.host, ports[f"{name.upper()}_PORT"], ports[_metrics(name)])
            for name, door in doors.items()
        },
        ports.get(_REDIS, 0),
        ports.get(_MEILI, 0),
        ports.get(_MAIL, 0),
    )


def _servers(settings: UpSettings) -> Iterator[Listener]:
    if settings.redis_url is None:
        yield Listener("redis-server", _REDIS, LOOPBACK, settings.codebook_redis_port)
    if settings.meili_url is None:
        yield Listener("Meilisearch", _MEILI, LOOPBACK, settings.codebook_meili_port)
    if settings.auth_smtp_url is None:
        yield Listener("the mail catcher", _MAIL, LOOPBACK, settings.codebook_mail_port)


def _services(doors: Mapping[str, Doors]) -> Iterator[Listener]:
    for name, door in doors.items():
        option = "--port" if name == "gateway" else ""
        yield Listener(f"the {name}", f"{name.upper()}_PORT", door.host, door.port, option)
        yield Listener(f"the {name}'s metrics", _metrics(name), door.host, door.metrics_port)


def _metrics(name: str) -> str:
    return f"{name.upper()}_METRICS_PORT"
