"""One worker of the gateway: the app, and what looks after it."""

import threading
from collections.abc import Sequence

import grpc

from services.gateway.edge import Edge
from services.gateway.settings import GatewaySettings
from services.runtime.health import Health
from services.runtime.logging import get_logger
from services.runtime.ops import OpsServer

_UNREADY_SECONDS = 0.1


class GatewayProcess:
    """All that answers requests. `start` returns when it may be asked, `close` when all is shut."""

    def __init__(
        self,
        app: Edge,
        settings: GatewaySettings,
        health: Health,
        ops: OpsServer,
        channels: Sequence[grpc.Channel],
    ) -> None:
        self.app = app
        self.metrics_port = ops.port
        self.settings = settings
        self.health = health
        self._ops = ops
        self._channels = channels
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._look_around, name="health", daemon=True)

    def start(self) -> None:
        """Look at every part once, then every few seconds."""
        self.health.refresh()
        self._ops.start()
        self._watch.start()
        get_logger().info("started", port=self.settings.port, metrics_port=self.metrics_port)

    def announce_stop(self) -> None:
        """Say that the process stops; requests are still answered."""
        get_logger().info("stopping")
        self.health.stop()

    def close(self) -> None:
        """Shut what is open, after the last request."""
        self._stopping.set()
        self._watch.join()
        for channel in self._channels:
            channel.close()
        self._ops.stop()
        get_logger().info("stopped")

    def _look_around(self) -> None:
        while not self._stopping.wait(self._pause()):
            self.health.refresh()

    def _pause(self) -> float:
        """Return how long to wait for the next look: who waits for a start waits for this."""
        return self.settings.revision_seconds if self.health.ready() else _UNREADY_SECONDS
