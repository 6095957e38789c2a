"""Ports for servers that a test starts."""

import secrets
import socket

# Below those that the kernel gives to connections: one of them could take the port meanwhile.
_FIRST, _COUNT = 20_000, 12_000


def free_port() -> int:
    """Return a port that nobody listens on."""
    while True:
        port = _FIRST + secrets.randbelow(_COUNT)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
