import socket
from collections.abc import Iterator

import pytest

from services.cli.errors import PortTakenError
from services.cli.ports import Listener, settle, target

HERE = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as held:
        held.bind((HERE, 0))
        held.listen()
        yield held.getsockname()[1]


def test_a_taken_port_is_refused_with_what_to_do(taken: int) -> None:
    with pytest.raises(PortTakenError) as caught:
        settle([Listener("the gateway", "GATEWAY_PORT", HERE, taken)])

    assert str(caught.value) == (
        f"Port {taken} on 127.0.0.1, which the gateway wants, cannot be used (address already in "
        "use): free it, or choose another with GATEWAY_PORT."
    )


def test_a_port_that_is_wanted_twice_is_refused() -> None:
    [free] = settle([Listener("a", "A_PORT", HERE, 0)]).values()

    with pytest.raises(PortTakenError, match="choose another with B_PORT"):
        settle([Listener("a", "A_PORT", HERE, free), Listener("b", "B_PORT", HERE, free)])


def test_a_port_that_another_address_of_this_machine_has_is_refused(taken: int) -> None:
    with pytest.raises(PortTakenError):
        settle([Listener("the gateway", "GATEWAY_PORT", "", taken)])


def test_zero_is_any_free_port() -> None:
    ports = settle([Listener("a", f"A{n}", HERE, 0) for n in range(20)])

    assert len(set(ports.values())) == 20
    for port in ports.values():
        with socket.socket() as free:
            free.bind((HERE, port))


def test_a_port_whose_last_connection_was_just_closed_is_free() -> None:
    with socket.create_server((HERE, 0)) as server:
        port = server.getsockname()[1]
        client = socket.create_connection((HERE, port))
        accepted, _ = server.accept()
        accepted.close()  # the server's side closes first and keeps waiting
        client.close()

    assert settle([Listener("a", "A_PORT", HERE, port)]) == {"A_PORT": port}


@pytest.mark.parametrize("host", ["256.1.1.1", "no-such-host.invalid", "192.0.2.1"])
def test_an_address_that_is_not_ours_is_refused(host: str) -> None:
    with pytest.raises(PortTakenError, match=f"on {host}, which a wants, cannot be used"):
        settle([Listener("a", "A_PORT", host, 0)])


def test_addresses_are_written_as_clients_read_them() -> None:
    assert target("127.0.0.1", 1) == "127.0.0.1:1"
    assert target("::1", 1) == "[::1]:1"
    assert target("::", 1) == "[::1]:1"
