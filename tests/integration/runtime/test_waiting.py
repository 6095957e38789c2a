import socket

from services.runtime import waiting
from tests.support.clock import FakeClock


def test_it_ends_when_the_server_takes_connections() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        address = server.getsockname()
        # It begins to take connections while it is waited for.
        waiting.wait_for(address, FakeClock(), lambda _: server.listen())
        waiting.main([f"127.0.0.1:{address[1]}", "sqlite:///var/catalog.db"])
