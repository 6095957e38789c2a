"""The port that operators and monitoring look at: /metrics, /healthz, /readyz."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from services.runtime.health import Health

# How long `stop` may have to wait for the loop to look up.
_POLL_SECONDS = 0.05


class OpsServer:
    """An HTTP server of its own thread. /healthz answers as long as the process runs."""

    def __init__(self, host: str, port: int, registry: CollectorRegistry, health: Health) -> None:
        """Bind the port; raises OSError when it is taken."""
        self._http = _Server((host, port), _handler(registry, health))
        self.port = int(self._http.server_address[1])
        self._thread = threading.Thread(
            target=self._http.serve_forever, args=(_POLL_SECONDS,), name="ops", daemon=True
        )

    def start(self) -> None:
        """Answer from here on."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more and free the port."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


def _handler(registry: CollectorRegistry, health: Health) -> type[BaseHTTPRequestHandler]:
    def answer(path: str) -> tuple[int, str, bytes]:
        if path == "/metrics":
            return 200, CONTENT_TYPE_LATEST, generate_latest(registry)
        if path == "/healthz":
            return 200, "text/plain", b"ok\n"
        if path == "/readyz":
            body = json.dumps(dict(health.report()), sort_keys=True).encode()
            return (200 if health.ready() else 503), "application/json", body
        return 404, "text/plain", b"There are /metrics, /healthz and /readyz here.\n"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = answer(self.path.partition("?")[0])
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Log nothing: probes and scrapes come every few seconds."""

    return Handler
