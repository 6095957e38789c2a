"""Who asks: whose word is taken for an address, and who is really looking."""

from ipaddress import ip_network

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from services.gateway.guest import GuestPolicy, reader_address
from services.gateway.settings import GatewaySettings

PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def request(**headers: str) -> Request:
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    builder = EnvironBuilder(headers=named, environ_overrides={"REMOTE_ADDR": "10.0.0.1"})
    return Request(builder.get_environ())


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        # Nobody speaks for a peer that is no proxy.
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        # What the reader wrote in front is never reached.
        ("10.0.0.1", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7, 10.9.9.9", "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7,garbage", "10.0.0.1"),
        ("10.0.0.1", "garbage, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("fd00::1", "2001:db8::5", "2001:db8::5"),
        ("::ffff:10.0.0.1", "::ffff:198.51.100.7", "198.51.100.7"),
        ("", "198.51.100.7", ""),
    ],
)
def test_the_address_is_the_nearest_that_is_no_proxy(
    peer: str, forwarded: str, address: str
) -> None:
    assert reader_address(peer, forwarded, PROXIES) == address


def test_no_proxy_is_trusted_unless_it_is_named() -> None:
    assert reader_address("10.0.0.1", "198.51.100.7", ()) == "10.0.0.1"


@pytest.mark.parametrize(
    ("purpose", "looks"),
    [
        ({}, True),
        ({"Sec_Purpose": "prefetch"}, False),
        ({"Sec_Purpose": "prefetch;prerender"}, False),
        ({"Purpose": "prefetch"}, False),
        ({"X_Moz": "prefetch"}, False),
    ],
)
def test_loading_ahead_is_not_looking(purpose: dict[str, str], *, looks: bool) -> None:
    policy = GuestPolicy(GatewaySettings())
    assert policy.guest(request(**purpose)).looks is looks


def test_the_token_is_read_from_the_cookie_of_this_host_only() -> None:
    policy = GuestPolicy(GatewaySettings(cookie_secure=True))
    read = [policy.guest(request(Cookie=f"{name}=abc")).token for name in ("__Host-guest", "guest")]
    assert read == ["abc", ""]


def test_a_token_too_long_to_be_one_is_none() -> None:
    policy = GuestPolicy(GatewaySettings(cookie_secure=False))
    assert not policy.guest(request(Cookie=f"guest={'x' * 513}")).token


@pytest.mark.parametrize(
    ("secure", "cookie"),
    [
        (True, "__Host-guest=t; Secure; HttpOnly; Path=/; SameSite=Lax"),
        (False, "guest=t; HttpOnly; Path=/; SameSite=Lax"),
    ],
)
def test_the_cookie_is_as_narrow_as_it_can_be(*, secure: bool, cookie: str) -> None:
    response = Response()
    GuestPolicy(GatewaySettings(cookie_secure=secure, cookie_days=2)).remember(response, "t")
    sent = response.headers["Set-Cookie"].split("; ")
    assert "Max-Age=172800" in sent
    assert [part for part in sent if not part.startswith(("Expires", "Max-Age"))] == cookie.split(
        "; "
    )
