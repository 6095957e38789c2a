from datetime import timedelta

import pytest

from services.runtime import waiting
from tests.support.clock import FakeClock

SERVER = ("store", 5432)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("postgresql://book:word@store/catalog", SERVER),
        ("postgresql+psycopg://book:word@store/catalog", SERVER),
        ("postgresql://book:word@store:6000/catalog", ("store", 6000)),
        ("http://index:7700", ("index", 7700)),
        ("https://index.example.org", ("index.example.org", 443)),
        ("book-catalog:50051", ("book-catalog", 50051)),
        ("redis://:word@counters/0", ("counters", 6379)),
    ],
)
def test_an_address_names_a_server(address: str, server: waiting.Server) -> None:
    assert list(waiting.servers([address])) == [server]


def test_a_file_is_no_server() -> None:
    assert list(waiting.servers(["sqlite:///var/catalog.db"])) == []


def test_an_address_without_a_port_is_refused_without_being_shown() -> None:
    with pytest.raises(SystemExit, match=r"^Address 1 has no port\.$"):
        waiting.main(["store://:word@store"])


def test_it_is_tried_until_the_server_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, False, True])
    monkeypatch.setattr(waiting, "_takes_connections", lambda _: next(answers))
    pauses: list[float] = []
    waiting.wait_for(SERVER, FakeClock(), pauses.append)
    assert len(pauses) == 2


def test_a_server_that_never_comes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_takes_connections", lambda _: False)
    clock = FakeClock()
    with pytest.raises(TimeoutError, match="store:5432 is not there"):
        waiting.wait_for(SERVER, clock, lambda _: clock.advance(timedelta(minutes=6)))
