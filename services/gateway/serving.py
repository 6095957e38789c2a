"""Runs the gateway on granian: one worker process, and a parent that stops it in order."""

import math
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

from services.gateway.settings import GatewaySettings
from services.runtime import logging

# granian's own loggers write as ours do.
_GRANIAN_LOGGERS = {
    "handlers": {},
    "formatters": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}},
}


def serve(settings: GatewaySettings) -> None:
    """Run until SIGTERM or SIGINT; exits 1 with one sentence if a port is taken."""
    logging.configure("gateway", settings.log_level)
    for port in (settings.port, settings.metrics_port):
        _demand_free(settings.host, port)
    # The parent never writes: that its end is closed, on purpose or by its death, is the message.
    heard, told = multiprocessing.Pipe(duplex=False)
    server = _Server(settings, told)
    server.serve(target_loader=partial(_load, settings, heard, told), wrap_loader=False)


class _Server(MPServer):
    """granian, with a moment between saying that the process stops and stopping."""

    def __init__(self, settings: GatewaySettings, told: Connection) -> None:
        super().__init__(
            "services.gateway",
            address=settings.host,
            port=settings.port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=settings.workers,
            workers_kill_timeout=max(1, math.ceil(settings.grace_seconds)),
            log_level=LogLevels.error,
            log_dictconfig=_GRANIAN_LOGGERS,
        )
        self._told = told
        self._drain_seconds = settings.drain_seconds

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - granian's signature
        """Tell the worker, wait for callers to notice, then let it finish what is in flight."""
        self._told.close()
        stop = partial(super().signal_handler_interrupt, *args, **kwargs)
        # Ctrl-C reaches the worker too, which does not wait; nor do we.
        seconds = self._drain_seconds if args[0] == signal.SIGTERM else 0
        threading.Timer(seconds, stop).start()


def _load(settings: GatewaySettings, heard: Connection, told: Connection) -> Callable[..., Any]:
    """Return what answers requests; granian calls this in its worker."""
    # The parent needs none of what this imports, and stays small without it.
    from services.gateway.app import build  # noqa: PLC0415
    from services.runtime.clock import SystemClock  # noqa: PLC0415

    told.close()
    logging.configure("gateway", settings.log_level)
    process = build(settings, SystemClock())
    # granian listens a moment after this returns; not before that is the process ready.
    process.health.part("http", partial(_connect, settings.host, settings.port))
    process.start()

    def obey() -> None:
        with suppress(EOFError):
            heard.recv_bytes()
        process.announce_stop()
        # The parent stops us now; if it is dead, nobody else will.
        time.sleep(settings.drain_seconds)
        os.kill(os.getpid(), signal.SIGTERM)

    def close_at_the_end() -> None:
        threading.main_thread().join()
        process.close()

    threading.Thread(target=obey, name="obey", daemon=True).start()
    threading.Thread(target=close_at_the_end, name="close").start()
    return process.app


def _connect(host: str, port: int) -> None:
    """Raise OSError unless the website listens."""
    socket.create_connection((host, port), timeout=1).close()


def _demand_free(host: str, port: int) -> None:
    """Exit if the port is taken: granian would share it with whoever has it, without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            sys.exit(f"gateway: {host}:{port} is taken or may not be used.")
