import socket

import pytest

from services.cli.errors import PortTakenError
from services.cli.places import Place, settle_places
from services.cli.settings import Doors, UpSettings, load_doors

HERE = "127.0.0.1"


def doors_anywhere(**gateway: int) -> dict[str, Doors]:
    anywhere = {"port": 0, "metrics_port": 0, "host": HERE}
    doors = {name: door.model_copy(update=anywhere) for name, door in load_doors().items()}
    doors["gateway"] = doors["gateway"].model_copy(update=gateway)
    return doors


def settings(**given: str) -> UpSettings:
    return UpSettings.model_validate({"redis_url": None, "meili_url": None, **given})


def test_everything_gets_a_place_of_its_own() -> None:
    places = settle_places(settings(), doors_anywhere())

    assert list(places.services) == ["catalog", "search", "auth", "gateway"]
    ports = [
        port for place in places.services.values() for port in (place.port, place.metrics_port)
    ]
    assert len({*ports, places.redis_port, places.meili_port} - {0}) == 10


def test_a_place_that_was_asked_for_is_given() -> None:
    with socket.socket() as free:
        free.bind((HERE, 0))
        port = free.getsockname()[1]

    gateway = settle_places(settings(), doors_anywhere(port=port)).services["gateway"]

    assert (gateway.port, gateway.target) == (port, f"{HERE}:{port}")


def test_a_taken_place_names_who_wants_it() -> None:
    with socket.socket() as held:
        held.bind((HERE, 0))
        held.listen()
        doors = doors_anywhere(metrics_port=held.getsockname()[1])

        with pytest.raises(PortTakenError, match=r"the gateway's metrics.*GATEWAY_METRICS_PORT"):
            settle_places(settings(), doors)


def test_the_port_of_the_website_has_an_option() -> None:
    with socket.create_server((HERE, 0)) as held:
        doors = doors_anywhere(port=held.getsockname()[1])

        with pytest.raises(PortTakenError, match=r"with --port or GATEWAY_PORT\.$"):
            settle_places(settings(), doors)


def test_servers_that_exist_already_need_no_place() -> None:
    elsewhere = settings(redis_url="redis://elsewhere", meili_url="http://elsewhere")

    places = settle_places(elsewhere, doors_anywhere())

    assert (places.redis_port, places.meili_port) == (0, 0)
    assert isinstance(places.services["auth"], Place)
