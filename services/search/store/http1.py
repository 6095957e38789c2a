"""One connection over HTTP/1.1 (RFC 9112), as much of it as a store that answers in JSON needs.

http.client takes four times as long over an exchange: as much as reading the answer's JSON.
"""

import re
import socket
import ssl
from http import HTTPStatus
from urllib.parse import SplitResult

_LONGEST_LINE = 65_536
_LONGEST_BODY = 2**31 - 1
_DIGITS = {10: re.compile(rb"[0-9]{1,16}"), 16: re.compile(rb"[0-9A-Fa-f]{1,16}")}
_WITHOUT_BODY = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}


class AnswerError(Exception):
    """What came back is not HTTP/1.1."""


class Connection:
    """A connection to one address, for one thread at a time. It is opened when it is made."""

    def __init__(self, address: SplitResult, seconds: float) -> None:
        """Open it within so many seconds; raises OSError."""
        secure = address.scheme == "https"
        host, port = address.hostname or "", address.port or (443 if secure else 80)
        self._socket = socket.create_connection((host, port), seconds)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if secure:
            self._socket = ssl.create_default_context().wrap_socket(
                self._socket, server_hostname=host
            )
        self._answers = self._socket.makefile("rb")
        self._host = address.netloc.rpartition("@")[2]
        self.is_kept = True

    def exchange(self, request: str, body: bytes, seconds: float) -> tuple[int, bytes]:
        """Send a request and its body in one piece; return status and body of the answer.

        `request` is its first line and its headers, each with its end; host and length are added.
        Each wait takes at most so many seconds. Raises OSError or AnswerError. `is_kept` says
        whether it can be used again.
        """
        self.is_kept = False
        head = f"{request}Host: {self._host}\r\nContent-Length: {len(body)}\r\n\r\n"
        self._socket.settimeout(seconds)
        self._socket.sendall(head.encode() + body)
        status, headers = self._head()
        while status < HTTPStatus.OK:  # it only says that the answer will come
            status, headers = self._head()
        whole, content = self._body(status, headers)
        self.is_kept = whole and b"close" not in headers.get(b"connection", b"").lower()
        return status, content

    def close(self) -> None:
        """Close it."""
        self._answers.close()
        self._socket.close()

    def _head(self) -> tuple[int, dict[bytes, bytes]]:
        line = self._line()
        version, _, rest = line.partition(b" ")
        if not version.startswith(b"HTTP/1.") or not rest[:3].isdigit():
            raise AnswerError(f"No answer begins so: {line[:80]!r}")
        return int(rest[:3]), self._headers()

    def _headers(self) -> dict[bytes, bytes]:
        headers: dict[bytes, bytes] = {}
        while line := self._line():
            name, _, value = line.partition(b":")
            headers[name.lower()] = value.strip()
        return headers

    def _body(self, status: int, headers: dict[bytes, bytes]) -> tuple[bool, bytes]:
        """Return the body, and whether its end could be told from that of the connection."""
        if status in _WITHOUT_BODY:
            return True, b""
        if b"transfer-encoding" in headers:
            return True, b"".join(iter(self._chunk, b""))
        if b"content-length" in headers:
            return True, self._exactly(_number(headers[b"content-length"], 10))
        return False, self._answers.read()

    def _chunk(self) -> bytes:
        """Return the next piece; empty behind the last, when all of the answer is read."""
        size = _number(self._line().partition(b";")[0].strip(), 16)
        if not size:
            self._headers()
            return b""
        content = self._exactly(size)
        self._line()
        return content

    def _line(self) -> bytes:
        line = self._answers.readline(_LONGEST_LINE)
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            raise AnswerError(f"No line of an answer is so long: {line[:80]!r}")
        if not line.endswith(b"\n"):
            raise ConnectionError("The other side has closed the connection.")
        return line.rstrip(b"\r\n")

    def _exactly(self, size: int) -> bytes:
        content = self._answers.read(size)
        if len(content) < size:
            raise ConnectionError("The other side has closed the connection.")
        return content


def _number(text: bytes, base: int) -> int:
    # int() would take signs and underscores, too.
    if _DIGITS[base].fullmatch(text) and (number := int(text, base)) <= _LONGEST_BODY:
        return number
    raise AnswerError(f"No answer is so long: {text[:80]!r}")
