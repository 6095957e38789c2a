"""A publisher's server for tests: gives files in parts, moves them, cuts connections, says no."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What the server does when a path is asked for.

    It sends `cut` bytes at the most and then, when `held` is set if there is one, ends the
    connection; `status` other than 200 has the body as it is.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    ranges: bool = True
    held: threading.Event | None = None


@dataclass
class Publisher:
    """The server: its address, what it does by path, and what it has been asked."""

    url: str
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def gives(self, path: str, *answers: Answer) -> str:
        """Return the address of a path, which is answered so, and at last always in one way."""
        self.answers[path] = list(answers)
        return self.url + path

    def next(self, path: str) -> Answer:
        """Return the answer for a path."""
        left = self.answers.get(path, [Answer(status=404)])
        return left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def publisher() -> Iterator[Publisher]:
    """Run one on a free port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.publisher = Publisher(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]  # for the handler
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.publisher  # type: ignore[attr-defined]  # as above
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer as the publisher would."""
        found: Publisher = self.server.publisher  # type: ignore[attr-defined]  # see publisher
        # A proxy is asked for a whole address.
        path = self.path.removeprefix("http://files.example")
        found.asked.append((self.path, dict(self.headers)))
        self._send(found.next(path))

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _send(self, answer: Answer) -> None:
        self.close_connection = True
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:8]}"'
        asked = self.headers.get("Range", "")
        start, status, body = 0, answer.status, answer.body
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        elif status == 200 and answer.ranges and asked and self.headers.get("If-Range") == tag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            status, body = 206, body[start:]
        self.send_response(status)
        if status in {200, 206}:
            self.send_header("ETag", tag)
            self.send_header("Content-Type", "application/zip")
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{len(answer.body) - 1}/*")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if answer.cut is None else body[: answer.cut])
        self.wfile.flush()
        if answer.held:
            answer.held.wait()
