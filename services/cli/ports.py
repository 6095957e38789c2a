"""Which ports the stack will listen on, settled before anything starts."""

import socket
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass

from services.cli.errors import PortTakenError


@dataclass(frozen=True)
class Listener:
    """A port that something wants, and what a person changes it with. Port 0 is any free one."""

    owner: str
    setting: str
    host: str
    port: int
    option: str = ""


def settle(listeners: Iterable[Listener]) -> dict[str, int]:
    """Return the port by setting; raises PortTakenError for the first that cannot be had."""
    with ExitStack() as held:
        # All are held until the last is settled, so that two cannot be given the same port.
        return {wanted.setting: _bind(wanted, held) for wanted in listeners}


def reachable(host: str) -> str:
    """Return where to call a server of this machine that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound here


def target(host: str, port: int) -> str:
    """Return host and port as one word, as addresses have it."""
    name = reachable(host)
    return f"[{name}]:{port}" if ":" in name else f"{name}:{port}"


def _bind(wanted: Listener, held: ExitStack) -> int:
    family = socket.AF_INET6 if ":" in wanted.host else socket.AF_INET
    listening = held.enter_context(socket.socket(family))
    # As servers do: a port whose last connections have just been closed is free.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((wanted.host, wanted.port))
        listening.listen()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        how = f"{wanted.option} or {wanted.setting}" if wanted.option else wanted.setting
        message = (
            f"Port {wanted.port} on {wanted.host}, which {wanted.owner} wants, cannot be used "
            f"({why}): free it, or choose another with {how}."
        )
        raise PortTakenError(message) from error
    return int(listening.getsockname()[1])
